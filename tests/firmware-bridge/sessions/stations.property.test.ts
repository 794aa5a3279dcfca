import { StepAts } from './step-ats.ts';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { happening, type Happening, RandomBus, STATIONS } from './random-bus.ts';

const KINDS = ['story', 'judge', 'collection', 'questions', 'alarm'];
const sum = (bus: RandomBus, what: string) =>
  KINDS.reduce((total, kind) => total + bus.count(`${kind}.${what}`), 0);

/** Nobody touches anything any more: quiet time, idle time and the time to answer pass. */
function waitPatiently(bus: RandomBus): void {
  for (let second = 0; second < 210; second += 1) bus.let({ kind: 'tick', ms: 1_000 });
}

function leaveEverywhere(bus: RandomBus): void {
  for (const station of STATIONS)
    bus.let({ kind: 'touch', station, action: { do: 'leave' }, behind: 0, foreign: false });
}

it('takes more than ten thousand random touches, presses, lifts and ticks, and is never stuck', () => {
  let happened = 0;
  const finished = new Map<string, number>();
  const reached = new Set<string>();
  fc.assert(
    fc.property(
      fc.array(happening, { minLength: 60, maxLength: 160 }),
      fc.boolean(),
      (happenings, patiently) => {
        const bus = new RandomBus();
        for (const each of happenings) bus.let(each);
        happened += happenings.length;
        // The stop is closed: no class any more.
        for (const station of STATIONS) bus.let({ kind: 'present', station, on: false });
        if (patiently) waitPatiently(bus);
        else leaveEverywhere(bus);
        expect(bus.resting).toBe(true);
        expect(bus.count('session.start')).toBe(bus.count('session.end'));
        expect(bus.count('language')).toBe(bus.count('session.end'));
        expect(sum(bus, 'start')).toBeLessThanOrEqual(bus.count('session.start'));
        expect(sum(bus, 'finish')).toBeLessThanOrEqual(sum(bus, 'start'));
        expect(bus.count('dwell')).toBe(sum(bus, 'finish'));
        expect(bus.count('measured') % 4).toBe(0);
        for (const kind of KINDS) finished.set(kind, (finished.get(kind) ?? 0) + bus.count(`${kind}.finish`));
        for (const at of bus.reached) reached.add(at);
      },
    ),
    { numRuns: 300 },
  );
  // The walk must reach the far end of every kind and show every screen, or it would prove little.
  expect(happened).toBeGreaterThan(10_000);
  for (const kind of KINDS)
    expect({ kind, finished: finished.get(kind)! > 5 }).toEqual({ kind, finished: true });
  expect([...reached].sort()).toEqual([...StepAts].sort());
});

it('counts nothing for "I may be in one now": what is counted is the same with it and without it', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60, size: 'max' }), (happenings) => {
      // Without ticks, because a worried visitor is also given more time.
      const touches = happenings.filter(({ kind }) => kind !== 'tick');
      const counts = (list: Happening[]) => {
        const bus = new RandomBus();
        for (const each of list) bus.let(each);
        return [...bus.counts];
      };
      expect(counts(touches)).toEqual(
        counts(touches.filter(({ kind }) => kind !== 'worried' && kind !== 'answered')),
      );
    }),
  );
});
