import type { Cue } from '@pingan/firmware-bridge/lights/cue';
import {
  beaconCue,
  facadeEvening,
  facadeNight,
  lanternFill,
  quietHelpCue,
  thingCue,
} from '@pingan/firmware-bridge/lights/cues';
import {
  clearCues,
  emptyScene,
  isMoving,
  levelsAt,
  showCues,
  type Scene,
} from '@pingan/firmware-bridge/lights/scene';
import { describe, expect, it } from 'vitest';

const WINDOWS = ['kitchen', 'stairs', 'bedroom'];
const DARK = emptyScene(new Map([['facade/home', WINDOWS]]));
const shown = (cues: Cue[], scene: Scene = DARK, at = 0) => showCues(scene, 'owner', cues, at);
const lit = (scene: Scene, at: number) =>
  Object.entries(levelsAt(scene, at)).flatMap(([lamp, level]) => (level > 0 ? [lamp] : []));

describe('a lifted thing', () => {
  it('lights its lamp at once, swells once, then stays lit until it is back', () => {
    const scene = shown(thingCue('lock'));
    const course = [0, 450, 900, 60_000].map((at) => levelsAt(scene, at)['lock']);
    expect(course).toEqual([0.8, 1, 0.8, 0.8]);
    expect(isMoving(scene, 900)).toBe(false);
    expect(lit(clearCues(scene, 'owner', 2000), 2000)).toEqual([]);
  });
});

describe('the model house', () => {
  it('lights one window after the other in the evening', () => {
    const scene = shown(facadeEvening(WINDOWS, 1000));
    expect([500, 1500, 2700].map((at) => lit(scene, at))).toEqual([
      ['kitchen'],
      ['kitchen', 'stairs'],
      ['kitchen', 'stairs', 'bedroom'],
    ]);
  });

  it('goes dark at night from wherever its windows are', () => {
    const evening = shown(facadeEvening(WINDOWS, 1000));
    const night = shown(facadeNight('home'), evening, 1800);
    expect(levelsAt(night, 1800)).toEqual({ ...levelsAt(evening, 1800), bedroom: 0 });
    expect(lit(night, 3800)).toEqual([]);
  });
});

describe('the village lantern', () => {
  const LAMPS = ['first', 'second', 'third', 'fourth'];
  const filled = (share: number) => {
    const levels = levelsAt(shown(lanternFill(LAMPS, share)), 5000);
    return LAMPS.map((lamp) => levels[lamp]);
  };

  it('fills lamp by lamp, the last one in part', () => {
    expect(filled(0)).toEqual([0, 0, 0, 0]);
    expect(filled(25 / 40)).toEqual([1, 1, 0.5, 0]);
    expect(filled(1)).toEqual([1, 1, 1, 1]);
    expect(filled(3)).toEqual([1, 1, 1, 1]);
  });

  it('never sets a lamp aglow by a rounding error', () => {
    for (let visits = 1; visits <= 40; visits++) {
      const lamps = Array.from({ length: 40 }, (_, lamp) => `lamp-${lamp}`);
      const levels = Object.values(levelsAt(shown(lanternFill(lamps, visits / 40)), 5000));
      expect(levels.map(Number)).toEqual(lamps.map((_, lamp) => (lamp < visits ? 1 : 0)));
    }
  });

  it('moves only the lamp that is being filled', () => {
    const scene = shown(lanternFill(LAMPS, 0.5));
    const more = shown(lanternFill(LAMPS, 0.6), scene, 10_000);
    const before = levelsAt(more, 10_000);
    expect(before).toEqual(levelsAt(scene, 10_000));
    expect(levelsAt(more, 10_400)).toEqual({ ...before, third: expect.any(Number) });
    expect(levelsAt(more, 11_500)['third']).toBeCloseTo(0.4);
  });
});

it('lets the beacon of the alarm rig flash and end by itself', () => {
  const scene = shown(beaconCue('beacon', 5000));
  const levels = [0, 250, 500, 4500, 5000].map((at) => levelsAt(scene, at)['beacon']);
  expect(levels).toEqual([1, 0, 1, 1, undefined]);
  expect(isMoving(scene, 5000)).toBe(false);
});

it('puts the call for quiet help above everything, alarms included', () => {
  const scene = showCues(shown(quietHelpCue('officer')), 'rig', beaconCue('officer', 5000), 10);
  expect([10, 300, 700].map((at) => levelsAt(scene, at)['officer'])).toEqual([1, 1, 1]);
});
