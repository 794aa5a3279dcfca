import type { Purpose } from '@pingan/protocol/ids';
import { SLOT_MS, SLOTS_PER_DAY, type Segment } from '@pingan/protocol/tally';
import { localDay } from './local-day.ts';

/** What a count is made under. */
export interface Circumstances {
  stop: string | null;
  purpose: Purpose;
  timeZone: string;
  /** Wall clock minus monotonic clock in milliseconds, or null while no clock can be trusted. */
  clockOffset: number | null;
}

export type SegmentEnd = 'stop-changed' | 'purpose-changed' | 'epoch-day-over' | 'local-midnight';

/** The 15-minute step of the monotonic clock that `at` (milliseconds) falls into. */
export function slotOf(at: number): number {
  return Math.floor(at / SLOT_MS);
}

/** The 24-hour stretch of the monotonic clock that `at` falls into; a shard holds one of them. */
export function epochDayOf(at: number): number {
  return Math.floor(slotOf(at) / SLOTS_PER_DAY);
}

/** Why a count at `at` (milliseconds, monotonic) no longer belongs to `segment`; null while it does. */
export function whySegmentEnds(segment: Segment, at: number, now: Circumstances): SegmentEnd | null {
  if (segment.stop !== now.stop) return 'stop-changed';
  if (segment.purpose !== now.purpose) return 'purpose-changed';
  if (epochDayOf(segment.start) !== epochDayOf(at)) return 'epoch-day-over';
  if (now.clockOffset === null) return null;
  const startedOn = localDay(segment.start + now.clockOffset, now.timeZone);
  return startedOn === localDay(at + now.clockOffset, now.timeZone) ? null : 'local-midnight';
}

/** The segment a count at `at` belongs to: the open one, or a new one that begins with this count. */
export function segmentFor(open: Segment | null, at: number, now: Circumstances, nextId: number): Segment {
  if (open !== null && whySegmentEnds(open, at, now) === null) return open;
  return { id: nextId, stop: now.stop, purpose: now.purpose, start: at };
}
