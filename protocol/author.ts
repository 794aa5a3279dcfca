import { z } from 'zod';
import { Name } from './ids.ts';

/** Who wrote or did something, by an id that is never given to somebody else: two people may share a name. */
export const Author = z.object({ id: Name, name: z.string().min(1).max(40) });
export type Author = z.infer<typeof Author>;
