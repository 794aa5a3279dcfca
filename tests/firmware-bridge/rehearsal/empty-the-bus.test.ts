import { emptyTheBus } from '@pingan/firmware-bridge/rehearsal/empty-the-bus';
import type { DayPlan } from '@pingan/firmware-bridge/rehearsal/crowd/day-plan';
import { crowdBusOf } from '@pingan/firmware-bridge/rehearsal/crowd/crowd-bus';
import { whereabouts } from '@pingan/firmware-bridge/rehearsal/crowd/whereabouts';
import { planDay } from '@pingan/firmware-bridge/rehearsal/crowd/plan-day';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, walk } from './small-day.ts';

const profile = createRequire(import.meta.url).resolve('@pingan/device-config/package.json');
const BUS = crowdBusOf(readBusProfile(profile.replace('package.json', 'profiles/rehearsal.yaml')).profile);

function aboardAtTheEnd({ walks }: DayPlan): number[] {
  const aboard = new Set<number>();
  for (const { people, direction } of [...walks].sort((a, b) => a.from - b.from))
    for (const id of people)
      if (direction === 'in') aboard.add(id);
      else aboard.delete(id);
  return [...aboard];
}

describe('a day that ends early', () => {
  it('still draws everybody on their way out, and nobody once they are gone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, share) => {
          const day = planDay({ seed, visits: 30, minutes: 0.4, aboard: 8, mishaps: false }, BUS);
          const at = share * day.lasts;
          const rest = emptyTheBus(day, at);
          const visitors = new Set(rest.walks.flatMap(({ people }) => people));
          for (let now = at; now < rest.lasts + 5_000; now += 500)
            for (const { id, x, y, faces } of whereabouts(rest, BUS, now, () => null)) {
              expect(visitors).toContain(id);
              expect([x, y, faces].every(Number.isFinite)).toBe(true);
            }
          expect(whereabouts(rest, BUS, rest.lasts + 5_000, () => null)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is thought out at once however long it is: no beam is held against every walk', () => {
    const day = planDay({ seed: 7, visits: 300, minutes: 1, aboard: 8, mishaps: false }, BUS);
    let looks = 0;
    const beams = day.beams.map((change) => ({
      ...change,
      get door() {
        looks += 1;
        return change.door;
      },
    }));
    emptyTheBus({ ...day, beams }, day.lasts / 2);
    expect(looks).toBeLessThan(10 * beams.length);
  });

  it('lets those aboard out one after the other and nobody else in', () => {
    const day = dayOf([
      walk('front', 0, 'in', 1),
      walk('front', 1_000, 'in', 2, 3),
      walk('front', 50_000, 'in', 4),
      walk('rear', 60_000, 'out', 1),
      walk('rear', 70_000, 'out', 2, 3),
      walk('rear', 80_000, 'out', 4),
    ]);
    const { walks, lasts } = emptyTheBus(day, 5_000);
    expect(walks.map(({ people }) => people)).toEqual([[1], [2, 3], [1], [2, 3]]);
    expect(lasts).toBeLessThan(9_000);
  });

  it('keeps what has happened as it was, empties the bus, and leaves every beam clear', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, share) => {
          const day = planDay({ seed, visits: 30, minutes: 0.4, aboard: 8, mishaps: true }, BUS);
          const at = share * day.lasts;
          const rest = emptyTheBus(day, at);
          expect(aboardAtTheEnd(rest)).toEqual([]);
          for (const door of ['front', 'rear']) {
            const until = ({ beams }: DayPlan) => beams.filter((each) => each.door === door && each.at <= at);
            expect(until(rest)).toEqual(until(day));
          }
          expect(rest.lasts).toBeLessThanOrEqual(Math.max(at, day.lasts) + 1_000);
          const broken = new Map<string, boolean>();
          for (const { door, beam, broken: is } of rest.beams) {
            expect(is, 'every change changes something').not.toBe(broken.get(`${door} ${beam}`) ?? false);
            broken.set(`${door} ${beam}`, is);
          }
          expect([...broken.values()].filter(Boolean)).toEqual([]);
          const visitors = new Set(rest.walks.flatMap(({ people }) => people));
          expect(
            rest.visits.every(({ people, until }) => until <= at && people.some((id) => visitors.has(id))),
          ).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
