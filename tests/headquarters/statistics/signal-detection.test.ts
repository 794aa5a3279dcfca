import {
  type DetectionCounts,
  detect,
  detectChange,
  standardNormalQuantile,
} from '@pingan/headquarters/statistics/signal-detection';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Counts in which `hit` of `n` scams and `falseAlarm` of `n` genuine ones were called a scam. */
function rates(hit: number, falseAlarm: number, n: number): DetectionCounts {
  return {
    hits: hit * n,
    misses: (1 - hit) * n,
    falseAlarms: falseAlarm * n,
    correctRejections: (1 - falseAlarm) * n,
  };
}

const some = fc.integer({ min: 0, max: 500 });
const anyCounts = fc.record({ hits: some, misses: some, falseAlarms: some, correctRejections: some });

/** Probability of each number of successes in `n`. */
function binomial(n: number, p: number): number[] {
  const all = [(1 - p) ** n];
  for (let k = 1; k <= n; k += 1) all.push((all[k - 1]! * (n - k + 1) * p) / (k * (1 - p)));
  return all;
}

/** Every outcome of `n` scams and `n` genuine ones, with its probability. */
function outcomes(n: number, hitRate: number, falseAlarmRate: number) {
  const [hitsOf, alarmsOf] = [binomial(n, hitRate), binomial(n, falseAlarmRate)];
  return hitsOf.flatMap((p, hits) =>
    alarmsOf.map((q, falseAlarms) => ({
      probability: p * q,
      counts: { hits, misses: n - hits, falseAlarms, correctRejections: n - falseAlarms },
    })),
  );
}

describe('z, the inverse of the normal distribution', () => {
  test.each([
    [0.5, 0],
    [0.7, 0.5244005],
    [0.9, 1.2815516],
    [0.975, 1.959964],
    [0.999, 3.0902323],
    [0.001, -3.0902323],
    [1e-6, -4.7534243],
    [1e-12, -7.0344838],
  ])('of %f is %f, as tables have it', (p, z) => {
    expect(standardNormalQuantile(p)).toBeCloseTo(z, 6);
  });

  test('undoes the integral of the normal density', () => {
    const step = 0.001;
    const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    let area = 0.5;
    for (let x = 0; x < 4; x += step) {
      area += (step / 6) * (density(x) + 4 * density(x + step / 2) + density(x + step));
      expect(standardNormalQuantile(area)).toBeCloseTo(x + step, 5);
      expect(standardNormalQuantile(1 - area)).toBeCloseTo(-x - step, 5);
    }
  });
});

describe('d′ and c', () => {
  test.each([
    [0.7, 0.3, 1.05, 0],
    [0.9, 0.6, 1.03, -0.77],
    [0.9, 0.3, 1.81, -0.38],
  ])('of hit rate %f and false-alarm rate %f are %f and %f', (hit, falseAlarm, dPrime, c) => {
    const found = detect(rates(hit, falseAlarm, 1_000_000));
    expect(found.dPrime.value).toBeCloseTo(dPrime, 2);
    expect(found.criterion.value).toBeCloseTo(c, 2);
  });

  test('are 0 without an answer, and finite where everybody or nobody was right', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const { dPrime, criterion } = detect(counts);
        for (const { value, low, high } of [dPrime, criterion]) {
          expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
          expect(low).toBeLessThan(value);
          expect(value).toBeLessThan(high);
        }
      }),
    );
    expect(detect(rates(0, 0, 0)).dPrime.value).toBeCloseTo(0, 12);
    expect(detect(rates(1, 0, 40)).dPrime.value).toBeGreaterThan(4);
  });

  test('mirror each other: calling everything the opposite turns d′ round, swapping scam and genuine turns c round', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const { hits, misses, falseAlarms, correctRejections } = counts;
        const found = detect(counts);
        const contrary = detect({
          hits: misses,
          misses: hits,
          falseAlarms: correctRejections,
          correctRejections: falseAlarms,
        });
        expect(contrary.dPrime.value).toBeCloseTo(-found.dPrime.value, 6);
        expect(contrary.criterion.value).toBeCloseTo(-found.criterion.value, 6);
        const swapped = detect({
          hits: correctRejections,
          misses: falseAlarms,
          falseAlarms: misses,
          correctRejections: hits,
        });
        expect(swapped.dPrime.value).toBeCloseTo(found.dPrime.value, 6);
        expect(swapped.criterion.value).toBeCloseTo(-found.criterion.value, 6);
      }),
    );
  });

  test('stay nearly the same when every count is doubled, and are surer', () => {
    const enough = fc.integer({ min: 20, max: 500 });
    const counts = fc.record({
      hits: enough,
      misses: enough,
      falseAlarms: enough,
      correctRejections: enough,
    });
    fc.assert(
      fc.property(counts, (once) => {
        const twice = Object.fromEntries(Object.entries(once).map(([name, n]) => [name, 2 * n]));
        const [a, b] = [detect(once).dPrime, detect(twice as unknown as DetectionCounts).dPrime];
        expect(Math.abs(a.value - b.value)).toBeLessThan(0.05);
        expect(b.high - b.low).toBeLessThan(a.high - a.low);
      }),
    );
  });
});

describe('the interval', () => {
  test.each([
    [0.5, 0.5],
    [0.7, 0.3],
    [0.9, 0.6],
    [0.9, 0.1],
    [0.97, 0.3],
    [0.97, 0.05],
  ])('of d′ holds the truth about 95 times in 100 at 30 pairs (H %f, F %f)', (hitRate, falseAlarmRate) => {
    const truth = standardNormalQuantile(hitRate) - standardNormalQuantile(falseAlarmRate);
    let held = 0;
    for (const { probability, counts } of outcomes(30, hitRate, falseAlarmRate)) {
      const { low, high } = detect(counts).dPrime;
      if (low <= truth && truth <= high) held += probability;
    }
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.97);
  });

  test('of the change says that d′ rose fewer than 3 times in 100 where nothing changed', () => {
    const all = outcomes(30, 0.7, 0.3).filter(({ probability }) => probability > 1e-6);
    let rose = 0;
    for (const before of all)
      for (const after of all)
        if (detectChange(before.counts, after.counts).dPrime.low > 0)
          rose += before.probability * after.probability;
    expect(rose).toBeGreaterThan(0.015);
    expect(rose).toBeLessThan(0.03);
  });

  test('of the change mirrors when before and after are swapped', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (before, after) => {
        const [there, back] = [detectChange(before, after), detectChange(after, before)];
        expect(back.dPrime.low).toBeCloseTo(-there.dPrime.high, 9);
        expect(back.criterion.high).toBeCloseTo(-there.criterion.low, 9);
        expect(there.dPrime.value).toBeCloseTo(detect(after).dPrime.value - detect(before).dPrime.value, 9);
      }),
    );
  });
});
