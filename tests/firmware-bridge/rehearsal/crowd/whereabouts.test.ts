import { crowdBusOf, type CrowdBus } from '@pingan/firmware-bridge/rehearsal/crowd/crowd-bus';
import type { DayPlan, DoorWalk } from '@pingan/firmware-bridge/rehearsal/crowd/day-plan';
import { planDay } from '@pingan/firmware-bridge/rehearsal/crowd/plan-day';
import { whereabouts } from '@pingan/firmware-bridge/rehearsal/crowd/whereabouts';
import { PersonOnPlan } from '@pingan/protocol/rehearsal';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUS, ONE_DOOR, profileOf, ROOM } from './some-buses.ts';

const looksOn = () => null;

const moments = fc
  .record({
    seed: fc.integer({ min: 0, max: 999_999 }),
    visits: fc.integer({ min: 1, max: 80 }),
    minutes: fc.constantFrom(0.5, 2, 10),
    bus: fc.constantFrom(BUS, ROOM, ONE_DOOR),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
  })
  .map(({ bus, shares, ...day }) => {
    const plan = planDay({ ...day, aboard: bus.holds, mishaps: false }, bus);
    return { plan, bus, moments: shares.map((share) => share * plan.lasts) };
  });

function atAnyMoment(check: (drawn: PersonOnPlan[], plan: DayPlan, bus: CrowdBus, at: number) => void): void {
  fc.assert(
    fc.property(moments, ({ plan, bus, moments }) => {
      for (const at of moments) check(whereabouts(plan, bus, at, looksOn), plan, bus, at);
    }),
    { numRuns: 400 },
  );
}

const walkOf = (plan: DayPlan, id: number, direction: DoorWalk['direction']) =>
  plan.walks.find((walk) => walk.direction === direction && walk.people.includes(id))!;

function aboardAt(plan: DayPlan, at: number): number[] {
  const { people } = plan;
  return people
    .map(({ id }) => id)
    .filter((id) => walkOf(plan, id, 'in').until <= at && at < walkOf(plan, id, 'out').from);
}

const inRoom = ({ x, y }: PersonOnPlan, { plan }: CrowdBus) =>
  x >= 0 && x <= plan.length && y >= 0 && y <= plan.width;

describe('the crowd on the plan', () => {
  it('is drawn with everybody who is aboard, each once, inside', () => {
    atAnyMoment((drawn, plan, bus, at) => {
      const ids = drawn.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of aboardAt(plan, at)) {
        const person = drawn.find((one) => one.id === id);
        expect(person !== undefined && inRoom(person, bus)).toBe(true);
      }
    });
  });

  it('speaks as the protocol does', () => {
    atAnyMoment((drawn) => {
      for (const person of drawn) expect(PersonOnPlan.parse(person)).toEqual(person);
    });
  });

  it('leaves the shelves free: whoever is aboard is on the floor between them, or straight before a door', () => {
    atAnyMoment((drawn, _, bus) => {
      const { width } = bus.plan;
      for (const person of drawn.filter((one) => inRoom(one, bus))) {
        const onFloor = person.y >= 599 && person.y <= width - 599;
        const atDoor = bus.doors.some(({ place }) => Math.abs(place.x - person.x) <= 200);
        expect(onFloor || atDoor).toBe(true);
      }
    });
  });

  it('stands around a screen without treading on each other, and looks at it', () => {
    atAnyMoment((drawn, plan, bus) => {
      const standing = drawn.filter(({ doing }) => doing === 'reads');
      for (const [at, one] of standing.entries()) {
        for (const other of standing.slice(at + 1))
          expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(400);
        const visit = plan.visits.find(({ people }) => people.includes(one.id))!;
        const { place } = bus.stations.find(({ id }) => id === visit.station)!;
        const looks = (Math.atan2(place.y - one.y, place.x - one.x) * 180) / Math.PI;
        expect(Math.abs(((looks - one.faces + 540) % 360) - 180)).toBeLessThan(2);
      }
    });
  });

  it('waits outside the entry door in a line that moves up, and is gone from the plan after it has left', () => {
    const plan = planDay({ seed: 3, visits: 300, minutes: 3, aboard: 8, mishaps: false }, BUS);
    const [front] = BUS.doors;
    let longest = 0;
    for (let at = 5_000; at < plan.lasts; at += 1_000) {
      const drawn = whereabouts(plan, BUS, at, looksOn);
      const line = drawn.filter(({ doing, y }) => doing === 'waits' && y < 0);
      longest = Math.max(longest, line.length);
      const away = line.map(({ x }) => Math.abs(x - front!.place.x)).sort((a, b) => a - b);
      for (const [nth, distance] of away.slice(1).entries())
        expect(distance - away[nth]!).toBeGreaterThan(400);
      for (const { id } of drawn) {
        expect(walkOf(plan, id, 'out').until + 2_000).toBeGreaterThan(at);
        expect(walkOf(plan, id, 'in').from - 10_000).toBeLessThan(at);
      }
    }
    expect(longest).toBeGreaterThan(3);
    expect(whereabouts(plan, BUS, plan.lasts + 5_000, looksOn)).toEqual([]);
  });

  it('moves at a walk: between two looks nobody leaps', () => {
    for (let seed = 0; seed < 20; seed++) {
      const plan = planDay({ seed, visits: 20, minutes: 3, aboard: 8, mishaps: false }, BUS);
      let before = new Map<number, PersonOnPlan>();
      let furthest = 0;
      for (let at = 0; at < plan.lasts; at += 50) {
        const now = new Map(whereabouts(plan, BUS, at, looksOn).map((one) => [one.id, one]));
        for (const [id, { x, y }] of now) {
          const was = before.get(id);
          if (was !== undefined) furthest = Math.max(furthest, Math.hypot(x - was.x, y - was.y));
        }
        before = now;
      }
      // A child that runs, and on a day so short has to.
      expect(furthest).toBeLessThan(260);
    }
  });

  it('does at a station what it is said to do, and only there', () => {
    const plan = planDay({ seed: 5, visits: 30, minutes: 5, aboard: 8, mishaps: false }, BUS);
    const visit = plan.visits[3]!;
    const at = (visit.from + visit.until) / 2;
    const drawn = whereabouts(plan, BUS, at, (id) => (visit.people.includes(id) ? 'touches' : null));
    const does = (id: number) => drawn.find((one) => one.id === id)?.doing;
    for (const id of visit.people) expect(does(id)).toBe('touches');
    const walk = plan.walks.find(({ turned }) => turned === null)!;
    const inDoor = whereabouts(plan, BUS, (walk.from + walk.until) / 2, () => 'touches');
    expect(inDoor.find(({ id }) => id === walk.people[0])?.doing).toBe('walks');
  });

  it('draws somebody in the doorway who turns back there', () => {
    let seen = 0;
    for (let seed = 0; seed < 30; seed++) {
      const plan = planDay({ seed, visits: 60, minutes: 5, aboard: 8, mishaps: false }, BUS);
      for (const { from, until, turned, door } of plan.walks.filter((walk) => walk.turned !== null)) {
        const person = whereabouts(plan, BUS, (from + until) / 2, looksOn).find(({ id }) => id === turned)!;
        const { place } = BUS.doors.find(({ id }) => id === door)!;
        expect(Math.hypot(person.x - place.x, person.y - place.y)).toBeLessThan(250);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(10);
  });
});

describe('a profile that says nothing of places', () => {
  const profile = profileOf('rehearsal');
  const bare = crowdBusOf({
    ...profile,
    doors: Object.fromEntries(
      Object.entries(profile.doors).map(([id, door]) => [id, { ...door, place: undefined }]),
    ),
    stations: profile.stations.map((station) => ({ ...station, place: undefined })),
  });

  it('has its doors and stations spread along its length, where a plain plan draws them', () => {
    expect(bare.doors.map(({ place }) => [Math.round(place.x), place.y])).toEqual([
      [5_600, 0],
      [2_800, 0],
    ]);
    expect(bare.stations.map(({ place }) => place)).toEqual([
      { x: 2_800, y: 2_040 },
      { x: 5_600, y: 2_040 },
    ]);
  });

  it('takes a crowd as well', () => {
    const plan = planDay({ seed: 1, visits: 60, minutes: 3, aboard: 8, mishaps: false }, bare);
    for (let at = 0; at < plan.lasts; at += 500)
      for (const person of whereabouts(plan, bare, at, looksOn))
        expect(Number.isInteger(person.x) && Number.isInteger(person.y)).toBe(true);
  });
});

it('knows the wall of a door from the place that is nearest to it', () => {
  expect(BUS.doors.map(({ id, outwards }) => [id, outwards])).toEqual([
    ['front', { x: 0, y: -1 }],
    ['rear', { x: 0, y: 1 }],
  ]);
});

it('finds room on a table top that is all shelf', () => {
  const bench = crowdBusOf(profileOf('bench-uno'));
  const plan = planDay({ seed: 2, visits: 5, minutes: 1, aboard: bench.holds, mishaps: false }, bench);
  for (let at = 0; at < plan.lasts; at += 250)
    for (const { x, y } of whereabouts(plan, bench, at, looksOn)) expect(Number.isFinite(x + y)).toBe(true);
});
