import { z } from 'zod';
import { Id, Text } from './profile-schema/parts.ts';

/** One stop of a bus: a village, a market, a school, a firm. */
export const Stop = z.strictObject({
  id: Id,
  name: Text,
  place: Text.optional(),
  /** Stops of the same village share it, so that a return visit is known as one; the stop's own id where it is left out. */
  village: Id.optional(),
  /** The day it is planned for, YYYY-MM-DD. */
  date: z.iso.date().optional(),
});
export type Stop = z.infer<typeof Stop>;

/** The plain list of stops that an officer opens from, until the tour calendar exists. */
export const StopList = z.strictObject({ version: z.literal(1), stops: z.array(Stop) });
export type StopList = z.infer<typeof StopList>;
