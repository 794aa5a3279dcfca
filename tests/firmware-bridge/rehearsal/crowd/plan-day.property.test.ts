import { goThrough } from '@pingan/firmware-bridge/rehearsal/crowd/body-in-beams';
import type { CrowdBus } from '@pingan/firmware-bridge/rehearsal/crowd/crowd-bus';
import type { DayPlan, DoorWalk } from '@pingan/firmware-bridge/rehearsal/crowd/day-plan';
import { bodyOf, TROUBLE } from '@pingan/firmware-bridge/rehearsal/crowd/door-queue';
import { CrowdTooLarge, NowhereToGo, planDay } from '@pingan/firmware-bridge/rehearsal/crowd/plan-day';
import type { PlayedDay } from '@pingan/protocol/rehearsal';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUS, ONE_DOOR, ROOM } from './some-buses.ts';

const seeds = fc.integer({ min: 0, max: 999_999 });
const buses = fc.constantFrom(BUS, ROOM, ONE_DOOR);
const days: fc.Arbitrary<PlayedDay> = fc.record({
  seed: seeds,
  visits: fc.integer({ min: 1, max: 120 }),
  minutes: fc.oneof(fc.constantFrom(0.1, 1, 10), fc.double({ min: 0.1, max: 60, noNaN: true })),
  aboard: fc.integer({ min: 1, max: 8 }),
  mishaps: fc.boolean(),
});

function forAnyDay(check: (plan: DayPlan, day: PlayedDay, bus: CrowdBus) => void, numRuns = 1_000): void {
  fc.assert(
    fc.property(days, buses, (day, bus) => {
      check(planDay(day, bus), day, bus);
    }),
    { numRuns },
  );
}

const through = (plan: DayPlan, direction: DoorWalk['direction']) =>
  plan.walks.filter((walk) => walk.direction === direction).flatMap(({ people }) => people);

describe('a planned day', () => {
  it('is the same for the same seed, and another for another', () => {
    forAnyDay((plan, day, bus) => expect(planDay(day, bus)).toEqual(plan), 200);
    const day = { seed: 1, visits: 40, minutes: 5, aboard: 6, mishaps: false };
    expect(planDay({ ...day, seed: 2 }, BUS).beams).not.toEqual(planDay(day, BUS).beams);
  });

  it('brings the same people at the same times with and without mishaps', () => {
    forAnyDay((plan, day, bus) => {
      const { mishaps, ...others } = planDay({ ...day, mishaps: !day.mishaps }, bus);
      expect({ ...plan, mishaps }).toEqual({ ...others, mishaps });
    }, 200);
  });

  it('takes everybody in once and out once, and first in', () => {
    forAnyDay((plan, day) => {
      const everybody = plan.people.map(({ id }) => id);
      expect(everybody).toEqual(Array.from({ length: day.visits }, (_, id) => id));
      expect([...through(plan, 'in')].sort((a, b) => a - b)).toEqual(everybody);
      expect([...through(plan, 'out')].sort((a, b) => a - b)).toEqual(everybody);
      const cameIn = new Map(
        plan.walks.flatMap((walk) => walk.people.map((id) => [id + walk.direction, walk])),
      );
      for (const id of everybody)
        expect(cameIn.get(`${id}out`)!.from).toBeGreaterThan(cameIn.get(`${id}in`)!.until);
    });
  });

  it('never has more people aboard than were asked for, from their first step in to their last step out', () => {
    forAnyDay((plan, day) => {
      const steps = plan.walks.flatMap(({ direction, people, from, until }) =>
        direction === 'in' ? [{ at: from, by: people.length }] : [{ at: until, by: -people.length }],
      );
      let aboard = 0;
      const counts = steps.sort((a, b) => a.at - b.at || a.by - b.by).map(({ by }) => (aboard += by));
      expect(Math.min(...counts)).toBe(0);
      expect(Math.max(...counts)).toBeLessThanOrEqual(day.aboard);
    });
  });

  it('lets parties stay together, from when the last of them is in until the first of them goes', () => {
    forAnyDay((plan, day, bus) => {
      const walkOf = (id: number, direction: DoorWalk['direction']) =>
        plan.walks.find((walk) => walk.direction === direction && walk.people.includes(id))!;
      expect(plan.visits.flatMap(({ people }) => people)).toHaveLength(day.visits);
      for (const { people, from, until, station } of plan.visits) {
        expect(people.length).toBeLessThanOrEqual(5);
        expect(until).toBeGreaterThan(from);
        expect(bus.stations.map(({ id }) => id)).toContain(station);
        for (const id of people) {
          expect(walkOf(id, 'in').until).toBeLessThanOrEqual(from);
          expect(walkOf(id, 'out').from).toBeGreaterThanOrEqual(until);
        }
      }
    }, 300);
  });

  it('comes in by the first door and leaves mostly by the last', () => {
    const outBy: Record<string, number> = {};
    for (let seed = 0; seed < 50; seed++) {
      const plan = planDay({ seed, visits: 100, minutes: 5, aboard: 8, mishaps: false }, BUS);
      for (const { door, direction, people } of plan.walks) {
        if (direction === 'in') expect(door).toBe('front');
        else outBy[door] = (outBy[door] ?? 0) + people.length;
      }
    }
    expect(outBy['front']! / 5_000).toBeGreaterThan(0.02);
    expect(outBy['front']! / 5_000).toBeLessThan(0.12);
    expect(outBy['front']! + outBy['rear']!).toBe(5_000);
  });

  it('lasts as long as it was asked to where there is time, and says so where a door is too narrow for it', () => {
    for (let seed = 0; seed < 20; seed++) {
      const easy = planDay({ seed, visits: 30, minutes: 10, aboard: 8, mishaps: false }, BUS);
      expect(easy.lasts).toBe(600_000);
      const tight = planDay({ seed, visits: 200, minutes: 0.5, aboard: 8, mishaps: false }, BUS);
      expect(tight.lasts).toBeGreaterThan(60_000);
    }
    forAnyDay((plan, day) => {
      expect(plan.lasts).toBeGreaterThanOrEqual(day.minutes * 60_000);
      expect(plan.lasts).toBeGreaterThan(Math.max(...plan.walks.map(({ until }) => until)));
    }, 300);
  });

  it('plays a thousand visits on the rehearsal bus in at most eleven minutes', () => {
    for (let seed = 0; seed < 40; seed++) {
      const day = { seed, visits: 1_000, minutes: 10, aboard: 8, mishaps: true };
      expect(planDay(day, BUS).lasts).toBeLessThanOrEqual(11 * 60_000);
    }
  });
});

/** Where a body stood in the two beams, by the rule of pace and depth alone. */
function inBeams(walk: DoorWalk, plan: DayPlan, bus: CrowdBus) {
  const people = walk.people.map((id) => plan.people[id]!);
  const { beamsApart } = bus.doors.find(({ id }) => id === walk.door)!;
  return goThrough(bodyOf(people, walk.how), beamsApart, walk.from);
}

describe('the beams of a day', () => {
  it('begin and end clear, and change by turns in order of time', () => {
    forAnyDay((plan) => {
      const broken = new Map<string, boolean>();
      const wrong = plan.beams.filter((change, nth) => {
        const beam = `${change.door} ${change.beam}`;
        const turns = (broken.get(beam) ?? false) === !change.broken;
        broken.set(beam, change.broken);
        return !turns || change.at < (plan.beams[nth - 1]?.at ?? 0);
      });
      expect(wrong).toEqual([]);
      expect([...broken.values()]).not.toContain(true);
    });
  });

  it('are broken exactly while bodies stand in them, as their pace and depth say', () => {
    forAnyDay((plan, _, bus) => {
      for (const door of bus.doors) {
        const turning = plan.walks.filter((walk) => walk.door === door.id && walk.turned !== null);
        const bodies = plan.walks
          .filter((walk) => walk.door === door.id && walk.turned === null)
          .flatMap((walk) =>
            inBeams(walk, plan, bus).map(({ beam, from, until }) => ({
              beam: (beam === 'near') === (walk.direction === 'in') ? 'outer' : 'inner',
              from,
              until,
            })),
          );
        for (const which of ['outer', 'inner'] as const) {
          const changes = plan.beams.filter(({ door: id, beam }) => id === door.id && beam === which);
          const here = bodies.filter(({ beam }) => beam === which);
          // Somebody who turns back may stand there too, for longer or shorter.
          const free = (at: number) => turning.every(({ from, until }) => at < from - 1 || at > until + 1);
          for (const { from, until } of here) {
            const middle = (from + until) / 2;
            const state = changes.findLast(({ at }) => at <= middle);
            expect(state?.broken).toBe(true);
          }
          for (const { at, broken } of changes.filter((change) => free(change.at))) {
            const ends = here.map((body) => (broken ? body.from : body.until));
            expect(Math.min(...ends.map((end) => Math.abs(end - at)))).toBeLessThanOrEqual(1);
          }
        }
      }
    }, 300);
  });

  it('take a body in a natural time: none is faster than a running child or slower than an old person who waits', () => {
    forAnyDay((plan) => {
      for (const { from, until, how } of plan.walks) {
        expect(until - from).toBeGreaterThan(90);
        expect(until - from).toBeLessThan(how === 'turns-back' ? 3_000 : 1_000);
      }
    }, 300);
  });
});

it('draws a handful of troublesome walks in a hundred', () => {
  const how: Record<string, number> = {};
  let walks = 0;
  for (let seed = 0; seed < 60; seed++)
    for (const walk of planDay({ seed, visits: 300, minutes: 10, aboard: 8, mishaps: false }, BUS).walks) {
      how[walk.how] = (how[walk.how] ?? 0) + 1;
      walks++;
    }
  const share = (kind: DoorWalk['how']) => how[kind]! / walks;
  expect(share('turns-back')).toBeCloseTo(TROUBLE.turnsBack, 2);
  expect(share('abreast')).toBeGreaterThan(0.003);
  expect(share('close-behind')).toBeGreaterThan(0.01);
  expect(share('runs')).toBeGreaterThan(0.02);
  expect(share('turns-back') + share('abreast') + share('close-behind')).toBeLessThan(0.07);
  expect(share('alone')).toBeGreaterThan(0.88);
});

describe('mishaps', () => {
  it('are a few loose cables, never two at once, not at the beginning and not at the end', () => {
    forAnyDay((plan, day, bus) => {
      expect(plan.mishaps.length).toBeLessThanOrEqual(day.mishaps ? 6 : 0);
      let free = 0.05 * plan.lasts;
      for (const { at, lasts, board } of plan.mishaps) {
        expect(at).toBeGreaterThanOrEqual(Math.floor(free));
        expect(lasts).toBeGreaterThanOrEqual(1_500);
        expect(lasts).toBeLessThanOrEqual(4_000);
        expect(bus.boards).toContain(board);
        free = at + lasts;
      }
      expect(free).toBeLessThanOrEqual(0.9 * plan.lasts + 1);
    });
  });

  it('befall every board of a long day', () => {
    for (let seed = 0; seed < 30; seed++) {
      const { mishaps } = planDay({ seed, visits: 20, minutes: 10, aboard: 8, mishaps: true }, BUS);
      expect(mishaps.length).toBeGreaterThanOrEqual(3);
      expect(new Set(mishaps.map(({ board }) => board))).toEqual(new Set(BUS.boards));
    }
  });
});

describe('a crowd that cannot be', () => {
  it('is refused where it is larger than the bus holds, and told how large it may be', () => {
    const day = { seed: 1, visits: 10, minutes: 1, aboard: 9, mishaps: false };
    expect(() => planDay(day, BUS)).toThrow(CrowdTooLarge);
    expect(() => planDay(day, BUS)).toThrow(
      '9 people at once are more than this bus holds; play the day with at most 8 aboard',
    );
    try {
      planDay(day, BUS);
    } catch (problem) {
      expect((problem as CrowdTooLarge).zh).toMatch(/8.*9.*8/u);
    }
  });

  it('is refused where there is no door or no screen', () => {
    const day = { seed: 1, visits: 10, minutes: 1, aboard: 8, mishaps: false };
    expect(() => planDay(day, { ...BUS, doors: [] })).toThrow(NowhereToGo);
    expect(() => planDay(day, { ...BUS, stations: [] })).toThrow(NowhereToGo);
  });
});
