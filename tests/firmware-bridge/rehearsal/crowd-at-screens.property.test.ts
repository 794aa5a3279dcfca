import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { TRUE_METRICS } from '@pingan/firmware-bridge/rehearsal/crowd/true-metrics';
import { DrivenDay } from './driven-day.ts';

const DEEDS = 250;

it('holds true exactly what the bus counts, label by label, whatever the people at the screens do', () => {
  const all = new Map<string, number>();
  const add = (key: string, n: number) => all.set(key, (all.get(key) ?? 0) + n);
  fc.assert(
    fc.property(fc.nat({ max: 999_999 }), (seed) => {
      const day = new DrivenDay(seed).play(DEEDS);
      expect(sorted(day.truth)).toEqual(sorted(day.counted));
      for (const [key, n] of day.counted) {
        const [, metric, label] = key.split(' ');
        add(metric!, n);
        if (/^(left|finished|timeout|en|on)$|^later|\/(armed|sounding)$/.test(label!)) add(`${metric} ${label}`, n);
      }
      for (const [key, n] of day.happened) add(key, n);
    }),
    { numRuns: 300, endOnFailure: true },
  );
  console.log([...all]);
});

function sorted(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].map(([key, n]) => `${key}: ${n}`).sort();
}
void TRUE_METRICS;
