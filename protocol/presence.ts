import { z } from 'zod';
import { EpochId, Name, Purpose, Text } from './ids.ts';
import { PROTOCOL_VERSION } from './records.ts';

/**
 * Retained on `up/{bus}/state`: birth, change, and the last will. `connection` is drawn anew for every connection:
 * an "offline" whose connection is not the current one is an old will that came late, and two live connections
 * of one bus id are a cloned card.
 */
export const Presence = z.object({
  v: z.literal(PROTOCOL_VERSION),
  bus: Name,
  connection: z.string().min(1).max(40),
  online: z.boolean(),
  epoch: EpochId.optional(),
  purpose: Purpose.optional(),
  stop: Name.nullable().optional(),
  board: z.enum(['ready', 'starting', 'lost', 'none']).optional(),
  backlog: z.number().int().nonnegative().optional(),
  /** What is wrong on the bus now, in words: boards, chips, beams, contacts, missing things. At most thirty. */
  faults: z.array(Text).max(30).optional(),
});
export type Presence = z.infer<typeof Presence>;

/** Retained on `all/headquarters`: whether an ingest is there to answer, not only a broker. */
export const HeadquartersPresence = z.object({
  v: z.literal(PROTOCOL_VERSION),
  online: z.boolean(),
});
export type HeadquartersPresence = z.infer<typeof HeadquartersPresence>;
