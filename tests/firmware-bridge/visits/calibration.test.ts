import {
  type Calibration,
  calibrationResult,
  counted,
  intervalFor,
  matchUp,
  startCalibration,
  tap,
} from '@pingan/firmware-bridge/visits/calibration';
import {
  DoorCalibrations,
  NoCalibrationError,
  UnknownDoorError,
} from '@pingan/firmware-bridge/visits/door-calibrations';
import { describe, expect, it } from 'vitest';

/** `hand` people ten seconds apart; the machine sees those that `seen` says, and `ghosts` besides. */
function calibrated(hand: number, seen: (person: number) => boolean, ghosts = 0) {
  let running = startCalibration('front', 0);
  for (let person = 0; person < hand; person++) {
    const at = person * 10_000;
    if (seen(person)) running = counted(running, 'in', at);
    running = tap(running, 'in', at + 1_200);
  }
  for (let ghost = 0; ghost < ghosts; ghost++) running = counted(running, 'in', 10_000_000 + ghost * 10_000);
  return calibrationResult(running);
}

function calibrationOf(result: ReturnType<typeof calibrated>): Calibration {
  if (result.result !== 'calibrated') throw new Error(result.words);
  return result.calibration;
}

describe('a calibration', () => {
  it('says how many entries are missing while there are fewer than fifty', () => {
    expect(calibrated(0, () => true)).toMatchObject({ result: 'too-few', missing: 50 });
    expect(calibrated(49, () => true)).toEqual({
      result: 'too-few',
      missing: 1,
      words: 'door front: 1 more entries to tap; 50 are needed for an error interval',
    });
    expect(calibrated(50, () => true).result).toBe('calibrated');
  });

  it('yields the relative error of machine against hand with its interval', () => {
    const { in: entries, error } = calibrationOf(calibrated(100, (person) => person % 20 !== 0, 2));
    expect(entries).toEqual({ hand: 100, machine: 97, seen: 95, missed: 5, ghosts: 2 });
    expect(error.estimate).toBeCloseTo(-0.03);
    expect(error.low).toBeLessThan(-0.05);
    expect(error.low).toBeGreaterThan(-0.15);
    expect(error.high).toBeGreaterThan(0);
    expect(error.high).toBeLessThan(0.06);
  });

  it('never claims an error of exactly nothing from fifty without a miss', () => {
    const { error } = calibrationOf(calibrated(50, () => true));
    expect(error.estimate).toBe(0);
    // Wilson for 0 of 50: 7.1 %; the Poisson score interval for 0 in 50: 7.7 %.
    expect(error.low).toBeCloseTo(-0.0713, 3);
    expect(error.high).toBeCloseTo(0.0768, 3);
  });

  it('does not let misses and ghosts hide each other', () => {
    const steady = calibrationOf(calibrated(100, () => true)).error;
    const noisy = calibrationOf(calibrated(100, (person) => person % 10 !== 0, 10)).error;
    expect(noisy.estimate).toBeCloseTo(steady.estimate);
    expect(noisy.high - noisy.low).toBeGreaterThan(1.5 * (steady.high - steady.low));
  });

  it('refuses a door that saw fewer than half of the people', () => {
    const result = calibrated(60, (person) => person % 3 === 0);
    expect(result).toMatchObject({
      result: 'unfit',
      words: expect.stringContaining('saw 20 of 60 people; align them'),
    });
  });

  it('gives exits an interval of their own only when fifty of them were tapped', () => {
    let running = startCalibration('front', 0);
    for (let person = 0; person < 60; person++) {
      running = counted(tap(running, 'in', person * 10_000), 'in', person * 10_000);
      if (person < 49) running = counted(tap(running, 'out', person * 10_000), 'out', person * 10_000);
    }
    const without = calibrationOf(calibrationResult(running));
    expect(without.out).toBeNull();
    expect(intervalFor(100, without, 'out')).toBeNull();
    running = counted(tap(running, 'out', 900_000), 'out', 900_000);
    expect(intervalFor(100, calibrationOf(calibrationResult(running)), 'out')).not.toBeNull();
  });
});

describe('a door by which people only leave', () => {
  const leaving = (people: number) => {
    let running = startCalibration('rear', 0);
    for (let person = 0; person < people; person++)
      running = counted(tap(running, 'out', person * 10_000 + 900), 'out', person * 10_000);
    return calibrationResult(running);
  };

  it('is calibrated by fifty who leave', () => {
    expect(leaving(49)).toEqual({
      result: 'too-few',
      missing: 1,
      words: 'door rear: 1 more exits to tap; 50 are needed for an error interval',
    });
    const calibration = calibrationOf(leaving(50));
    expect(calibration.in).toBeNull();
    expect(calibration.out).toMatchObject({ hand: 50, machine: 50, seen: 50 });
    expect(intervalFor(100, calibration, 'out')).not.toBeNull();
  });

  it('says nothing of the few who come in by it', () => {
    expect(intervalFor(3, calibrationOf(leaving(50)))).toBeNull();
  });
});

describe('the people behind a count', () => {
  const good = calibrationOf(calibrated(200, (person) => person % 50 !== 0, 2));

  it('are an interval around it', () => {
    const interval = intervalFor(1_000, good);
    expect(interval!.low).toBeLessThan(1_000);
    expect(interval!.high).toBeGreaterThan(1_000);
    expect(interval!.low).toBeGreaterThan(930);
    expect(interval!.high).toBeLessThan(1_070);
  });

  it('are more than the count where the machine misses people', () => {
    const missing = calibrationOf(calibrated(400, (person) => person % 5 !== 0));
    expect(intervalFor(800, missing)!.low).toBeGreaterThan(800);
  });

  it('are nobody while nobody was counted', () => {
    expect(intervalFor(0, good)).toEqual({ low: 0, high: 0 });
  });

  it('cannot be told without a calibration', () => {
    expect(intervalFor(10, null)).toBeNull();
  });
});

describe('matching taps with crossings', () => {
  it('pairs a tap with the crossing up to five seconds before or after it', () => {
    expect(matchUp([6_000], [1_000])).toEqual({ seen: 1, missed: 0, ghosts: 0 });
    expect(matchUp([6_000], [999])).toEqual({ seen: 0, missed: 1, ghosts: 1 });
    expect(matchUp([1_000], [6_000])).toEqual({ seen: 1, missed: 0, ghosts: 0 });
  });

  it('finds the one missed in a quick row', () => {
    expect(matchUp([1_000, 1_800, 2_600], [900, 2_500])).toEqual({ seen: 2, missed: 1, ghosts: 0 });
  });
});

describe('the doors of a bus', () => {
  function full(calibrations: DoorCalibrations, door: string): void {
    calibrations.start(door, 0);
    for (let at = 0; at < 50 * 6_000; at += 6_000) {
      calibrations.crossed({ door, direction: 'in' }, at);
      calibrations.tap(door, 'in', at + 500);
    }
  }

  it('are calibrated each on its own, also at the same time', () => {
    const calibrations = new DoorCalibrations({ doors: ['front', 'rear'] });
    calibrations.start('rear', 0);
    full(calibrations, 'front');
    calibrations.crossed({ door: 'rear', direction: 'out' }, 5_000);
    expect(calibrations.running).toEqual([
      { door: 'rear', hand: { in: 0, out: 0 }, machine: { in: 0, out: 1 }, missing: 50 },
      { door: 'front', hand: { in: 50, out: 0 }, machine: { in: 50, out: 0 }, missing: 0 },
    ]);
    expect(calibrations.finish('front').result).toBe('calibrated');
    expect(calibrations.finish('rear')).toMatchObject({ result: 'too-few', missing: 50 });
    expect(calibrations.running).toHaveLength(1);
    expect(calibrations.interval('front', 100)).not.toBeNull();
    expect(calibrations.interval('rear', 100)).toBeNull();
  });

  it('have an interval for their sum once every door that counted has one', () => {
    const calibrations = new DoorCalibrations({ doors: ['front', 'rear'] });
    full(calibrations, 'front');
    calibrations.finish('front');
    expect(calibrations.intervalOfAll({ front: 100, rear: 3 })).toBeNull();
    expect(calibrations.intervalOfAll({ front: 100, rear: 0 })).toEqual(calibrations.interval('front', 100));
    full(calibrations, 'rear');
    calibrations.finish('rear');
    const both = calibrations.intervalOfAll({ front: 100, rear: 100 })!;
    const one = calibrations.interval('front', 100)!;
    expect(both.high - both.low).toBeGreaterThan(one.high - one.low);
    expect(both.high - both.low).toBeLessThan(2 * (one.high - one.low));
  });

  it('take back a slip of the finger, keep an old calibration over a cancelled one, and remember across starts', () => {
    const calibrations = new DoorCalibrations({ doors: ['front'] });
    full(calibrations, 'front');
    calibrations.tap('front', 'out', 400_000);
    calibrations.untap('front', 'out');
    calibrations.untap('front', 'in');
    expect(calibrations.finish('front')).toMatchObject({ missing: 1 });
    calibrations.tap('front', 'in', 49 * 6_000);
    calibrations.finish('front');
    calibrations.start('front', 1_000_000);
    calibrations.cancel('front');
    const known = calibrations.of('front')!;
    const later = new DoorCalibrations({
      doors: ['front'],
      known: [JSON.parse(JSON.stringify(known)) as Calibration, { ...known, door: 'sold' }],
    });
    expect(later.of('front')).toEqual(known);
    expect(later.of('sold')).toBeNull();
  });

  it('name a door that is not there, and one that is not being calibrated', () => {
    const calibrations = new DoorCalibrations({ doors: ['front'] });
    expect(() => calibrations.start('roof', 0)).toThrow(UnknownDoorError);
    expect(() => calibrations.start('roof', 0)).toThrow(/no door roof on this bus; its profile names front/);
    expect(() => calibrations.tap('front', 'in', 0)).toThrow(NoCalibrationError);
    expect(() => calibrations.finish('front')).toThrow(/start its calibration first/);
  });
});
