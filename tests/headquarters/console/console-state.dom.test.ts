import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConsoleState } from '../../../headquarters/console/state/console-state.svelte.ts';
import { dayBars } from '../../../headquarters/console/state/day-bars.ts';
import type { Snapshot } from '../../../headquarters/console/state/headquarters-api.ts';
import { answersByQuestion, questionsOf } from '../../../headquarters/console/state/exhibit-questions.ts';
import { apart, slopeOf } from '../../../headquarters/console/state/learning-slopes.ts';
import { someLearning } from './some-learning.ts';
import { ScriptedApi, aBus, aSnapshot } from './a-snapshot.ts';

describe('what the console knows', () => {
  test('adds up today over all buses, and all visits with the uncertain ones among them', async () => {
    const base = aSnapshot();
    const snapshot = aSnapshot({
      buses: [aBus(), aBus({ bus: 'bus-02', visitsToday: 6 })],
      days: { ...base.days, undated: [{ bus: 'bus-02', visits: 5, interval: null }] },
    });
    const view = new ConsoleState(new ScriptedApi(() => Promise.resolve(snapshot)));
    await view.load();
    expect(view.visitsToday).toBe(40);
    expect(view.undatedVisits).toBe(5);
    expect(view.allVisits).toBe(46);
  });

  test('offers the purpose that has counts when the chosen one has none, and asks for it once chosen', async () => {
    const api = new ScriptedApi((purpose) =>
      Promise.resolve(aSnapshot({ purpose, purposes: [{ purpose: 'rehearsal', visits: 12, counts: 30 }] })),
    );
    const view = new ConsoleState(api);
    await view.load();
    expect(view.otherPurpose).toEqual({ purpose: 'rehearsal', visits: 12 });
    expect(view.purposes).toEqual(['service', 'rehearsal']);
    await view.choose('rehearsal');
    expect(api.asked).toEqual(['service', 'rehearsal']);
    expect(view.otherPurpose).toBeNull();
  });

  test('does not let a slow answer overwrite the one that was asked for later', async () => {
    let answerSlowly = (_: Snapshot) => {};
    const slow = new Promise<Snapshot>((answer) => (answerSlowly = answer));
    const api = new ScriptedApi((purpose) =>
      purpose === 'service' ? slow : Promise.resolve(aSnapshot({ purpose })),
    );
    const view = new ConsoleState(api);
    const first = view.load();
    await view.choose('training');
    answerSlowly(aSnapshot());
    await first;
    expect(view.snapshot?.purpose).toBe('training');
  });

  test('keeps the last snapshot while headquarters cannot answer, and says why', async () => {
    const api = new ScriptedApi(() => Promise.resolve(aSnapshot()));
    const view = new ConsoleState(api);
    await view.load();
    api.answer = () => Promise.reject(new Error('disk I/O error'));
    await view.load();
    expect(view.snapshot).not.toBeNull();
    expect(view.problem).toBe('disk I/O error');
    api.answer = () => Promise.resolve(aSnapshot());
    await view.load();
    expect(view.problem).toBeNull();
  });

  test('asks anew after a change and after the connection has come back', () => {
    const api = new ScriptedApi(() => Promise.resolve(aSnapshot()));
    const view = new ConsoleState(api);
    const end = view.start();
    api.events!.changed();
    api.events!.lost();
    expect(view.connection).toBe('lost');
    api.events!.connected();
    expect(view.connection).toBe('live');
    expect(api.asked).toHaveLength(3);
    end();
    expect(api.events).toBeUndefined();
  });
});

describe('the bars of the chart', () => {
  test('are the last days up to today, empty days at 0', () => {
    const days = [
      { date: '2026-02-27', visits: 3, interval: null },
      { date: '2026-03-01', visits: 41, interval: { low: 39, high: 44 } },
      { date: '2026-01-01', visits: 9, interval: null },
    ];
    expect(dayBars(days, '2026-03-01', 3)).toEqual([
      { date: '2026-02-27', visits: 3, interval: null },
      { date: '2026-02-28', visits: 0, interval: null },
      { date: '2026-03-01', visits: 41, interval: { low: 39, high: 44 } },
    ]);
  });
});

describe('the choices of a story', () => {
  test('stand under the beat that asked, the commonest first', () => {
    expect(questionsOf(aSnapshot().exhibits[0]!)).toEqual([
      {
        beat: 'hotel',
        sum: 8,
        choices: [
          { beat: 'hotel', choice: 'hang-up', n: 6 },
          { beat: 'hotel', choice: 'go', n: 2 },
        ],
      },
    ]);
  });
});

describe('the answers to a question', () => {
  test('stand under it, the commonest first and those under ten last', () => {
    const answers = [
      { question: 'bought', answer: 'alarm', n: null },
      { question: 'bought', answer: 'peephole', n: 12 },
      { question: 'night', answer: 'yes', n: 31 },
      { question: 'bought', answer: 'cylinder', n: 40 },
    ];
    expect(answersByQuestion(answers)).toEqual([
      {
        question: 'bought',
        bars: [
          { name: 'cylinder', n: 40 },
          { name: 'peephole', n: 12 },
          { name: 'alarm', n: null },
        ],
      },
      { question: 'night', bars: [{ name: 'yes', n: 31 }] },
    ]);
  });
});

describe('the slopes of a story', () => {
  test('go from before to after, and on to a return visit once enough were asked on one', () => {
    expect(slopeOf(someLearning('learned', { later: 'unchanged' })).map(({ phase }) => phase)).toEqual([
      'before',
      'after',
      'later',
    ]);
    expect(slopeOf(someLearning('learned', { later: 'too-few' }))).toEqual([
      { phase: 'before', caught: 0.7, doubted: 0.3 },
      { phase: 'after', caught: 0.9, doubted: 0.29 },
    ]);
  });

  test('are not drawn at all while too few have answered', () => {
    expect(slopeOf(someLearning('too-few'))).toEqual([]);
  });
});

test('labels that would lie on each other move apart, in their order and within the chart', () => {
  const height = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(height, height, (a, b) => {
      const [first, second] = apart(a, b, 30, 0, 100);
      expect(Math.abs(first - second)).toBeGreaterThan(29.999);
      expect(Math.min(first, second)).toBeGreaterThan(-0.001);
      expect(Math.max(first, second)).toBeLessThan(100.001);
      if (a !== b) expect(first < second).toBe(a < b);
    }),
  );
  expect(apart(20, 80, 30, 0, 100)).toEqual([20, 80]);
});
