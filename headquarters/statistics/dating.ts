import { SLOT_MS } from '@pingan/protocol/tally';

export interface ClockAnchor {
  /** Milliseconds of the epoch's monotonic clock. */
  monotonic: number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  wall: number;
  /** Half-width of what the wall time may be off by, in milliseconds. */
  error: number;
}

/** What a calendar day needs: how far monotonic and wall time lie apart, and whose days count. */
export interface EpochClock {
  /** Wall minus monotonic, in milliseconds. */
  offset: number;
  /** IANA name. */
  timeZone: string;
}

/**
 * The clock of an epoch: the anchor with the smallest error, and of equally good ones the latest. Null while no anchor
 * or no time zone has arrived. The order of the anchors does not matter.
 */
export function clockOf(anchors: readonly ClockAnchor[], timeZone: string | null): EpochClock | null {
  if (timeZone === null) return null;
  const best = anchors.reduce<ClockAnchor | null>(
    (kept, anchor) => (kept === null || isBetter(anchor, kept) ? anchor : kept),
    null,
  );
  return best && { offset: best.wall - best.monotonic, timeZone };
}

function isBetter(a: ClockAnchor, b: ClockAnchor): boolean {
  if (a.error !== b.error) return a.error < b.error;
  if (a.monotonic !== b.monotonic) return a.monotonic > b.monotonic;
  return a.wall > b.wall;
}

/**
 * The local day (YYYY-MM-DD) of a count, or null where it is uncertain. A segment may begin inside a slot, and then
 * its part of the slot begins with the segment; counts without a slot belong to the day their segment began.
 */
export function dateOfCell(
  clock: EpochClock | null,
  segmentStart: number,
  slot: number | null,
): string | null {
  if (clock === null) return null;
  const monotonic = slot === null ? segmentStart : Math.max(segmentStart, slot * SLOT_MS);
  return localDate(clock.offset + monotonic, clock.timeZone);
}

/** The day that `wall` (milliseconds since 1970) is in `timeZone`; null for a time or zone that does not exist. */
export function localDate(wall: number, timeZone: string): string | null {
  const format = formatFor(timeZone);
  if (format === null || !(wall >= 0 && wall < END_OF_CALENDAR)) return null;
  const parts = new Map(format.formatToParts(wall).map(({ type, value }) => [type, value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

/** Where no bus has said yet whose days it counts. */
export const HOME_TIME_ZONE = 'Asia/Shanghai';

/** The day it is at headquarters. @param now wall time in milliseconds */
export function homeDay(now: number): string {
  return localDate(now, HOME_TIME_ZONE)!;
}

/** The day it is at a bus, or at headquarters where its zone is not known. @param now wall time in milliseconds */
export function dayAt(timeZone: string | null, now: number): string {
  return localDate(now, timeZone ?? HOME_TIME_ZONE) ?? homeDay(now);
}

const END_OF_CALENDAR = Date.UTC(9999, 0, 1);
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = createFormat(timeZone);
  formats.set(timeZone, format);
  return format;
}

function createFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  } catch (problem) {
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}

/** Whether days can be told in `timeZone` here. */
export function isTimeZone(timeZone: string): boolean {
  return formatFor(timeZone) !== null;
}
