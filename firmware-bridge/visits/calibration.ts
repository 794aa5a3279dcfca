import { type Interval, type Matched, peopleBehind, relativeError } from './error-interval.ts';
import type { Direction } from './passage.ts';

/** Fewer say too little: even 50 without one miss leave room for a miss in fourteen. */
export const ENTRIES_NEEDED = 50;
/** A tap and a crossing this close together, in milliseconds, are the same person; a finger is slower than a beam. */
export const MATCH_MS = 5_000;
/** More than two hours of taps at the busiest door; beyond it the calibration asks to be ended. */
export const LONGEST_CALIBRATION = 2_000;

/** A calibration that is going on: times of hand taps and of crossings, in monotonic milliseconds. Never stored. */
export interface RunningCalibration {
  door: string;
  startedAt: number;
  taps: Readonly<Record<Direction, readonly number[]>>;
  crossings: Readonly<Record<Direction, readonly number[]>>;
}

/** What is kept of it: numbers alone. */
export interface Calibration {
  door: string;
  /** Entries by hand and by machine, and how they match. */
  in: Matched & { hand: number; machine: number };
  /** Null where fewer than 50 exits were tapped: exits then have no interval. */
  out: (Matched & { hand: number; machine: number }) | null;
  /** Relative error of entries, (machine − hand) / hand, with its 95 % interval. */
  error: Interval;
}

export type CalibrationResult =
  | { result: 'calibrated'; calibration: Calibration }
  /** More entries must be tapped. */
  | { result: 'too-few'; missing: number; words: string }
  /** The door is not good enough to be calibrated. */
  | { result: 'unfit'; words: string };

export function startCalibration(door: string, at: number): RunningCalibration {
  return { door, startedAt: at, taps: { in: [], out: [] }, crossings: { in: [], out: [] } };
}

/** The officer has seen somebody go through. */
export function tap(running: RunningCalibration, direction: Direction, at: number): RunningCalibration {
  return { ...running, taps: added(running.taps, direction, at) };
}

/** The officer's finger slipped: the last tap in this direction did not happen. */
export function untap(running: RunningCalibration, direction: Direction): RunningCalibration {
  return { ...running, taps: { ...running.taps, [direction]: running.taps[direction].slice(0, -1) } };
}

/** The machine has counted somebody at this door. */
export function counted(running: RunningCalibration, direction: Direction, at: number): RunningCalibration {
  return { ...running, crossings: added(running.crossings, direction, at) };
}

/** How many entries are still to be tapped; 0 when there are enough. */
export function entriesMissing({ taps }: RunningCalibration): number {
  return Math.max(0, ENTRIES_NEEDED - taps.in.length);
}

/** What the calibration yields if it ended now. */
export function calibrationResult(running: RunningCalibration): CalibrationResult {
  const missing = entriesMissing(running);
  const { door, taps, crossings } = running;
  if (missing > 0) {
    const words = `door ${door}: ${missing} more entries to tap; ${ENTRIES_NEEDED} are needed for an error interval`;
    return { result: 'too-few', missing, words };
  }
  const entries = compare(taps.in, crossings.in);
  if (entries.seen * 2 < entries.hand) {
    const words = `door ${door}: the beams saw ${entries.seen} of ${entries.hand} people; align them, then calibrate again`;
    return { result: 'unfit', words };
  }
  const exits = taps.out.length < ENTRIES_NEEDED ? null : compare(taps.out, crossings.out);
  const out = exits !== null && exits.seen * 2 >= exits.hand ? exits : null;
  return { result: 'calibrated', calibration: { door, in: entries, out, error: relativeError(entries) } };
}

/** How many people a count of this door stands for, with 95 % confidence; null where there is no calibration for it. */
export function intervalFor(
  count: number,
  calibration: Calibration | null,
  direction: Direction = 'in',
): { low: number; high: number } | null {
  const matched = calibration?.[direction] ?? null;
  return matched === null ? null : peopleBehind(count, matched);
}

/**
 * The same for the sum over several doors. Doors err independently, so their distances add in squares (Zou and Donner
 * 2008). Null as soon as one door that counted has no calibration: part of an error says nothing.
 */
export function intervalForAll(
  doors: readonly { count: number; calibration: Calibration | null }[],
  direction: Direction = 'in',
): { low: number; high: number } | null {
  let total = 0;
  let down = 0;
  let up = 0;
  for (const { count, calibration } of doors) {
    if (count === 0) continue;
    const interval = intervalFor(count, calibration, direction);
    const matched = calibration?.[direction] ?? null;
    if (interval === null || matched === null) return null;
    const estimate = count / (1 + relativeError(matched).estimate);
    total += estimate;
    down = Math.hypot(down, estimate - interval.low);
    up = Math.hypot(up, interval.high - estimate);
  }
  return { low: Math.max(0, Math.floor(total - down)), high: Math.ceil(total + up) };
}

/** Pairs taps and crossings in the order they came; each is used once. What stays alone was missed, or was a ghost. */
export function matchUp(taps: readonly number[], crossings: readonly number[]): Matched {
  let seen = 0;
  let next = 0;
  for (const tapped of taps) {
    while (next < crossings.length && crossings[next]! < tapped - MATCH_MS) next++;
    if (next < crossings.length && crossings[next]! <= tapped + MATCH_MS) {
      seen++;
      next++;
    }
  }
  return { seen, missed: taps.length - seen, ghosts: crossings.length - seen };
}

function compare(taps: readonly number[], crossings: readonly number[]) {
  return { hand: taps.length, machine: crossings.length, ...matchUp(taps, crossings) };
}

/** Kept in order of time, as a crossing may be told after a later tap. */
function added(
  times: RunningCalibration['taps'],
  direction: Direction,
  at: number,
): RunningCalibration['taps'] {
  const before = times[direction];
  if (before.length >= LONGEST_CALIBRATION) return times;
  return { ...times, [direction]: [...before, at].sort((a, b) => a - b) };
}
