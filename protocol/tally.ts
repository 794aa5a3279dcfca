import { z } from 'zod';
import { Monotonic, Name, Purpose } from './ids.ts';

/** Length of a slot: 15 minutes of the monotonic clock, so that a wrong wall clock misfiles nothing. */
export const SLOT_MS = 15 * 60_000;
/** Slots in one epoch day. An epoch day is 24 hours of the monotonic clock, not a calendar day. */
export const SLOTS_PER_DAY = 96;

/** What the bus counts. Labels are made of content ids only, never of anything a visitor said or is. */
export const METRICS = [
  'door.in',
  'door.out',
  /** Seconds in which a door could not see, and counted nobody. */
  'door.blind',
  'session.start',
  'session.end',
  'story.start',
  'story.finish',
  'story.choice',
  'judge.start',
  'judge.finish',
  'collection.start',
  'collection.finish',
  'questions.start',
  'questions.finish',
  'alarm.start',
  'alarm.finish',
  'item.hit',
  'item.miss',
  'item.false-alarm',
  'item.correct-rejection',
  'answer',
  'hands',
  'easy-read',
  'step',
  'dwell',
  'language',
  'object.lift',
] as const;
export type KnownMetric = (typeof METRICS)[number];

/** Any metric's name on arrival: a newer bus may count things that this headquarters has not heard of. */
export const MetricName = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/)
  .max(40);
export const Label = z
  .string()
  .regex(/^[a-z0-9/-]*$/)
  .max(160);

/** A stretch of one epoch day with one stop (or none) and one purpose. Its definition never changes. */
export const Segment = z.object({
  id: z.number().int().nonnegative(),
  stop: Name.nullable(),
  purpose: Purpose,
  start: Monotonic,
});
export type Segment = z.infer<typeof Segment>;

/**
 * One counter, as `[segment, slot, place, metric, label, n]`. `slot` counts 15-minute steps since the epoch
 * began and is null for label-rich metrics; `place` is a door or a station, or null. `n` only ever grows.
 */
export const Cell = z.tuple([
  z.number().int().nonnegative(),
  z.number().int().nonnegative().nullable(),
  Name.nullable(),
  MetricName,
  Label,
  z.number().int().positive(),
]);
export type Cell = z.infer<typeof Cell>;

/** The identity of a cell within its epoch: everything but the count. */
export function cellKey(cell: Cell): string {
  return JSON.stringify(cell.slice(0, 5));
}

/**
 * Merges cells of one epoch: the larger count within a cell wins. Because cells only grow, any order, any
 * repetition and any stale copy give the same result (a join of a semilattice).
 */
export function mergeCells(known: readonly Cell[], arrived: readonly Cell[]): Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of [...known, ...arrived]) {
    const key = cellKey(cell);
    const before = merged.get(key);
    if (before === undefined || cell[5] > before[5]) merged.set(key, cell);
  }
  return [...merged.values()];
}

/** Increments that a set of distinct cells holds; the revision of a shard is this number. */
export function countOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell[5], 0);
}
