import { z } from 'zod';
import { ContentId, Lights, VisitorText } from '../../texts.ts';

const CollectionObject = z.strictObject({
  /** The same id as the thing in the profile, so that lifting it opens its card. */
  id: ContentId,
  /** Its drawing in the paper-cut set. */
  drawing: ContentId,
  name: VisitorText,
  text: VisitorText,
  /** What to do about it, or what beats it. */
  defence: VisitorText,
  /** A value for each row of `compare`. */
  values: z.record(ContentId, VisitorText),
  /** How well it does in a row of `compare`, 1 weak … 5 strong, where that can be said: the screen then names the better of two. */
  strength: z.record(ContentId, z.number().int().min(1).max(5)).optional(),
  /** Lamps lit while its card is open; its own lamp where nothing is said. */
  lights: Lights.optional(),
});
export type CollectionObject = z.infer<typeof CollectionObject>;

/** Things to touch or lift, read about and compare two by two. */
export const Collection = z.strictObject({
  kind: z.literal('collection'),
  id: ContentId,
  title: VisitorText,
  invitation: VisitorText,
  /** Over the shelf: what to do here. */
  question: VisitorText,
  objects: z.array(CollectionObject).min(2).max(24),
  /** The rows in which two objects are compared. */
  compare: z
    .array(z.strictObject({ id: ContentId, label: VisitorText }))
    .min(1)
    .max(4),
  remember: VisitorText,
});
export type Collection = z.infer<typeof Collection>;
