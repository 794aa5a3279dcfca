import { itemAnswers } from '@pingan/headquarters/statistics/item-answers';
import { itemQuality } from '@pingan/headquarters/statistics/item-quality';
import { changeOf, exhibitLearning } from '@pingan/headquarters/statistics/learning';
import type { DetectionCounts } from '@pingan/headquarters/statistics/signal-detection';
import type { Totals } from '@pingan/headquarters/statistics/totals';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Of `n` scams and `n` genuine ones, how many were called a scam. */
function called(hits: number, falseAlarms: number, n: number): DetectionCounts {
  return { hits, misses: n - hits, falseAlarms, correctRejections: n - falseAlarms };
}

describe('the verdict', () => {
  test('is "learned" when more scams are caught and no more genuine ones are doubted', () => {
    expect(changeOf(called(70, 30, 100), called(90, 30, 100))).toMatchObject({
      verdict: 'learned',
      doubtsGenuine: false,
      pairs: 100,
      change: { dPrime: { value: 0.74 } },
    });
  });

  test('is "suspicious" when as many more genuine ones are doubted as scams are caught', () => {
    const { verdict, doubtsGenuine, change } = changeOf(called(70, 30, 100), called(90, 60, 100));
    expect(verdict).toBe('suspicious');
    expect(doubtsGenuine).toBe(true);
    expect(change!.criterion.high).toBeLessThan(0);
  });

  test('is "learned" with a warning when d′ rose although more genuine ones are doubted', () => {
    const { verdict, doubtsGenuine } = changeOf(called(250, 60, 500), called(480, 120, 500));
    expect([verdict, doubtsGenuine]).toEqual(['learned', true]);
  });

  test('is "trusting" when fewer of both are called a scam', () => {
    expect(changeOf(called(90, 60, 100), called(70, 30, 100)).verdict).toBe('trusting');
  });

  test('is "lost" when they are told apart less well than before', () => {
    expect(changeOf(called(90, 10, 100), called(70, 30, 100)).verdict).toBe('lost');
  });

  test('is "unchanged" where the difference may be luck', () => {
    expect(changeOf(called(70, 30, 100), called(73, 29, 100)).verdict).toBe('unchanged');
  });

  test('is "too-few" below 30 pairs in either phase, however large the difference, and tells no d′', () => {
    const few = { verdict: 'too-few', doubtsGenuine: false, pairs: 29, change: null };
    expect(changeOf(called(15, 15, 29), called(200, 0, 200))).toEqual(few);
    expect(changeOf(called(100, 100, 200), called(29, 0, 29))).toEqual(few);
    expect(changeOf(called(5, 5, 9), called(9, 0, 9)).pairs).toBeNull();
    expect(changeOf(called(15, 15, 30), called(30, 0, 30)).verdict).toBe('learned');
  });

  test('counts pairs: scams without genuine ones are too few', () => {
    const scamsOnly = { hits: 500, misses: 20, falseAlarms: 3, correctRejections: 4 };
    expect(changeOf(scamsOnly, called(90, 10, 100)).verdict).toBe('too-few');
  });

  test('of no change is never "learned" or "lost", and turns round when before and after are swapped', () => {
    const n = fc.integer({ min: 30, max: 300 });
    const counts = n.chain((all) =>
      fc
        .tuple(fc.integer({ min: 0, max: all }), fc.integer({ min: 0, max: all }))
        .map(([hits, alarms]) => called(hits, alarms, all)),
    );
    const opposite = {
      learned: 'lost',
      lost: 'learned',
      suspicious: 'trusting',
      trusting: 'suspicious',
      unchanged: 'unchanged',
      'too-few': 'too-few',
    };
    fc.assert(
      fc.property(counts, counts, (before, after) => {
        expect(changeOf(before, before).verdict).toBe('unchanged');
        expect(changeOf(after, before).verdict).toBe(opposite[changeOf(before, after).verdict]);
      }),
    );
  });
});

const sums: Totals = {
  'item.hit': {
    'before/fake-police/sms-1': 20,
    'before/fake-police/sms-2': 15,
    'after/fake-police/sms-1': 45,
    'later/fake-police/sms-1': 8,
    'play/real-or-fake/lottery': 40,
  },
  'item.miss': {
    'before/fake-police/sms-1': 15,
    'after/fake-police/sms-1': 5,
    'play/real-or-fake/lottery': 160,
  },
  'item.false-alarm': { 'before/fake-police/sms-3': 12, 'after/fake-police/sms-3': 13 },
  'item.correct-rejection': {
    'before/fake-police/sms-3': 38,
    'after/fake-police/sms-3': 37,
    'play/real-or-fake/refund': 7,
  },
};

describe('what is told of an exhibit', () => {
  test('adds its items up by phase and keeps games of judging out', () => {
    const [story, ...others] = exhibitLearning(itemAnswers(sums));
    expect(others).toEqual([]);
    expect(story).toMatchObject({
      exhibit: 'fake-police',
      phases: {
        before: { pairs: 50, hits: 35, misses: 15, hitRate: 0.7, falseAlarmRate: 0.24 },
        after: { pairs: 50, hits: 45, correctRejections: 37, hitRate: 0.9, falseAlarmRate: 0.26 },
      },
      after: { verdict: 'unchanged', pairs: 50 },
    });
  });

  test('never tells a count, a rate or a number of pairs of fewer than ten', () => {
    const [story] = exhibitLearning(itemAnswers(sums));
    expect(story!.phases.after.misses).toBeNull();
    expect(story!.phases.later).toEqual({
      pairs: null,
      hits: null,
      misses: null,
      falseAlarms: null,
      correctRejections: null,
      hitRate: null,
      falseAlarmRate: null,
      detection: null,
    });
    expect(story!.later).toMatchObject({ verdict: 'too-few', pairs: null });
  });

  test('says nothing of a return visit where nobody was asked on one', () => {
    const { 'later/fake-police/sms-1': _, ...hits } = sums['item.hit']!;
    expect(exhibitLearning(itemAnswers({ ...sums, 'item.hit': hits }))[0]!.later).toBeNull();
  });

  test('passes over labels of another form', () => {
    const odd = { '': 90, before: 90, 'before/fake-police': 90, 'after/a/b/c': 90, 'soon/fake-police/x': 90 };
    expect(itemAnswers({ 'item.hit': odd, 'item.shrug': { 'before/fake-police/x': 90 } })).toEqual([]);
  });
});

describe('the review of items', () => {
  test('lists the worst first: by what was right after the story, or in the game; too few last', () => {
    const items = itemQuality(itemAnswers(sums));
    // sms-2 was asked before the story alone, where 15 of 15 were right.
    expect(items.map(({ item }) => item)).toEqual(['lottery', 'sms-3', 'sms-1', 'sms-2', 'refund']);
    expect(items[0]).toEqual({
      exhibit: 'real-or-fake',
      item: 'lottery',
      truth: 'scam',
      phases: { before: null, after: null, later: null, play: { n: 200, right: 0.2 } },
    });
    expect(items.find(({ item }) => item === 'sms-1')!.phases).toEqual({
      before: { n: 35, right: 0.57 },
      after: { n: 50, right: 0.9 },
      later: { n: null, right: null },
      play: null,
    });
    expect(items.find(({ item }) => item === 'sms-3')).toMatchObject({
      truth: 'genuine',
      phases: { after: { n: 50, right: 0.74 } },
    });
  });

  test('keeps an item apart that a later pack calls the opposite', () => {
    const turned = itemQuality(
      itemAnswers({ 'item.hit': { 'play/a/x': 30 }, 'item.false-alarm': { 'play/a/x': 20 } }),
    );
    expect(turned.map(({ truth }) => truth)).toEqual(['genuine', 'scam']);
  });
});
