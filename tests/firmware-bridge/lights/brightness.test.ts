import { DUTY_STEPS, dutyOf, luminanceOf } from '@pingan/firmware-bridge/lights/brightness';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** CIE 1976 lightness of a relative luminance, the way the standard writes it. */
const lightnessOf = (luminance: number) =>
  luminance > (6 / 29) ** 3 ? 116 * Math.cbrt(luminance) - 16 : (24389 / 27) * luminance;

const brightness = fc.double({ min: 0, max: 1, noNaN: true });

describe('perceptual brightness', () => {
  it('is CIE lightness: half as bright to the eye is 18.4 % of the light', () => {
    expect(luminanceOf(0.5)).toBeCloseTo(0.18419, 4);
    expect([luminanceOf(0), luminanceOf(1)]).toEqual([0, 1]);
    fc.assert(
      fc.property(brightness, (level) => {
        expect(lightnessOf(luminanceOf(level))).toBeCloseTo(level * 100, 6);
      }),
    );
  });

  it('never grows darker when it is to grow brighter', () => {
    fc.assert(
      fc.property(brightness, brightness, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(dutyOf(low)).toBeLessThanOrEqual(dutyOf(high));
        expect(luminanceOf(low)).toBeLessThanOrEqual(luminanceOf(high));
      }),
    );
  });

  it('keeps a glimmer of whatever is not quite dark, and nothing of what is', () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, max: 0.01, noNaN: true }), (tiny) => {
        expect(dutyOf(tiny)).toBeGreaterThanOrEqual(1 / DUTY_STEPS);
      }),
    );
    expect(dutyOf(0)).toBe(0);
  });

  it('comes in whole steps of the controller and stays within 0 and 1 whatever it is asked', () => {
    fc.assert(
      fc.property(fc.double(), (anything) => {
        const steps = dutyOf(anything) * DUTY_STEPS;
        expect(steps).toBeCloseTo(Math.round(steps), 9);
        expect(steps >= 0 && steps <= DUTY_STEPS).toBe(true);
      }),
    );
    expect(dutyOf(NaN)).toBe(0);
  });
});
