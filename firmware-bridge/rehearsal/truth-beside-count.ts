import type { TruthBesideCount } from '@pingan/protocol/rehearsal';
import type { KnownMetric } from '@pingan/protocol/tally';
import type { CountTotal } from '../store/tallies.ts';

type Interval = TruthBesideCount['interval'];

const keyOf = ({ place, label }: CountTotal) => JSON.stringify([place, label]);

/** What was counted since an earlier look at the same counters. */
export function countedSince(now: readonly CountTotal[], before: readonly CountTotal[]): CountTotal[] {
  const known = new Map(before.map((total) => [`${total.metric} ${keyOf(total)}`, total.n]));
  return now
    .map((total) => ({ ...total, n: total.n - (known.get(`${total.metric} ${keyOf(total)}`) ?? 0) }))
    .filter(({ n }) => n > 0);
}

/** What is true and what was counted, metric by metric. Metrics of which neither knows anything are left out. */
export function truthBesideCount(parts: {
  metrics: readonly KnownMetric[];
  truth: readonly CountTotal[];
  measured: readonly CountTotal[];
  unsureOf: (metric: KnownMetric) => number;
  intervalOf: (metric: KnownMetric, measured: readonly CountTotal[]) => Interval;
}): TruthBesideCount[] {
  return parts.metrics.flatMap((metric) => {
    const truth = parts.truth.filter((total) => total.metric === metric);
    const measured = parts.measured.filter((total) => total.metric === metric);
    if (truth.length === 0 && measured.length === 0) return [];
    const interval = parts.intervalOf(metric, measured);
    const unsure = parts.unsureOf(metric);
    return [
      { metric, truth: sum(truth), unsure, measured: sum(measured), apart: apart(truth, measured), interval },
    ];
  });
}

/** Over every single label and place: one too many here and one too few there are two apart, and not none. */
function apart(truth: readonly CountTotal[], measured: readonly CountTotal[]): number {
  const difference = new Map<string, number>();
  const add = (total: CountTotal, sign: 1 | -1) =>
    difference.set(keyOf(total), (difference.get(keyOf(total)) ?? 0) + sign * total.n);
  truth.forEach((total) => add(total, 1));
  measured.forEach((total) => add(total, -1));
  return [...difference.values()].reduce((all, each) => all + Math.abs(each), 0);
}

function sum(totals: readonly CountTotal[]): number {
  return totals.reduce((all, { n }) => all + n, 0);
}
