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

/** People by hand and by machine, and how they match. */
export type Compared = Matched & { hand: number; machine: number };

/**
 * What is kept of it: numbers alone. A direction in which fewer than 50 were tapped is null and has no interval; never both, as a door by
 * which people only leave is calibrated by those who leave.
 */
export interface Calibration {
  door: string;
  in: Compared | null;
  out: Compared | null;
  /** Relative error, (machine − hand) / hand, with its 95 % interval: of entries, and of exits where there are no entries. */
  error: Interval;
}

export type CalibrationResult =
  | { result: 'calibrated'; calibration: Calibration }
  /** More people must be tapped. */
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

/** How many people are still to be tapped, entries or, where more leave than come, exits; 0 when there are enough. */
export function tapsMissing({ taps }: RunningCalibration): number {
  return Math.max(0, ENTRIES_NEEDED - Math.max(taps.in.length, taps.out.length));
}

/** What the calibration yields if it ended now. */
export function calibrationResult(running: RunningCalibration): CalibrationResult {
  const missing = tapsMissing(running);
  const { door, taps } = running;
  if (missing > 0) {
    const people = taps.out.length > taps.in.length ? 'exits' : 'entries';
    const words = `door ${door}: ${missing} more ${people} to tap; ${ENTRIES_NEEDED} are needed for an error interval`;
    return { result: 'too-few', missing, words };
  }
  const entries = compared(running, 'in');
  const exits = compared(running, 'out');
  const main = entries ?? exits!;
  if (!isFit(main)) {
    const words = `door ${door}: the beams saw ${main.seen} of ${main.hand} people; align them, then calibrate again`;
    return { result: 'unfit', words };
  }
  const out = exits !== null && isFit(exits) ? exits : null;
  return { result: 'calibrated', calibration: { door, in: entries, out, error: relativeError(main) } };
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

/** Null where too few were tapped to say anything. */
function compared({ taps, crossings }: RunningCalibration, direction: Direction): Compared | null {
  const [hand, machine] = [taps[direction], crossings[direction]];
  if (hand.length < ENTRIES_NEEDED) return null;
  return { hand: hand.length, machine: machine.length, ...matchUp(hand, machine) };
}

function isFit({ seen, hand }: Compared): boolean {
  return seen * 2 >= hand;
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
