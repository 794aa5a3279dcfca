import {
  epochDayOf,
  segmentFor,
  slotOf,
  whySegmentEnds,
  type Circumstances,
} from '@pingan/firmware-bridge/store/segments';
import { localDay, UnknownTimeZone } from '@pingan/firmware-bridge/store/local-day';
import { SLOT_MS, type Segment } from '@pingan/protocol/tally';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const here: Circumstances = {
  stop: 'market',
  purpose: 'service',
  timeZone: 'Asia/Shanghai',
  clockOffset: null,
};
const segment = (start: number): Segment => ({ id: 3, stop: 'market', purpose: 'service', start });

describe('a segment', () => {
  it('goes on while stop, purpose and day are the same', () => {
    expect(whySegmentEnds(segment(0), DAY - 1, here)).toBeNull();
  });

  it('ends when another stop is opened, when it is closed, and when the purpose changes', () => {
    expect(whySegmentEnds(segment(0), 1, { ...here, stop: 'school' })).toBe('stop-changed');
    expect(whySegmentEnds(segment(0), 1, { ...here, stop: null })).toBe('stop-changed');
    expect(whySegmentEnds(segment(0), 1, { ...here, purpose: 'training' })).toBe('purpose-changed');
  });

  it('ends after 24 hours of the monotonic clock, exactly', () => {
    expect(whySegmentEnds(segment(5), DAY - 1, here)).toBeNull();
    expect(whySegmentEnds(segment(5), DAY, here)).toBe('epoch-day-over');
  });

  it('ends at local midnight, to the millisecond, once the clock is known', () => {
    const midnight = Date.parse('2026-11-23T00:00:00+08:00');
    const clockOffset = midnight - 5 * HOUR;
    const now = { ...here, clockOffset };
    expect(whySegmentEnds(segment(HOUR), 5 * HOUR - 1, now)).toBeNull();
    expect(whySegmentEnds(segment(HOUR), 5 * HOUR, now)).toBe('local-midnight');
    expect(whySegmentEnds(segment(HOUR), 5 * HOUR, here)).toBeNull();
  });

  it.each([
    // Spring forward: the local day has 23 hours. Autumn: 25. Cairo turns its clock at midnight itself.
    ['Europe/Berlin', '2026-03-28T23:00:00Z', 23],
    ['Europe/Berlin', '2026-10-24T22:00:00Z', 25],
    ['Africa/Cairo', '2026-04-23T22:00:00Z', 23],
    ['Asia/Urumqi', '2026-11-21T18:00:00Z', 24],
    ['Australia/Lord_Howe', '2026-10-03T13:30:00Z', 23.5],
  ])('in %s on the day from %s lasts until the local day is over, %d hours', (timeZone, dayStart, hours) => {
    const clockOffset = Date.parse(dayStart);
    const now = { ...here, timeZone, clockOffset };
    // Epoch days must not interfere, so days of more than 24 hours begin late in the epoch day.
    const start = 0;
    const lastMs = hours * HOUR - 1;
    expect(localDay(clockOffset + start, timeZone)).toBe(localDay(clockOffset + lastMs, timeZone));
    expect(localDay(clockOffset + lastMs + 1, timeZone)).not.toBe(localDay(clockOffset, timeZone));
    expect(localDay(clockOffset - 1, timeZone)).not.toBe(localDay(clockOffset, timeZone));
    const within = Math.min(lastMs, DAY - 1);
    expect(whySegmentEnds(segment(start), within, now)).toBeNull();
    if (hours < 24) expect(whySegmentEnds(segment(start), lastMs + 1, now)).toBe('local-midnight');
  });

  it('keeps every moment of one segment in one epoch day and one local day, with ids that only grow', () => {
    const change = fc.record({
      wait: fc.integer({ min: 0, max: 9 * HOUR }),
      stop: fc.constantFrom(null, 'market', 'school'),
      purpose: fc.constantFrom('service' as const, 'training' as const),
      clockOffset: fc.constantFrom(
        null,
        Date.parse('2026-03-28T20:00:00Z'),
        Date.parse('2026-10-24T09:13:00Z'),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        let at = 0;
        let open: Segment | null = null;
        let next = 0;
        for (const { wait, ...rest } of changes) {
          at += wait;
          const now = { ...rest, timeZone: 'Europe/Berlin' };
          const segment = segmentFor(open, at, now, next);
          if (segment !== open) {
            expect(segment.id).toBe(next);
            next = segment.id + 1;
          }
          open = segment;
          expect(segment.start).toBeLessThanOrEqual(at);
          expect(segment).toMatchObject({ stop: now.stop, purpose: now.purpose });
          expect(epochDayOf(segment.start)).toBe(epochDayOf(at));
          if (now.clockOffset === null) continue;
          const offset = now.clockOffset;
          expect(localDay(segment.start + offset, 'Europe/Berlin')).toBe(
            localDay(at + offset, 'Europe/Berlin'),
          );
        }
      }),
    );
  });
});

it('counts slots of 15 minutes and days of 96 slots', () => {
  expect([slotOf(0), slotOf(SLOT_MS - 1), slotOf(SLOT_MS)]).toEqual([0, 0, 1]);
  expect([epochDayOf(96 * SLOT_MS - 1), epochDayOf(96 * SLOT_MS)]).toEqual([0, 1]);
});

it('refuses a time zone nobody knows, by name', () => {
  expect(() => localDay(0, 'Asia/Peking')).toThrow(UnknownTimeZone);
  expect(() => localDay(0, 'Asia/Peking')).toThrow(/"Asia\/Peking".*Asia\/Shanghai/);
});
