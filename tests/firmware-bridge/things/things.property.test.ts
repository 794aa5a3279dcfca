import { inputsOf } from '@pingan/device-config/inputs';
import { DARK_LANTERN, lanternShare, lanternStep } from '@pingan/firmware-bridge/things/lantern';
import { ThingsOfBus } from '@pingan/firmware-bridge/things/things-of-bus';
import { Label, METRICS } from '@pingan/protocol/tally';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SMALL_BUS } from './small-bus.ts';

const INPUTS = inputsOf(SMALL_BUS).map(({ input }) => input);

const happening = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('input' as const),
      input: fc.constantFrom(...INPUTS, 'thing/none'),
      active: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('tick' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('lost' as const),
      from: fc.constantFrom(undefined, 'main', 'second', 'reader'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('ended' as const, 'started' as const),
      station: fc.constantFrom('counter', 'table', 'none'),
    }),
  },
);
const pause = fc.oneof({ weight: 5, arbitrary: fc.nat(400) }, { weight: 1, arbitrary: fc.nat(700_000) });

function outcomeOf(
  things: ThingsOfBus,
  what: typeof happening extends fc.Arbitrary<infer T> ? T : never,
  at: number,
) {
  switch (what.do) {
    case 'input':
      return things.input({ input: what.input, active: what.active, at });
    case 'tick':
      return things.tick(at);
    case 'lost':
      return things.boardLost(at, what.from);
    case 'ended':
      return things.sessionEnded(what.station, at);
    case 'started':
      return things.sessionStarted(what.station, at);
  }
}

it('counts each told lift and touch once, and nothing else, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(pause, happening), { maxLength: 200, size: 'max' }), (story) => {
      const things = new ThingsOfBus({ profile: SMALL_BUS });
      let at = 0;
      for (const [ms, what] of story) {
        const { events, tallies } = outcomeOf(things, what, (at += ms));
        const picked = events.flatMap((event) =>
          event.kind === 'lifted' || event.kind === 'touched' ? [`${event.station} ${event.thing}`] : [],
        );
        expect(tallies.map(({ place, label }) => `${place} ${label}`)).toEqual(picked);
        for (const { metric, label } of tallies) {
          expect(METRICS).toContain(metric);
          expect(Label.safeParse(label).success).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});

it('alerts for exactly those things that were told missing and not found, none of them unknown or in its place', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(pause, happening), { maxLength: 200, size: 'max' }), (story) => {
      const things = new ThingsOfBus({ profile: SMALL_BUS });
      const missing = new Set<string>();
      let at = 0;
      for (const [ms, what] of story) {
        for (const event of outcomeOf(things, what, (at += ms)).events) {
          if (event.kind === 'missing') missing.add(event.thing);
          if (event.kind === 'found') missing.delete(event.thing);
        }
        const alerted = things.alerts.map(({ thing }) => thing);
        expect(new Set(alerted)).toEqual(missing);
        for (const thing of alerted) {
          expect(things.lifted).toContain(thing);
          expect(things.unknown).not.toContain(`thing/${thing}`);
        }
      }
    }),
    { numRuns: 300 },
  );
});

it('alternates hold on and hold off, and agrees with what it says is held', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(pause, happening), { maxLength: 200, size: 'max' }), (story) => {
      const things = new ThingsOfBus({ profile: SMALL_BUS });
      let held = false;
      let at = 0;
      for (const [ms, what] of story) {
        for (const event of outcomeOf(things, what, (at += ms)).events) {
          if (event.kind !== 'hold') continue;
          expect(event.on).toBe(!held);
          held = event.on;
        }
        expect(things.held('counter')).toBe(held);
      }
    }),
  );
});

it('fills the lantern with every finished visit, never empties it, and begins anew with a stop', () => {
  fc.assert(
    fc.property(fc.nat(120), fc.integer({ min: 1, max: 100 }), (finished, visits) => {
      let lantern = DARK_LANTERN;
      let before = lanternShare(lantern, visits);
      expect(before).toBe(0);
      for (let n = 0; n < finished; n++) {
        lantern = lanternStep(lantern, { kind: 'finished' });
        const share = lanternShare(lantern, visits);
        expect(share).toBeGreaterThanOrEqual(before);
        expect(share).toBeLessThanOrEqual(1);
        before = share;
      }
      expect(lanternShare(lantern, visits)).toBe(Math.min(1, finished / visits));
      expect(lanternShare(lanternStep(lantern, { kind: 'opened' }), visits)).toBe(0);
    }),
  );
});
