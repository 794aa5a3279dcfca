import { z } from 'zod';

/** Ids of buses, stops, stations, doors, lamps, exhibits, beats and choices: what a person types in a YAML file. */
export const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'lower-case letters, digits and hyphens, at most 48');
export type Name = z.infer<typeof Name>;

/** 64 random bits in hex, drawn anew at every start of the bus process. */
export const EpochId = z.string().regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits');
export type EpochId = z.infer<typeof EpochId>;

/** Milliseconds of the monotonic clock since the epoch began. Never wall time. */
export const Monotonic = z.number().int().nonnegative();

/** Why people were aboard. Totals show `service` alone unless asked. */
export const Purpose = z.enum(['service', 'training', 'demonstration', 'rehearsal']);
export type Purpose = z.infer<typeof Purpose>;

export const Language = z.enum(['zh', 'en']);
export type Language = z.infer<typeof Language>;

/** One text in both languages of the product. Both are required: a screen is never half translated. */
export const Text = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof Text>;
