import { clockOf, dateOfCell, isTimeZone, localDate } from '@pingan/headquarters/statistics/dating';
import { SLOT_MS } from '@pingan/protocol/tally';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const HOUR = 3_600_000;
/** Monotonic zero is 2026-11-22 00:00 in Shanghai. */
const shanghai = { offset: Date.UTC(2026, 10, 21, 16), timeZone: 'Asia/Shanghai' };

describe('the clock of an epoch', () => {
  test('comes from the anchor with the smallest error', () => {
    const rtc = { monotonic: 9_000, wall: 1_000_000, error: 60_000 };
    const ntp = { monotonic: 1_000, wall: 5_001_000, error: 50 };
    expect(clockOf([rtc, ntp], 'Asia/Shanghai')).toEqual({ offset: 5_000_000, timeZone: 'Asia/Shanghai' });
  });

  test('comes from the latest of equally good anchors', () => {
    const early = { monotonic: 0, wall: 100, error: 50 };
    const late = { monotonic: 1_000, wall: 1_103, error: 50 };
    expect(clockOf([late, early], 'UTC')?.offset).toBe(103);
  });

  test('is the same whatever the order of the anchors', () => {
    const anchor = fc.record({ monotonic: fc.nat(5), wall: fc.nat(5), error: fc.nat(2) });
    fc.assert(
      fc.property(
        fc
          .array(anchor, { minLength: 1 })
          .chain((anchors) =>
            fc.tuple(fc.constant(anchors), fc.shuffledSubarray(anchors, { minLength: anchors.length })),
          ),
        ([anchors, shuffled]) => {
          expect(clockOf(shuffled, 'UTC')).toEqual(clockOf(anchors, 'UTC'));
        },
      ),
    );
  });

  test('is unknown without an anchor or without a time zone', () => {
    expect(clockOf([], 'Asia/Shanghai')).toBeNull();
    expect(clockOf([{ monotonic: 0, wall: 1, error: 0 }], null)).toBeNull();
  });
});

describe('the day of a count', () => {
  test('is the local day of its slot, not the day in London', () => {
    expect(dateOfCell(shanghai, 0, 0)).toBe('2026-11-22');
    expect(dateOfCell(shanghai, 0, 95)).toBe('2026-11-22');
    expect(dateOfCell(shanghai, 0, 96)).toBe('2026-11-23');
  });

  test('is the day its segment began where the segment began inside the slot', () => {
    const lateStart = { ...shanghai, offset: shanghai.offset + SLOT_MS / 2 };
    const midnight = 24 * HOUR - SLOT_MS / 2;
    expect(dateOfCell(lateStart, 0, 95)).toBe('2026-11-22');
    expect(dateOfCell(lateStart, midnight, 95)).toBe('2026-11-23');
  });

  test('is the day its segment began where it has no slot', () => {
    expect(dateOfCell(shanghai, 23 * HOUR, null)).toBe('2026-11-22');
    expect(dateOfCell(shanghai, 24 * HOUR, null)).toBe('2026-11-23');
  });

  test('is uncertain without a clock', () => {
    expect(dateOfCell(null, 0, 3)).toBeNull();
  });

  test('is uncertain, and no error, for a time or a zone that does not exist', () => {
    expect(localDate(Number.MAX_SAFE_INTEGER, 'Asia/Shanghai')).toBeNull();
    expect(localDate(-1, 'Asia/Shanghai')).toBeNull();
    expect(localDate(0, 'Mars/Olympus')).toBeNull();
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(isTimeZone('Asia/Urumqi')).toBe(true);
  });

  test('follows a zone through its summer time', () => {
    expect(localDate(Date.UTC(2026, 2, 29, 22, 30), 'Europe/Berlin')).toBe('2026-03-30');
    expect(localDate(Date.UTC(2026, 0, 29, 22, 30), 'Europe/Berlin')).toBe('2026-01-29');
  });
});
