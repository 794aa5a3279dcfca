import { countedSince, truthBesideCount } from '@pingan/firmware-bridge/rehearsal/truth-beside-count';
import type { CountTotal } from '@pingan/firmware-bridge/store/tallies';
import { describe, expect, it } from 'vitest';

const total = (metric: CountTotal['metric'], label: string, n: number, place = 'locks'): CountTotal => ({
  ...{ place, metric, label, n },
});

describe('truth beside count', () => {
  it('says how far every single label and place is apart, so that errors do not even out', () => {
    const [answers] = truthBesideCount({
      metrics: ['answer'],
      truth: [total('answer', 'a', 3), total('answer', 'b', 2), total('answer', 'b', 1, 'telephone')],
      measured: [total('answer', 'a', 4), total('answer', 'b', 1), total('answer', 'c', 1)],
      unsureOf: () => 0,
      intervalOf: () => null,
    });
    expect(answers).toEqual({
      metric: 'answer',
      truth: 6,
      unsure: 0,
      measured: 6,
      apart: 1 + 1 + 1 + 1,
      interval: null,
    });
  });

  it('leaves out what nobody did and nothing counted, and what it was not asked for', () => {
    const beside = truthBesideCount({
      metrics: ['answer', 'step'],
      truth: [],
      measured: [total('step', 'a', 1), total('dwell', 'a', 1)],
      unsureOf: () => 0,
      intervalOf: () => ({ low: 0, high: 2 }),
    });
    expect(beside).toEqual([
      { metric: 'step', truth: 0, unsure: 0, measured: 1, apart: 1, interval: { low: 0, high: 2 } },
    ]);
  });

  it('counts from where a counter stood when the day began', () => {
    const before = [total('answer', 'a', 3), total('answer', 'b', 2)];
    const now = [total('answer', 'a', 5), total('answer', 'b', 2), total('answer', 'b', 1, 'telephone')];
    expect(countedSince(now, before)).toEqual([
      total('answer', 'a', 2),
      total('answer', 'b', 1, 'telephone'),
    ]);
  });
});
