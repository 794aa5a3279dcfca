import { type HouseEvent, HouseOfBus } from '@pingan/firmware-bridge/house/house-of-bus';
import { brightnessOf, celsiusOf } from '@pingan/firmware-bridge/house/levels';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

const FULL_SCALE = 20;
const INPUT = { board: 'main' };
let house: HouseOfBus;
let at: number;

beforeEach(() => {
  at = 0;
  house = new HouseOfBus({
    sensors: {
      supply: { ...INPUT, pin: 14, fullScale: FULL_SCALE, low: 11.8, critical: 11 },
      inside: { ...INPUT, pin: 15, hot: 32 },
      daylight: { board: 'second', pin: 16, dark: 0.1, bright: 0.8 },
      ignition: { ...INPUT, pin: 2, active: 'low', pullUp: true },
    },
    controllers: {},
  });
});

type Sensor = 'supply' | 'inside' | 'daylight';
/** Reads a sensor four times a second, and gives all that was told. */
function read(sensor: Sensor, ratio: number, ms: number): HouseEvent[] {
  const events: HouseEvent[] = [];
  for (let passed = 0; passed < ms; passed += 250) {
    at += 250;
    events.push(...house.reading({ sensor, ratio, at }), ...house.tick(at));
  }
  return events;
}
const volts = (value: number, ms = 30_000) => read('supply', value / FULL_SCALE, ms);
const celsius = (value: number, ms = 120_000) => read('inside', (value / 100 + 0.5) / 5, ms);
function pass(ms: number): HouseEvent[] {
  const events: HouseEvent[] = [];
  for (let passed = 0; passed < ms; passed += 250) events.push(...house.tick((at += 250)));
  return events;
}
function ignition(on: boolean, ms: number): HouseEvent[] {
  return [...house.input({ input: 'ignition', active: on, at }), ...pass(ms)];
}
const kinds = (events: HouseEvent[]) => events.map(({ kind }) => kind);

describe('the supply', () => {
  it('is unknown before its first reading', () => {
    expect(house.supply).toBeNull();
  });

  it('is good, low and critical by its averaged voltage', () => {
    volts(13.2);
    expect(house.supply).toEqual({ volts: expect.closeTo(13.2, 2), level: 'good' });
    expect(volts(11.5)).toMatchObject([{ kind: 'supply', level: 'low' }]);
    expect(house.words).toEqual([expect.stringMatching(/supply is low at 11\.5 V/)]);
    expect(volts(10.5, 4_000)).toMatchObject([{ kind: 'supply', level: 'critical' }]);
  });

  it('gets better only well above its limit', () => {
    volts(11.7);
    expect(volts(12)).toEqual([]);
    expect(house.supply?.level).toBe('low');
    expect(volts(12.3)).toMatchObject([{ kind: 'supply', level: 'good' }]);
  });

  it('does not call a battery flat while the engine starts', () => {
    volts(12.6);
    expect(kinds(volts(8.5, 500))).not.toContain('shutdown-asked');
    expect(kinds(volts(13.8))).not.toContain('shutdown-asked');
    expect(house.shutdown.at).toBe('running');
  });
});

describe('the heat', () => {
  it('advises to hold admission at the limit and takes it back well below', () => {
    expect(celsius(25)).toEqual([]);
    expect(celsius(34)).toMatchObject([{ kind: 'heat', holdAdmission: true }]);
    expect(house.words).toEqual([expect.stringMatching(/34 °C inside; hold admission/)]);
    expect(celsius(31)).toEqual([]);
    expect(celsius(29)).toMatchObject([{ kind: 'heat', holdAdmission: false }]);
    expect(house.inside).toEqual({ celsius: expect.closeTo(29, 1), holdAdmission: false });
  });

  it('reads a TMP36 by its data sheet: 0.75 V are 25 °C', () => {
    expect(celsiusOf(0.75 / 5)).toBeCloseTo(25);
    expect(celsiusOf(0.5 / 5)).toBeCloseTo(0);
  });
});

describe('the daylight', () => {
  it('goes from 0 at dark to 1 at bright, and follows a shadow slowly', () => {
    read('daylight', 0.9, 60_000);
    expect(house.daylight).toBe(1);
    read('daylight', 0.05, 1_000);
    expect(house.daylight).toBeGreaterThan(0.7);
    read('daylight', 0.05, 60_000);
    expect(house.daylight).toBe(0);
  });

  it('does not divide by nothing when dark and bright are the same', () => {
    expect(brightnessOf(0.4, { dark: 0.5, bright: 0.5 })).toBe(0);
    expect(brightnessOf(0.6, { dark: 0.5, bright: 0.5 })).toBe(1);
  });
});

describe('shutting down', () => {
  it('is asked for once when the ignition has been off for two seconds, and due ten seconds later', () => {
    ignition(true, 1_000);
    expect(ignition(false, 1_750)).toEqual([]);
    expect(pass(250)).toMatchObject([{ kind: 'shutdown-asked', why: 'ignition' }]);
    expect(house.words).toEqual([expect.stringContaining('the ignition is off')]);
    expect(pass(9_750)).toEqual([]);
    expect(pass(250)).toMatchObject([{ kind: 'shutdown-due', why: 'ignition' }]);
    expect(pass(60_000)).toEqual([]);
  });

  it('is taken back when the ignition comes back in time, and can be asked for again', () => {
    ignition(true, 1_000);
    ignition(false, 8_000);
    expect(kinds(ignition(true, 1_000))).toEqual(['shutdown-cancelled']);
    expect(house.shutdown.at).toBe('running');
    expect(kinds(ignition(false, 3_000))).toEqual(['shutdown-asked']);
  });

  it('is not taken back any more when the time is over', () => {
    ignition(true, 1_000);
    ignition(false, 13_000);
    expect(ignition(true, 5_000)).toEqual([]);
    expect(house.shutdown.at).toBe('due');
  });

  it('is not asked for by an ignition that is off for a second while the engine starts', () => {
    ignition(true, 1_000);
    expect([...ignition(false, 1_000), ...ignition(true, 20_000)]).toEqual([]);
  });

  it('is not asked for on a bus that was started with the ignition off: it stands at a charger', () => {
    expect(ignition(false, 60_000)).toEqual([]);
    ignition(true, 1_000);
    expect(kinds(ignition(false, 3_000))).toEqual(['shutdown-asked']);
  });

  it('is asked for when the voltage has been critical for five seconds, and taken back when it recovers', () => {
    volts(12.6);
    const fell = volts(10, 12_000);
    expect(kinds(fell)).toEqual(['supply', 'supply', 'shutdown-asked']);
    const [, critical, asked] = fell;
    expect(asked!.at - critical!.at).toBeGreaterThanOrEqual(5_000);
    expect(kinds(volts(13.5, 5_000))).toContain('shutdown-cancelled');
  });

  it('is not asked for by a board that is gone, nor taken back by it', () => {
    ignition(true, 1_000);
    volts(12.6);
    expect([...house.boardLost(at), ...pass(60_000)]).toEqual([]);
    ignition(true, 1_000);
    ignition(false, 3_000);
    expect(house.shutdown.at).toBe('asked');
    expect(kinds([...house.boardLost(at), ...pass(15_000)])).toEqual(['shutdown-due']);
  });
});

describe('what is not connected', () => {
  it.each([0, 1])('is named after thirty seconds of exactly %i', (ratio) => {
    read('supply', ratio, 30_000);
    expect(house.faults).toEqual([]);
    read('supply', ratio, 500);
    expect(house.faults).toMatchObject([{ fault: 'unconnected', sensor: 'supply' }]);
    expect(house.faults[0]?.words).toMatch(/supply voltage sensor.*not connected\?/);
    expect(house.supply).toBeNull();
  });

  it('shuts nothing down: a loose plug is not an empty battery', () => {
    volts(12.6);
    expect(read('supply', 0, 120_000)).toEqual([]);
    expect(house.shutdown.at).toBe('running');
  });

  it('heals with the first real reading', () => {
    read('inside', 0, 60_000);
    celsius(24, 250);
    expect(house.faults).toEqual([]);
    expect(house.inside?.celsius).toBeCloseTo(24);
  });

  it('is also a temperature that a TMP36 cannot measure', () => {
    expect(read('inside', 0.9, 60_000)).toEqual([]);
    expect(house.faults).toMatchObject([{ fault: 'unconnected', sensor: 'inside' }]);
  });

  it('names an ignition contact that flickers', () => {
    for (let n = 0; n < 30; n++) house.input({ input: 'ignition', active: n % 2 === 0, at: (at += 50) });
    expect(house.faults).toMatchObject([{ fault: 'flapping', sensor: 'ignition' }]);
  });
});

it('knows nothing of the sensors of a lost board, and keeps those of the others', () => {
  volts(12.6);
  read('daylight', 0.5, 1_000);
  house.boardLost(at, 'main');
  expect(house.supply).toBeNull();
  expect(house.daylight).not.toBeNull();
});

it('ignores readings of sensors that the profile does not name', () => {
  const bare = new HouseOfBus({ sensors: {}, controllers: {} });
  expect(bare.reading({ sensor: 'supply', ratio: 0.1, at: 1_000 })).toEqual([]);
  expect([bare.supply, bare.inside, bare.daylight, bare.ignition, bare.faults]).toEqual([
    null,
    null,
    null,
    null,
    [],
  ]);
});

it('asks, takes back and ends in that order only, whatever the power does', () => {
  const seen = fc.tuple(
    fc.constantFrom('ignition-on', 'ignition-off', 'full', 'flat', 'unplugged', 'lost', 'time'),
    fc.nat(8_000),
  );
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 80, size: 'max' }), (story) => {
      const bus = new HouseOfBus({
        sensors: {
          supply: { ...INPUT, pin: 14, fullScale: FULL_SCALE, low: 11.8, critical: 11 },
          ignition: { ...INPUT, pin: 2, active: 'low', pullUp: true },
        },
        controllers: {},
      });
      const tell = (what: string, now: number): HouseEvent[] => {
        if (what.startsWith('ignition'))
          return bus.input({ input: 'ignition', active: what === 'ignition-on', at: now });
        if (what === 'lost') return bus.boardLost(now);
        if (what === 'time') return bus.tick(now);
        const ratio = { full: 0.65, flat: 0.4, unplugged: 0 }[what] ?? 0;
        return bus.reading({ sensor: 'supply', ratio, at: now });
      };
      let now = 0;
      let last = 'shutdown-cancelled';
      for (const [what, ms] of story) {
        for (const { kind } of [...tell(what, (now += ms)), ...bus.tick(now)]) {
          if (kind === 'supply' || kind === 'heat') continue;
          const before = kind === 'shutdown-asked' ? 'shutdown-cancelled' : 'shutdown-asked';
          expect(last).toBe(before);
          last = kind;
        }
      }
      expect(bus.shutdown.at).toBe(
        { 'shutdown-cancelled': 'running', 'shutdown-asked': 'asked', 'shutdown-due': 'due' }[last],
      );
    }),
    { numRuns: 300 },
  );
});
