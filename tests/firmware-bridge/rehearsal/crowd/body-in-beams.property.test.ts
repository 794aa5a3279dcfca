import { goThrough, type InBeam, turnBack } from '@pingan/firmware-bridge/rehearsal/crowd/body-in-beams';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const bodies = fc.record({
  pace: fc.integer({ min: 600, max: 2_300 }),
  depth: fc.integer({ min: 130, max: 300 }),
});
const aparts = fc.integer({ min: 40, max: 600 });
const FROM = 5_000;

/** Whether the beam at this place is broken by a body from `chest` back to `chest - depth`, in millimetres past the near beam. */
const isBroken = (place: number, chest: number, depth: number) => chest > place && chest - depth < place;

function expectTrue(
  stays: readonly InBeam[],
  apart: number,
  depth: number,
  chestAt: (at: number) => number,
  moments: readonly number[],
): void {
  const wrong: unknown[] = [];
  const until = Math.max(...stays.map((stay) => stay.until));
  for (const share of moments) {
    const at = FROM - 100 + share * (until - FROM + 200);
    for (const [beam, place] of [
      ['near', 0],
      ['far', apart],
    ] as const) {
      const margin = stays.some(
        (stay) => Math.min(Math.abs(stay.from - at), Math.abs(stay.until - at)) < 0.01,
      );
      if (margin) continue;
      const stands = stays.some((stay) => stay.beam === beam && stay.from < at && at < stay.until);
      if (stands !== isBroken(place, chestAt(at), depth)) wrong.push({ beam, at });
    }
  }
  expect(wrong).toEqual([]);
}

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 });

describe('a body in a doorway', () => {
  it('breaks a beam from its chest to its back as it goes through', () => {
    fc.assert(
      fc.property(bodies, aparts, shares, (body, apart, moments) => {
        const chestAt = (at: number) => ((at - FROM) / 1_000) * body.pace;
        expectTrue(goThrough(body, apart, FROM), apart, body.depth, chestAt, moments);
      }),
      { numRuns: 1_000 },
    );
  });

  it('breaks them so as it comes in, waits and goes back, however far it came', () => {
    fc.assert(
      fc.property(
        bodies,
        aparts,
        fc.double({ min: 0.05, max: 0.98, noNaN: true }),
        fc.integer({ min: 0, max: 900 }),
        shares,
        (body, apart, share, waits, moments) => {
          const reach = share * (apart + body.depth);
          const there = FROM + (reach / body.pace) * 1_000;
          const chestAt = (at: number) => {
            if (at < there) return ((at - FROM) / 1_000) * body.pace;
            return reach - Math.max(0, (at - there - waits) / 1_000) * body.pace;
          };
          const stays = turnBack(body, apart, FROM, { reach, waits });
          expectTrue(stays, apart, body.depth, chestAt, moments);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
