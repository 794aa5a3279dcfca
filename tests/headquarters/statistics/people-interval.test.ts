import { peopleBehind, relativeError } from '@pingan/firmware-bridge/visits/error-interval';
import {
  type DoorCalibration,
  type DoorCount,
  byDoor,
  calibrationFor,
  peopleInterval,
} from '@pingan/headquarters/statistics/people-interval';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function calibrated(more: Partial<DoorCalibration> = {}): DoorCalibration {
  return {
    bus: 'bus-01',
    door: 'front',
    tapped: 50,
    estimate: 0,
    low: -0.08,
    high: 0.08,
    date: '2026-11-20',
    boot: 1,
    monotonic: 1_000,
    ...more,
  };
}

function counted(visits: number, more: Partial<DoorCount> = {}): DoorCount {
  return { bus: 'bus-01', door: 'front', date: '2026-11-22', boot: 3, visits, ...more };
}

const known = (...calibrations: DoorCalibration[]) => byDoor(calibrations);

describe('the calibration a count is read with', () => {
  const [old, recent, later] = [
    calibrated({ date: '2026-11-01', boot: 1 }),
    calibrated({ date: '2026-11-22', boot: 4 }),
    calibrated({ date: '2026-11-23', boot: 5 }),
  ];

  test('is the latest of that day or earlier, in whatever order they arrived', () => {
    expect(calibrationFor(counted(1), known(old, recent, later))).toBe(recent);
    expect(calibrationFor(counted(1), known(later, recent, old))).toBe(recent);
    expect(calibrationFor(counted(1, { date: '2026-11-21' }), known(recent, old))).toBe(old);
    expect(calibrationFor(counted(1, { date: '2026-10-31' }), known(recent, old))).toBeNull();
  });

  test('of two on one day is the one that was made last', () => {
    const again = calibrated({ ...recent, monotonic: 9_000 });
    expect(calibrationFor(counted(1), known(again, recent))).toBe(again);
  });

  test('belongs to the same door of the same bus', () => {
    const others = known(calibrated({ door: 'rear' }), calibrated({ bus: 'bus-02' }));
    expect(calibrationFor(counted(1), others)).toBeNull();
    expect(calibrationFor(counted(1, { door: null }), others)).toBeNull();
  });

  test('follows the order of the starts where a day is uncertain', () => {
    const undated = calibrated({ date: null, boot: 2 });
    expect(calibrationFor(counted(1, { date: null, boot: 2 }), known(undated))).toBe(undated);
    expect(calibrationFor(counted(1, { boot: 3 }), known(undated))).toBe(undated);
    expect(calibrationFor(counted(1, { date: null, boot: 1 }), known(undated))).toBeNull();
    expect(calibrationFor(counted(1, { date: null, boot: null }), known(undated))).toBeNull();
  });
});

describe('the interval of the true number', () => {
  test('is the count without its error, as wide as calibration and luck allow, rounded outwards', () => {
    // 110 / 1.1 = 100; the calibration alone says 91.7 to 110, and √(1 + 55/110) = 1.22 for the luck of this count.
    const door = calibrated({ tapped: 55, estimate: 0.1, low: 0, high: 0.2 });
    expect(peopleInterval([counted(110)], known(door))).toEqual({ low: 89, high: 113 });
  });

  test.each([
    [{ seen: 50, missed: 0, ghosts: 0 }, 41],
    [{ seen: 49, missed: 1, ghosts: 0 }, 41],
    [{ seen: 49, missed: 1, ghosts: 1 }, 200],
    [{ seen: 118, missed: 2, ghosts: 1 }, 41],
    [{ seen: 118, missed: 2, ghosts: 1 }, 1_000],
  ])('is what the bus says of the same door, to a person: %j, %i visits', (matched, visits) => {
    const bus = peopleBehind(visits, matched);
    const door = calibrated({ tapped: matched.seen + matched.missed, ...relativeError(matched) });
    const here = peopleInterval([counted(visits)], known(door))!;
    expect(Math.abs(here.low - bus.low)).toBeLessThanOrEqual(1);
    expect(Math.abs(here.high - bus.high)).toBeLessThanOrEqual(1);
  });

  test('adds doors as independent: distances in squares', () => {
    const [front, rear] = [calibrated({ tapped: 1 }), calibrated({ tapped: 1, door: 'rear' })];
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    const one = peopleInterval([counted(10_000)], known(front))!;
    const two = peopleInterval([counted(10_000), counted(10_000, { door: 'rear' })], known(front, rear))!;
    expect(width(two) / width(one)).toBeCloseTo(Math.SQRT2, 2);
  });

  test('adds days under one calibration as one count, for they share its error', () => {
    const door = known(calibrated());
    const days = [counted(20), counted(30, { date: '2026-11-23' }), counted(50, { date: null })];
    expect(peopleInterval(days, door)).toEqual(peopleInterval([counted(100)], door));
  });

  test('is unknown as soon as one door that counted is not calibrated', () => {
    const door = known(calibrated());
    expect(peopleInterval([counted(100), counted(1, { door: 'rear' })], door)).toBeNull();
    expect(peopleInterval([counted(100), counted(1, { door: null })], door)).toBeNull();
    expect(peopleInterval([counted(100), counted(0, { door: 'rear' })], door)).not.toBeNull();
    expect(peopleInterval([], door)).toBeNull();
  });

  test('holds the estimate, is never negative, and does not depend on the order of doors', () => {
    const doors = fc.uniqueArray(
      fc.record({
        door: fc.constantFrom('a', 'b', 'c', 'd'),
        visits: fc.integer({ min: 1, max: 100_000 }),
        tapped: fc.integer({ min: 50, max: 2_000 }),
        estimate: fc.double({ min: -0.5, max: 1, noNaN: true }),
        down: fc.double({ min: 0, max: 0.4, noNaN: true }),
        up: fc.double({ min: 0, max: 0.4, noNaN: true }),
      }),
      { selector: ({ door }) => door, minLength: 1 },
    );
    fc.assert(
      fc.property(doors, (all) => {
        const counts = all.map(({ door, visits }) => counted(visits, { door }));
        const calibrations = all.map(({ down, up, estimate, ...door }) =>
          calibrated({ ...door, estimate, low: estimate - down, high: estimate + up }),
        );
        const interval = peopleInterval(counts, known(...calibrations))!;
        const people = all.reduce((sum, { visits, estimate }) => sum + visits / (1 + estimate), 0);
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.low).toBeLessThanOrEqual(people);
        expect(interval.high).toBeGreaterThanOrEqual(people - 1e-6);
        const turned = peopleInterval(counts.toReversed(), known(...calibrations.toReversed()))!;
        expect(Math.abs(turned.low - interval.low)).toBeLessThanOrEqual(1);
        expect(Math.abs(turned.high - interval.high)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
