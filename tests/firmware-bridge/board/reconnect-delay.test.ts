import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconnectDelay } from '@pingan/firmware-bridge/board/reconnect-delay';

describe('reconnect delay', () => {
  it('doubles from half a second to ten seconds and stays there', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 500].map((failures) => reconnectDelay(failures, 0))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000,
    ]);
  });

  it('takes at most a quarter off, and more the higher the jitter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, jitter) => {
          const longest = reconnectDelay(failures, 0);
          const delay = reconnectDelay(failures, jitter);
          expect(delay).toBeLessThanOrEqual(longest);
          expect(delay).toBeGreaterThanOrEqual(longest * 0.75);
          expect(delay).toBeGreaterThanOrEqual(reconnectDelay(failures, 1));
        },
      ),
    );
  });
});
