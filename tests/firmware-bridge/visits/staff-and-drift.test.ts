import { BusDoors, type Crossing } from '@pingan/firmware-bridge/visits/bus-doors';
import type { Direction } from '@pingan/firmware-bridge/visits/passage';
import { staffPressed, withoutStaff } from '@pingan/firmware-bridge/visits/staff-pass';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

let doors: BusDoors;
let at: number;

beforeEach(() => ready());

function ready(): void {
  doors = new BusDoors(['front', 'rear']);
  at = 0;
  for (const door of ['front', 'rear'])
    for (const beam of ['outer', 'inner'] as const) doors.at(door, { kind: 'beam', beam, broken: false, at });
}

/** One person walks through a door; takes 600 ms. */
function walk(direction: Direction, door = 'front'): Crossing[] {
  const [near, far] = direction === 'in' ? (['outer', 'inner'] as const) : (['inner', 'outer'] as const);
  const steps = [
    { beam: near, broken: true },
    { beam: far, broken: true },
    { beam: near, broken: false },
    { beam: far, broken: false },
  ];
  return steps.flatMap((step) => doors.at(door, { kind: 'beam', ...step, at: (at += 150) }));
}

describe('the staff button', () => {
  it('takes the next crossing at its door out of the visits, and only that one', () => {
    doors.staff('front', at);
    expect(walk('in')).toEqual([]);
    expect(walk('in')).toEqual([{ door: 'front', direction: 'in' }]);
    expect(doors.occupancy).toMatchObject({ in: 1, aboard: 1 });
  });

  it('serves for either direction', () => {
    walk('in');
    doors.staff('front', at);
    expect(walk('out')).toEqual([]);
    expect(doors.occupancy).toMatchObject({ in: 1, out: 0, aboard: 1 });
  });

  it('is over after ten seconds', () => {
    doors.staff('front', at);
    at += 10_000;
    expect(walk('in')).toHaveLength(1);
  });

  it('means nothing at another door, nor at a door that is not there', () => {
    doors.staff('front', at);
    doors.staff('roof', at);
    expect(walk('in', 'rear')).toHaveLength(1);
    expect(walk('in', 'front')).toEqual([]);
  });

  it('pressed twice swallows no second visitor', () => {
    doors.staff('front', at);
    doors.staff('front', (at += 200));
    expect(walk('in')).toEqual([]);
    expect(walk('in')).toHaveLength(1);
  });

  it('keeps the visitor of two people whom one reading told together', () => {
    expect(withoutStaff(staffPressed(0), ['in', 'out'], 100)).toEqual({ pass: null, visits: ['out'] });
  });

  it('leaves every visitor counted, however often staff come and go', () => {
    const move = fc.record({
      staff: fc.boolean(),
      direction: fc.constantFrom<Direction>('in', 'out'),
      door: fc.constantFrom('front', 'rear'),
      pause: fc.integer({ min: 500, max: 8_000 }),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60, size: 'max' }), (moves) => {
        ready();
        for (const { staff, direction, door, pause } of moves) {
          at += pause;
          if (staff) doors.staff(door, at);
          expect(walk(direction, door)).toHaveLength(staff ? 0 : 1);
        }
        const visitors = moves.filter(({ staff }) => !staff);
        expect(doors.occupancy.in).toBe(visitors.filter(({ direction }) => direction === 'in').length);
        expect(doors.occupancy.out).toBe(visitors.filter(({ direction }) => direction === 'out').length);
      }),
    );
  });
});

describe('drift', () => {
  it('is what was still counted aboard when a stop opens, and counting begins anew', () => {
    for (let n = 0; n < 5; n++) walk('in');
    for (let n = 0; n < 3; n++) walk('out', 'rear');
    expect(doors.drift).toBeNull();
    expect(doors.reset()).toEqual({ why: 'stop-opened', aboard: 2, unmatched: 0, drift: 2, in: 5 });
    expect(doors.drift).toMatchObject({ aboard: 2 });
    expect(doors.occupancy).toMatchObject({ in: 0, out: 0, aboard: 0 });
  });

  it('is negative when more people were seen to leave than to come', () => {
    walk('in');
    walk('out');
    walk('out');
    expect(doors.reset()).toMatchObject({ aboard: 0, unmatched: 1, drift: -1 });
  });

  it('ends with the local day, once', () => {
    expect(doors.dayIs('2026-11-22')).toBeNull();
    walk('in');
    expect(doors.dayIs('2026-11-22')).toBeNull();
    expect(doors.occupancy.aboard).toBe(1);
    expect(doors.dayIs('2026-11-23')).toMatchObject({ why: 'new-day', aboard: 1 });
    expect(doors.occupancy.aboard).toBe(0);
    expect(doors.dayIs('2026-11-23')).toBeNull();
    expect(doors.drift).toMatchObject({ why: 'new-day', aboard: 1 });
  });

  it('does not end when the clock becomes known, is lost or is set back', () => {
    walk('in');
    for (const day of [null, '2030-01-01', null, '2026-11-22', '2026-11-22'])
      expect(doors.dayIs(day)).toBeNull();
    expect(doors.occupancy.aboard).toBe(1);
    expect(doors.dayIs('2026-11-23')).not.toBeNull();
  });
});
