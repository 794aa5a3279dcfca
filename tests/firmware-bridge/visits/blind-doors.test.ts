import { BusDoors } from '@pingan/firmware-bridge/visits/bus-doors';
import { DOORWAY_RULES } from '@pingan/firmware-bridge/visits/doorway';
import type { Beam, Direction } from '@pingan/firmware-bridge/visits/passage';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

const BEAMS: readonly Beam[] = ['outer', 'inner'];
let doors: BusDoors;
let at: number;
/** Seconds that the statistics heard of, by door. */
let told: Record<string, number>;

beforeEach(() => {
  doors = new BusDoors(['front', 'rear']);
  at = 10_000;
  told = {};
});

function hear(): void {
  for (const { door, seconds } of doors.takeBlindTime()) told[door] = (told[door] ?? 0) + seconds;
}

function tick(ms: number): void {
  at += ms;
  doors.everywhere({ kind: 'tick', at });
  hear();
}

function beam(door: string, which: Beam, broken: boolean): void {
  doors.at(door, { kind: 'beam', beam: which, broken, at });
  hear();
}

function lose(door: string): void {
  doors.at(door, { kind: 'lost', at });
  hear();
}

function clear(door: string): void {
  for (const which of BEAMS) beam(door, which, false);
}

function walk(door: string, direction: Direction): void {
  const [near, far] = direction === 'in' ? (['outer', 'inner'] as const) : (['inner', 'outer'] as const);
  for (const [which, broken] of [
    [near, true],
    [far, true],
    [near, false],
    [far, false],
  ] as const) {
    tick(150);
    beam(door, which, broken);
  }
}

describe('a door that cannot see', () => {
  it('is not blind where it is told that its board is gone and no board has ever come', () => {
    lose('front');
    for (let n = 0; n < 1_000; n++) tick(250);
    expect(doors.blindOf('front')).toEqual({ seconds: 0, now: false });
    expect(told).toEqual({});
  });

  it('is not blind before its board was ready for the first time', () => {
    for (let n = 0; n < 1_000; n++) tick(250);
    expect(doors.blindOf('front')).toEqual({ seconds: 0, now: false });
    clear('front');
    expect(doors.blindOf('front')).toEqual({ seconds: 0, now: false });
    expect(told).toEqual({});
  });

  it('is blind from the loss of its board until both beams are known to be clear, and no other door is', () => {
    clear('front');
    clear('rear');
    lose('front');
    tick(2_400);
    expect(doors.blindOf('front')).toEqual({ seconds: 2, now: true });
    beam('front', 'outer', false);
    tick(1_000);
    beam('front', 'inner', false);
    expect(doors.blindOf('front')).toEqual({ seconds: 3, now: false });
    expect(doors.blindOf('rear')).toEqual({ seconds: 0, now: false });
    expect(told).toEqual({ front: 3 });
  });

  it('was blind since something came into its beam, once it is known to be stuck there', () => {
    clear('front');
    beam('front', 'outer', true);
    tick(DOORWAY_RULES.blockedMs);
    expect(doors.blindOf('front').now).toBe(false);
    tick(1);
    expect(doors.blindOf('front')).toEqual({ seconds: 30, now: true });
    tick(4_999);
    beam('front', 'outer', false);
    expect(told).toEqual({ front: 35 });
  });

  it('is blind while a beam flickers', () => {
    clear('front');
    for (let change = 0; change < 40; change++) {
      tick(100);
      beam('front', 'inner', change % 2 === 0);
    }
    expect(doors.blindOf('front').now).toBe(true);
    tick(5_000);
    expect(doors.blindOf('front').now).toBe(false);
    // From the first change to five seconds after the last.
    expect(told['front']).toBe(8);
  });

  it('counts no second twice where a beam that was stuck begins to flicker', () => {
    clear('front');
    const began = at;
    beam('front', 'outer', true);
    tick(40_000);
    for (let change = 0; change < 10; change++) {
      tick(200);
      beam('front', 'inner', change % 2 === 0);
    }
    beam('front', 'outer', false);
    for (let change = 0; change < 30; change++) {
      tick(60);
      beam('front', 'inner', change % 2 === 0);
    }
    tick(5_000);
    expect(doors.blindOf('front').now).toBe(false);
    expect(told['front']).toBe(Math.floor((at - began) / 1_000));
  });

  it('tells the statistics once a minute while it goes on, and the rest when it sees again', () => {
    clear('front');
    lose('front');
    const heard: number[] = [];
    for (let second = 1; second <= 150; second++) {
      const before = told['front'] ?? 0;
      tick(1_000);
      if ((told['front'] ?? 0) > before) heard.push(second);
    }
    expect(heard).toEqual([60, 120]);
    clear('front');
    expect(told).toEqual({ front: 150 });
  });

  it('settles what it missed before another stop is opened, whose seconds begin at nothing', () => {
    clear('front');
    lose('front');
    tick(20_300);
    doors.settleBlindTime();
    hear();
    expect(told).toEqual({ front: 20 });
    doors.reset();
    expect(doors.blindOf('front')).toEqual({ seconds: 0, now: true });
    tick(10_000);
    expect(doors.blindOf('front')).toEqual({ seconds: 10, now: true });
    clear('front');
    expect(told).toEqual({ front: 30 });
  });

  it('tells that it has gone blind and sees again, however short that was', () => {
    clear('front');
    doors.at('front', { kind: 'lost', at });
    expect(doors.takeBlindTime()).toEqual([{ door: 'front', seconds: 0 }]);
    at += 300;
    for (const which of BEAMS) doors.at('front', { kind: 'beam', beam: which, broken: false, at });
    expect(doors.takeBlindTime()).toEqual([{ door: 'front', seconds: 0 }]);
    expect(doors.takeBlindTime()).toEqual([]);
  });

  it('guesses nobody whose walk it saw one half of', () => {
    clear('front');
    beam('front', 'outer', true);
    tick(100);
    lose('front');
    tick(1_000);
    // The board comes back while the next one is leaving the far beam.
    beam('front', 'outer', false);
    beam('front', 'inner', true);
    tick(150);
    beam('front', 'inner', false);
    expect(doors.countsOf('front')).toEqual({ in: 0, out: 0 });
    expect(doors.occupancy.undecided).toBe(1);
    walk('front', 'in');
    expect(doors.countsOf('front')).toEqual({ in: 1, out: 0 });
  });
});

it('tells as many seconds as stretches in which it was blind come to, however time is cut into ticks', () => {
  const stretch = fc.record({
    sees: fc.integer({ min: 1, max: 20_000 }),
    blind: fc.integer({ min: 0, max: 200_000 }),
    ticks: fc.array(fc.integer({ min: 1, max: 70_000 }), { maxLength: 12 }),
    settles: fc.boolean(),
    opens: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 12 }), (stretches) => {
      doors = new BusDoors(['front']);
      told = {};
      clear('front');
      let blindFor = 0;
      for (const { sees, blind, ticks, settles, opens } of stretches) {
        tick(sees);
        lose('front');
        const until = at + blind;
        for (const ms of ticks) {
          if (at + ms >= until) break;
          tick(ms);
          if (settles) doors.settleBlindTime();
          hear();
          if (opens) doors.reset();
          expect(told['front'] ?? 0).toBeLessThanOrEqual(
            Math.floor((blindFor + blind - (until - at)) / 1_000),
          );
        }
        at = until;
        blindFor += blind;
        clear('front');
        expect(told['front'] ?? 0).toBe(Math.floor(blindFor / 1_000));
      }
    }),
    { numRuns: 1_000 },
  );
});

describe('each door of several', () => {
  it('has counts of its own, which begin anew with the stop', () => {
    clear('front');
    clear('rear');
    for (let n = 0; n < 3; n++) walk('front', 'in');
    walk('rear', 'out');
    expect(doors.countsOf('front')).toEqual({ in: 3, out: 0 });
    expect(doors.countsOf('rear')).toEqual({ in: 0, out: 1 });
    expect(doors.occupancy).toMatchObject({ in: 3, out: 1, aboard: 2 });
    doors.reset();
    expect(doors.countsOf('front')).toEqual({ in: 0, out: 0 });
  });

  it('leaves out staff, as the counts of the whole bus do', () => {
    clear('front');
    doors.staff('front', at);
    walk('front', 'in');
    expect(doors.countsOf('front')).toEqual({ in: 0, out: 0 });
  });
});
