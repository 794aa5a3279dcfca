import { DARK, heldUntil, limitFlashes } from '@pingan/firmware-bridge/lights/flash-limit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostFlashesInASecond, swingsOf, type Track } from './flashes.ts';

/** What comes out when each of these luminances is wanted at its moment. */
function limited(wanted: Track): Track {
  let history = DARK;
  return wanted.map(([at, luminance]) => {
    history = limitFlashes(history, luminance, at);
    return [at, history.shown];
  });
}

/** A lamp that is told a luminance every 20 ms. */
const told = (seconds: number, luminance: (at: number) => number): Track =>
  Array.from({ length: seconds * 50 }, (_, frame) => [frame * 20, luminance(frame * 20)]);
const square = (hz: number) => (at: number) => (Math.floor((at * hz * 2) / 1000) % 2 === 0 ? 1 : 0);

const requests = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 200 }),
      fc.oneof(fc.constantFrom(0, 0.05, 0.1, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    ),
    { maxLength: 200, size: 'max' },
  )
  .map((steps) => {
    let at = 0;
    return steps.map(([wait, luminance]): [number, number] => [(at += wait), luminance]);
  });

describe('the limit on flashes', () => {
  it('lets no lamp flash more than three times in any second, whatever is asked of it', () => {
    let quickest = 0;
    fc.assert(
      fc.property(requests, (wanted) => {
        quickest = Math.max(quickest, mostFlashesInASecond(wanted));
        expect(mostFlashesInASecond(limited(wanted))).toBeLessThanOrEqual(3);
      }),
      { numRuns: 500 },
    );
    // Requests that never flash would prove nothing.
    expect(quickest).toBeGreaterThan(3);
  });

  it('slows a faster request and does not refuse it', () => {
    for (const hz of [4, 5, 10, 25]) {
      const track = limited(told(10, square(hz)));
      expect(mostFlashesInASecond(track)).toBeLessThanOrEqual(3);
      expect(swingsOf(track).length).toBeGreaterThanOrEqual(30);
    }
  });

  it('passes on as it is what flashes less often, or by less than a tenth', () => {
    const slow = told(10, square(2));
    expect(limited(slow)).toEqual(slow);
    const shallow = told(10, (at) => 0.5 + 0.04 * square(20)(at));
    expect(limited(shallow)).toEqual(shallow);
    const rising = told(1, (at) => at / 1000);
    expect(limited(rising)).toEqual(rising);
  });

  it('arrives at what is wanted in the end, no later than it says', () => {
    fc.assert(
      fc.property(requests, fc.double({ min: 0, max: 1, noNaN: true }), (wanted, last) => {
        let history = DARK;
        for (const [at, luminance] of wanted) history = limitFlashes(history, luminance, at);
        const end = wanted.at(-1)?.[0] ?? 0;
        history = limitFlashes(history, last, end);
        const settled = limitFlashes(history, last, Math.max(end, heldUntil(history)));
        expect(settled.shown).toBe(last);
      }),
    );
  });
});
