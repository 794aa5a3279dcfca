import { BusDoors } from '@pingan/firmware-bridge/visits/bus-doors';
import { type DoorwayEvent, doorwayStep, startDoorway } from '@pingan/firmware-bridge/visits/doorway';
import { countCrossing, EMPTY_BUS } from '@pingan/firmware-bridge/visits/occupancy';
import type { Beam, Direction } from '@pingan/firmware-bridge/visits/passage';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

type BeamEvent = Extract<DoorwayEvent, { kind: 'beam' }>;

/** Ways through a doorway that leave no doubt, as readings seen from where the person comes. */
const WALKS: { seen: string; crossed: 0 | 1 | 2 }[] = [
  { seen: '10 11 01 00', crossed: 1 },
  { seen: '10 11 10 11 01 00', crossed: 1 },
  { seen: '10 11 01 11 01 00', crossed: 1 },
  { seen: '10 11 01 11 10 11 01 00', crossed: 2 },
  { seen: '10 11 10 00', crossed: 0 },
  { seen: '10 11 01 11 10 00', crossed: 0 },
];

/** Whoever crosses may run; whoever turns back takes their time, or the beam would rightly be called flapping. */
const walk = fc.constantFrom(...WALKS).chain((way) =>
  fc.record({
    door: fc.constantFrom('front', 'middle', 'rear'),
    direction: fc.constantFrom<Direction>('in', 'out'),
    way: fc.constant(way),
    /** Milliseconds before each reading. */
    pace: fc.array(fc.integer({ min: way.crossed === 0 ? 400 : 10, max: 900 }), {
      minLength: 8,
      maxLength: 8,
      size: 'max',
    }),
  }),
);

/** The reports a board makes of one walk that begins at `start`. */
function reports(direction: Direction, seen: string, pace: number[], start: number): BeamEvent[] {
  let at = start;
  let before = '00';
  const events: BeamEvent[] = [];
  for (const [index, reading] of seen.split(' ').entries()) {
    at += pace[index % pace.length]!;
    for (const side of [0, 1] as const) {
      if (reading[side] === before[side]) continue;
      const near: Beam = direction === 'in' ? 'outer' : 'inner';
      const far: Beam = direction === 'in' ? 'inner' : 'outer';
      events.push({ kind: 'beam', beam: side === 0 ? near : far, broken: reading[side] === '1', at });
    }
    before = reading;
  }
  return events;
}

function clearDoors(): BusDoors {
  const doors = new BusDoors(['front', 'middle', 'rear']);
  for (const door of ['front', 'middle', 'rear']) {
    for (const beam of ['outer', 'inner'] as const)
      doors.at(door, { kind: 'beam', beam, broken: false, at: 0 });
  }
  return doors;
}

it('counts any sequence of walks through several doors exactly, also when doors are used at the same time', () => {
  fc.assert(
    fc.property(fc.array(walk, { maxLength: 40, size: 'max' }), (walks) => {
      const doors = clearDoors();
      const freeAt: Record<string, number> = { front: 0, middle: 0, rear: 0 };
      const events = walks.flatMap(({ door, direction, way, pace }) => {
        const told = reports(direction, way.seen, pace, freeAt[door]!);
        freeAt[door] = told.at(-1)!.at;
        return told.map((event) => ({ door, event }));
      });
      events.sort((a, b) => a.event.at - b.event.at);
      const counted: Record<Direction, number> = { in: 0, out: 0 };
      for (const { door, event } of events) {
        for (const { direction } of doors.at(door, event)) counted[direction]++;
        expect(doors.occupancy.aboard).toBeGreaterThanOrEqual(0);
      }
      const expected = (wanted: Direction) =>
        walks.filter(({ direction }) => direction === wanted).reduce((sum, { way }) => sum + way.crossed, 0);
      expect(counted).toEqual({ in: expected('in'), out: expected('out') });
      expect(doors.occupancy).toMatchObject({ ...counted, undecided: 0 });
    }),
    { numRuns: 500 },
  );
});

it('counts a slow walk the same at any pace', () => {
  fc.assert(
    fc.property(walk, fc.integer({ min: 1, max: 5 }), ({ direction, way, pace }, slower) => {
      const crossingsAt = (factor: number) => {
        const doors = clearDoors();
        const told = reports(
          direction,
          way.seen,
          pace.map((ms) => ms * factor),
          0,
        );
        return told.flatMap((event) => doors.at('front', event)).map((crossing) => crossing.direction);
      };
      expect(crossingsAt(slower)).toEqual(crossingsAt(1));
    }),
  );
});

const noise: fc.Arbitrary<DoorwayEvent> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant('beam' as const),
      beam: fc.constantFrom<Beam>('outer', 'inner'),
      broken: fc.boolean(),
      at: fc.integer({ min: 0, max: 2_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('tick' as const), at: fc.integer({ min: 0, max: 40_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('lost' as const), at: fc.integer({ min: 0, max: 100 }) }),
  },
);

it('takes any noise without failing, counts no more people than beams can carry, and heals', () => {
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 200, size: 'max' }), (steps) => {
      let state = startDoorway();
      let at = 0;
      let crossings = 0;
      const tell = (event: DoorwayEvent) => {
        const step = doorwayStep(state, event);
        state = step.state;
        crossings += step.crossings.length;
        return step;
      };
      for (const step of steps) tell({ ...step, at: (at += step.at) });
      expect(crossings).toBeLessThanOrEqual(steps.filter(({ kind }) => kind === 'beam').length / 2);
      for (const beam of ['outer', 'inner'] as const)
        tell({ kind: 'beam', beam, broken: false, at: (at += 1_000) });
      expect(tell({ kind: 'tick', at: (at += 10_000) }).faults).toEqual([]);
      const walkedIn = reports('in', '10 11 01 00', [200], at).flatMap((event) => tell(event).crossings);
      expect(walkedIn).toEqual(['in']);
    }),
    { numRuns: 500 },
  );
});

it('never has fewer than nobody aboard, and loses nobody: aboard is in less out plus unmatched', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Direction>('in', 'out'), { maxLength: 300, size: 'max' }),
      (crossings) => {
        let occupancy = EMPTY_BUS;
        for (const direction of crossings) {
          occupancy = countCrossing(occupancy, direction);
          expect(occupancy.aboard).toBeGreaterThanOrEqual(0);
          expect(occupancy.aboard).toBe(occupancy.in - occupancy.out + occupancy.unmatched);
        }
        expect(occupancy.in + occupancy.out).toBe(crossings.length);
      },
    ),
  );
});
