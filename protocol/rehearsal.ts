import { z } from 'zod';
import { Name } from './ids.ts';
import { MetricName } from './tally.ts';

/** A day that a seeded crowd plays on a bus without real boards. The same seed gives the same crowd. */
export const PlayedDay = z.object({
  seed: z.number().int().min(0).max(999_999),
  /** Visits in all; a person who comes twice makes two. */
  visits: z.number().int().min(1).max(2_000),
  /** Real minutes into which the gaps of the day are shrunk. Bodies and hands keep their real durations, so a day that is too tight takes longer. */
  minutes: z.number().min(0.1).max(60),
  /** Most people aboard at once; more than the bus holds is refused. */
  aboard: z.number().int().min(1).max(500),
  /** Cables come loose now and then. */
  mishaps: z.boolean(),
});
export type PlayedDay = z.infer<typeof PlayedDay>;

/** What the page of the virtual bus asks of a rehearsal. */
export const RehearsalCommand = z.discriminatedUnion('do', [
  z.object({ do: z.literal('play'), day: PlayedDay }),
  /** Whoever is aboard leaves, then the day is over. */
  z.object({ do: z.literal('stop') }),
]);
export type RehearsalCommand = z.infer<typeof RehearsalCommand>;

/** One body of the crowd as the plan draws it; `x`, `y` are millimetres of the plan, and lie outside it before the door. */
export const PersonOnPlan = z.object({
  id: z.number().int(),
  look: z.enum(['child', 'adult', 'elder']),
  x: z.number(),
  y: z.number(),
  /** Degrees that the person faces; 0 is towards growing x, 90 towards growing y. */
  faces: z.number(),
  doing: z.enum(['waits', 'walks', 'reads', 'touches', 'lifts', 'presses']),
});
export type PersonOnPlan = z.infer<typeof PersonOnPlan>;

/** What the crowd did beside what the bus counted since the day began. */
export const TruthBesideCount = z.object({
  metric: MetricName,
  truth: z.number().int(),
  /** Passed just as a door lost its sight or found it again: not in `truth`, and perhaps counted. */
  unsure: z.number().int(),
  measured: z.number().int(),
  /** Sum over all labels and places of how far truth and count lie apart: 0 means that each single one is right. */
  apart: z.number().int(),
  /** In which the truth, with or without the unsure, should lie, by the calibration of the doors; null where nothing is stated. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
});
export type TruthBesideCount = z.infer<typeof TruthBesideCount>;

/** What the page of the virtual bus shows of a rehearsal. */
export const RehearsalView = z.object({
  state: z.enum(['idle', 'playing', 'emptying', 'over']),
  /** The day that is or was played; null before the first. */
  day: PlayedDay.nullable(),
  /** Share 0..1 of the day that has passed. */
  progress: z.number(),
  /** Minutes after midnight of the day that is played, from opening to closing. */
  clock: z.number(),
  people: z.array(PersonOnPlan),
  counts: z.array(TruthBesideCount),
  /** Doors that could not see for a while, and how many of the crowd went through meanwhile. */
  gaps: z.array(z.object({ door: Name, seconds: z.number(), passed: z.number().int() })),
  /** Boards whose cable has come loose. */
  loose: z.array(Name),
  /** Milliseconds the emulated clocks fell behind during this day. */
  slipMs: z.number(),
});
export type RehearsalView = z.infer<typeof RehearsalView>;
