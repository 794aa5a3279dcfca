import { z } from 'zod';

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'lower-case letters, digits and hyphens, at most 48');

/** One stop of a bus: a village, a market, a school, a firm. */
export const Stop = z.strictObject({
  id: Id,
  name: Text,
  /** Stops of one village share it, so that a return visit is known as one; the stop's own id where it is left out. */
  village: Id.optional(),
  place: Text.optional(),
  /** The day it is planned for, YYYY-MM-DD. */
  date: z.iso.date().optional(),
});
export type Stop = z.infer<typeof Stop>;

/** The plain list of stops that an officer opens from, until the tour calendar exists. */
export const StopList = z.strictObject({ version: z.literal(1), stops: z.array(Stop) });
export type StopList = z.infer<typeof StopList>;
