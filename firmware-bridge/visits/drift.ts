import type { Occupancy } from './occupancy.ts';

/** What the counts had come to when they were set back on a bus that should have been empty. */
export interface Drift {
  why: 'stop-opened' | 'new-day';
  /** Still counted aboard: they left unseen. */
  aboard: number;
  /** Left although nobody was known to be aboard: they had come in unseen. */
  unmatched: number;
  /** In less out; 0 where every visitor was seen both ways. */
  drift: number;
  /** How many had come in, to judge the drift by. */
  in: number;
}

export function driftOf({ in: entered, out, aboard, unmatched }: Occupancy, why: Drift['why']): Drift {
  return { why, aboard, unmatched, drift: entered - out, in: entered };
}

/** Days as YYYY-MM-DD. A clock that is set back, or set for the first time, ends no day. */
export function isLaterDay(before: string | null, day: string | null): boolean {
  return before !== null && day !== null && day > before;
}
