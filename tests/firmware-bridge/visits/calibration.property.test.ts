import { MATCH_MS, matchUp } from '@pingan/firmware-bridge/visits/calibration';
import { type Matched, peopleBehind, relativeError } from '@pingan/firmware-bridge/visits/error-interval';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const times = fc
  .array(fc.nat(60_000), { maxLength: 40, size: 'max' })
  .map((list) => list.toSorted((a, b) => a - b));

const matched: fc.Arbitrary<Matched> = fc
  .record({
    hand: fc.integer({ min: 50, max: 500 }),
    missedShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    ghosts: fc.nat(50),
  })
  .map(({ hand, missedShare, ghosts }) => {
    const missed = Math.floor(hand * missedShare);
    return { seen: hand - missed, missed, ghosts };
  });

it('uses every tap and every crossing once, and treats both alike', () => {
  fc.assert(
    fc.property(times, times, (taps, crossings) => {
      const { seen, missed, ghosts } = matchUp(taps, crossings);
      expect(seen + missed).toBe(taps.length);
      expect(seen + ghosts).toBe(crossings.length);
      expect(matchUp(crossings, taps)).toEqual({ seen, missed: ghosts, ghosts: missed });
    }),
    { numRuns: 1_000 },
  );
});

it('matches as many as can be matched at all', () => {
  fc.assert(
    fc.property(times, times, (taps, crossings) => {
      expect(matchUp(taps, crossings).seen).toBe(mostMatches(taps, crossings));
    }),
    { numRuns: 500 },
  );
});

/** The same by augmenting paths (Kuhn), which knows nothing of order. */
function mostMatches(taps: readonly number[], crossings: readonly number[]): number {
  const takenBy = new Map<number, number>();
  const find = (tapIndex: number, tried: Set<number>): boolean =>
    crossings.some((crossing, index) => {
      if (Math.abs(crossing - taps[tapIndex]!) > MATCH_MS || tried.has(index)) return false;
      tried.add(index);
      const holder = takenBy.get(index);
      if (holder !== undefined && !find(holder, tried)) return false;
      takenBy.set(index, tapIndex);
      return true;
    });
  return taps.filter((_, index) => find(index, new Set())).length;
}

it('brackets its own estimate, in error and in people', () => {
  fc.assert(
    fc.property(matched, fc.nat(5_000), (calibration, count) => {
      const error = relativeError(calibration);
      expect(error.low).toBeLessThan(error.estimate);
      expect(error.high).toBeGreaterThan(error.estimate);
      expect(error.low).toBeGreaterThan(-1);
      const { low, high } = peopleBehind(count, calibration);
      const estimate = count / (1 + error.estimate);
      expect(low).toBeLessThanOrEqual(estimate);
      expect(high).toBeGreaterThanOrEqual(estimate);
      expect([low, high].every(Number.isInteger)).toBe(true);
    }),
  );
});

it('grows narrower, seen as a share, with more taps', () => {
  fc.assert(
    fc.property(matched, fc.integer({ min: 2, max: 8 }), ({ seen, missed, ghosts }, times) => {
      const width = ({ low, high }: { low: number; high: number }) => high - low;
      const more = { seen: seen * times, missed: missed * times, ghosts: ghosts * times };
      expect(width(relativeError(more))).toBeLessThan(width(relativeError({ seen, missed, ghosts })));
    }),
  );
});

/** A small seeded generator (mulberry32), so that the simulation below always plays the same crowd. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `people` walk through a door that misses some and sees others twice. */
function walkThrough(people: number, missShare: number, ghostShare: number, random: () => number): Matched {
  const result = { seen: 0, missed: 0, ghosts: 0 };
  for (let person = 0; person < people; person++) {
    if (random() < missShare) result.missed++;
    else result.seen++;
    if (random() < ghostShare) result.ghosts++;
  }
  return result;
}

describe.each([
  { missShare: 0, ghostShare: 0 },
  { missShare: 0.01, ghostShare: 0.005 },
  { missShare: 0.03, ghostShare: 0.02 },
  { missShare: 0.1, ghostShare: 0.01 },
  { missShare: 0.01, ghostShare: 0.15 },
])('a door that misses $missShare and invents $ghostShare', ({ missShare, ghostShare }) => {
  it.each([
    { taps: 50, visitors: 20 },
    { taps: 50, visitors: 1_000 },
    { taps: 200, visitors: 1_000 },
    { taps: 1_000, visitors: 100 },
  ])(
    'holds the true number of $visitors visitors in at least 93 of 100 intervals after $taps taps',
    ({ taps, visitors }) => {
      const random = seeded(20_261_122);
      const runs = 1_000;
      let held = 0;
      for (let run = 0; run < runs; run++) {
        const calibration = walkThrough(taps, missShare, ghostShare, random);
        const { seen, ghosts } = walkThrough(visitors, missShare, ghostShare, random);
        const { low, high } = peopleBehind(seen + ghosts, calibration);
        if (low <= visitors && visitors <= high) held++;
      }
      expect(held / runs).toBeGreaterThanOrEqual(0.93);
    },
  );
});
