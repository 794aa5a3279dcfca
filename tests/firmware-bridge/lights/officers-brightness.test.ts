import { dutyOf } from '@pingan/firmware-bridge/lights/brightness';
import type { Cue } from '@pingan/firmware-bridge/lights/cue';
import { BRIGHTNESS_STEPS } from '@pingan/firmware-bridge/lights/daylight';
import { LightDirector } from '@pingan/firmware-bridge/lights/light-director';
import { describe, expect, it } from 'vitest';
import { SMALL_BUS } from './random-cues.ts';

const steady = (lamp: string, layer: Cue['layer'], level = 0.8): Cue => ({
  ...{ kind: 'steady', level, layer, on: { lamp } },
});
const shown = (step: number, cue: Cue) => {
  const director = new LightDirector(SMALL_BUS);
  director.brightness(step);
  director.show('somebody', [cue], 0);
  return director.frame(0)?.['a'];
};

describe('the brightness that an officer sets', () => {
  it('makes what lamps show softer or stronger, in a frame of its own', () => {
    const director = new LightDirector(SMALL_BUS);
    director.show('somebody', [steady('a', 'exhibit')], 0);
    expect(director.frame(0)?.['a']).toBe(dutyOf(0.8));
    director.brightness(2);
    expect(director.frame(10)).toBeNull();
    director.brightness(1);
    expect(director.frame(1_000)?.['a']).toBe(dutyOf(0.8 * BRIGHTNESS_STEPS[1]!));
    director.brightness(3);
    expect(director.frame(2_000)?.['a']).toBe(1);
  });

  it('never touches alarm and safety', () => {
    for (const layer of ['alarm', 'safety'] as const)
      for (const step of [1, 2, 3]) expect(shown(step, steady('a', layer))).toBe(dutyOf(0.8));
  });
});
