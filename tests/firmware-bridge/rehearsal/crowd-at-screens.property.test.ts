import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { DrivenDay } from './driven-day.ts';

const DEEDS = 200;
const KINDS = ['story', 'judge', 'collection', 'questions', 'alarm'];

/** What a day must have had in it, over all seeds together: metrics, labels that say how, and what befell the bus. */
const EXERCISED = [
  ...KINDS.flatMap((kind) => [`${kind}.start`, `${kind}.finish`]),
  ...['session.start', 'session.end finished', 'session.end left', 'session.end timeout'],
  ...['item.hit', 'item.miss', 'item.false-alarm', 'item.correct-rejection'],
  ...['asked before', 'asked after', 'asked later', 'asked play', 'story.choice', 'step'],
  ...['questions.finish voice', 'questions.finish house-200', 'answer'],
  ...['step live-alarm/armed', 'step live-alarm/sounding', 'object.lift', 'language zh', 'language en'],
  ...['easy-read on', 'vote for genuine', 'vote for scam', 'tie decided', 'tapped on', 'walked away'],
  ...['short length', 'two side by side', 'hung up', 'restarts', 'cables', 'turned off'],
  ...['classes', 'classes that took over'],
];

it('holds true exactly what the bus counts, label by label, whatever the people at the screens do', () => {
  const all = new Map<string, number>();
  const add = (key: string, n: number) => all.set(key, (all.get(key) ?? 0) + n);
  fc.assert(
    fc.property(fc.nat({ max: 999_999 }), (seed) => {
      const day = new DrivenDay(seed).play(DEEDS);
      expect(listed(day.truth)).toEqual(listed(day.counted));
      for (const [key, n] of day.counted) {
        const [, metric, label] = key.split(' ');
        add(metric!, n);
        add(`${metric} ${label}`, n);
        if (metric!.startsWith('item.')) add(`asked ${label!.split('/')[0]}`, n);
      }
      for (const [key, n] of day.happened) add(key, n);
    }),
    { numRuns: 300, endOnFailure: true },
  );
  // A crowd that did little would agree with the bus about little.
  expect(all.get('deeds')).toBeGreaterThan(300 * DEEDS - 1);
  expect(EXERCISED.filter((what) => (all.get(what) ?? 0) < 20)).toEqual([]);
}, 240_000);

it('does the same once more with the same seed', () => {
  const [one, other] = [new DrivenDay(7).play(80), new DrivenDay(7).play(80)];
  expect(listed(one.truth)).toEqual(listed(other.truth));
  expect(listed(one.bus.counts)).toEqual(listed(other.bus.counts));
});

function listed(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].map(([key, n]) => `${key}: ${n}`).sort();
}
