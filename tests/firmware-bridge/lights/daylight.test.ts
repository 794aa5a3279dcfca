import { DARKEST, dimmed, dimmingAt, dimmingMoves, UNDIMMED } from '@pingan/firmware-bridge/lights/daylight';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const HOUR = 3_600_000;
const surroundings = fc.double({ min: 0, max: 1, noNaN: true });
/** The dimming an hour after each of these, told one after the other. */
const after = (...told: (number | null)[]) =>
  told.reduce((dimming, light, hour) => dimmed(dimming, light, hour * HOUR), UNDIMMED);

describe('dimming by the light around the lamps', () => {
  it('is none in full light, half the brightness in the dark, and none without a sensor', () => {
    const settled = ([0, 0.5, 1, null] as const).map((light) => dimmingAt(after(light), HOUR));
    expect(settled).toEqual([DARKEST, 0.75, 1, 1]);
  });

  it('is never brighter where it is darker', () => {
    fc.assert(
      fc.property(surroundings, surroundings, (one, other) => {
        const [dark, bright] = one < other ? [one, other] : [other, one];
        expect(after(0, dark).to).toBeLessThanOrEqual(after(0, bright).to);
      }),
    );
  });

  it('glides so slowly that no frame differs visibly from the one before', () => {
    const dimming = after(0);
    let widest = 0;
    for (let at = 0; at < 6000; at += 40)
      widest = Math.max(widest, Math.abs(dimmingAt(dimming, at + 40) - dimmingAt(dimming, at)));
    expect(widest).toBeLessThan(0.01);
    expect([dimmingMoves(dimming, 4999), dimmingMoves(dimming, 5000)]).toEqual([true, false]);
  });

  it('turns round where it is when the light comes back half-way', () => {
    const falling = dimmed(UNDIMMED, 0, 0);
    const rising = dimmed(falling, 1, 2000);
    expect(dimmingAt(rising, 2000)).toBe(dimmingAt(falling, 2000));
    expect(dimmingAt(rising, 7000)).toBe(1);
  });

  it('does not hunt: a light that flickers around one value moves it no more than twice', () => {
    const flicker = fc.array(fc.double({ min: -0.035, max: 0.035, noNaN: true }), {
      minLength: 50,
      maxLength: 200,
    });
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 0.9, noNaN: true }), flicker, (light, noise) => {
        let dimming = UNDIMMED;
        let changes = 0;
        noise.forEach((off, second) => {
          const next = dimmed(dimming, light + off, second * 1000);
          if (next !== dimming) changes += 1;
          dimming = next;
        });
        expect(changes).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('does not chase its own lamps, whose light falls on the sensor as well', () => {
    let dimming = UNDIMMED;
    let changes = 0;
    for (let second = 0; second < 600; second++) {
      const own = 0.15 * dimmingAt(dimming, second * 1000);
      const next = dimmed(dimming, 0.3 + own, second * 1000);
      if (next !== dimming) changes += 1;
      dimming = next;
    }
    expect(changes).toBeLessThanOrEqual(2);
  });

  it('goes back to full light when the sensor says nothing any more, or nonsense', () => {
    expect(dimmingAt(after(0, null), 2 * HOUR)).toBe(1);
    expect(dimmingAt(after(0, NaN), 2 * HOUR)).toBe(1);
  });
});
