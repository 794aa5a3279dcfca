import type { ExhibitAction } from '@pingan/content/kinds/kind-rule';
import {
  bestMissing,
  houseBand,
  housePoints,
  purseLeft,
  questionsRule,
  type QuestionsState,
} from '@pingan/content/kinds/questions/rule';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aHouse, aVoice, houseOf } from './a-questions.ts';
import { actionsWith, keepsToTheContract, play } from './play.ts';

const SET = { length: 'full', luck: '' } as const;
const choose = (choice: string): ExhibitAction => ({ do: 'choose', choice });
const on: ExhibitAction = { do: 'next' };

describe('a house', () => {
  const house = aHouse();
  const empty = questionsRule.start(house, SET);
  const after = (...names: string[]) =>
    names
      .map(choose)
      .reduce<QuestionsState>((state, action) => questionsRule.next(house, state, action), empty);

  it('is bought for as long as the purse lasts, and every measure can be given back', () => {
    expect(after('cylinder', 'light')).toEqual({ at: 'house', bought: ['cylinder', 'light'] });
    const spent = after('cylinder', 'light');
    expect(questionsRule.next(house, spent, choose('alarm'))).toBe(spent);
    expect(after('cylinder', 'light', 'cylinder', 'light')).toEqual(empty);
    expect(after('cylinder', 'cylinder', 'alarm')).toEqual({ at: 'house', bought: ['alarm'] });
  });

  it('still takes what costs nothing when the purse is empty', () => {
    const all = aHouse((data) => (data.purse = 90));
    const spent = questionsRule.next(all, questionsRule.start(all, SET), choose('alarm'));
    expect(questionsRule.next(all, spent, choose('habit'))).toMatchObject({ bought: ['alarm', 'habit'] });
  });

  it.each([
    [[], 'open'],
    [['habit', 'cylinder', 'light'], 'safe'],
    [['habit', 'cylinder'], 'nearly'],
    [['cylinder', 'light'], 'nearly'],
    [['light', 'alarm'], 'open'],
  ])('with %j bought is %s, and says so', (bought, band) => {
    expect(houseBand(house, bought)).toBe(band);
    const said = questionsRule.spoken(house, { at: 'house-result', bought }).map(({ en }) => en);
    expect(said).toEqual([band, 'remember']);
  });

  it('reaches a band with exactly its points', () => {
    const band = (bands: typeof house.bands, bought: string[]) => houseBand({ ...house, bands }, bought);
    expect(band({ safe: 35, nearly: 20 }, ['habit', 'cylinder'])).toBe('safe');
    expect(band({ safe: 36, nearly: 35 }, ['habit', 'cylinder'])).toBe('nearly');
    expect(band({ safe: 37, nearly: 36 }, ['habit', 'cylinder'])).toBe('open');
  });

  it('without one critical measure is never safe, and without two is open, whatever its points', () => {
    const rich = aHouse(({ measures }) => (measures[2]!.points = 50));
    expect(houseBand(rich, ['light', 'habit'])).toBe('nearly');
    expect(houseBand(rich, ['light'])).toBe('open');
  });

  it('names what to get first: critical, then free, then the most protection for the price', () => {
    const names = (bought: string[], from = house) => bestMissing(from, bought).map(({ id }) => id);
    expect(names([])).toEqual(['habit', 'cylinder', 'light']);
    expect(names(['habit'])).toEqual(['cylinder', 'light', 'alarm']);
    expect(names(['habit', 'cylinder', 'light', 'alarm'])).toEqual([]);
    const cheap = aHouse(({ measures }) => {
      for (const each of measures) each.critical = false;
      Object.assign(measures[2]!, { yuan: 1, points: 50 });
    });
    expect(names([], cheap)).toEqual(['habit', 'light', 'cylinder']);
  });

  it('lights what was bought, in whatever order, and leaves it on at the result', () => {
    const expected = { door: 1, 'window-1': 0.8 };
    for (const state of [after('cylinder', 'light'), after('light', 'cylinder')])
      expect(questionsRule.lights(house, state).lights).toEqual(expected);
    const result = questionsRule.next(house, after('light', 'cylinder'), on);
    expect(questionsRule.lights(house, result).lights).toEqual(expected);
  });

  it('counts what was bought, once and only at the end', () => {
    const { counts } = play(questionsRule, house, empty, [
      ...['habit', 'alarm', 'alarm', 'cylinder'].map(choose),
      on,
      on,
      choose('light'),
    ]);
    expect(counts).toEqual([
      { metric: 'answer', label: 'house/bought/habit' },
      { metric: 'answer', label: 'house/bought/cylinder' },
    ]);
  });
});

const anyHouse = fc
  .record({
    measures: fc.array(
      fc.record({
        yuan: fc.nat(100),
        points: fc.integer({ min: 1, max: 50 }),
        critical: fc.boolean(),
        lights: fc.dictionary(
          fc.constantFrom('door', 'window-1'),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
      }),
      { minLength: 3, maxLength: 9 },
    ),
    purse: fc.integer({ min: 1, max: 300 }),
    safe: fc.nat(150),
    nearly: fc.nat(150),
  })
  .map(({ measures, purse, safe, nearly }) => houseOf(measures, purse, { safe, nearly }));
const measureNames = Array.from({ length: 9 }, (_, nth) => `measure-${nth}`);

describe('any house', () => {
  it('keeps to the contract of every kind, ends by going on, and its purse is never in debt', () => {
    fc.assert(
      fc.property(anyHouse, actionsWith(...measureNames), (house, actions) => {
        const start = questionsRule.start(house, SET);
        keepsToTheContract(questionsRule, house, start, actions);
        const { states, last } = play(questionsRule, house, start, actions);
        for (const state of states)
          if ('bought' in state) expect(purseLeft(house, state.bought)).toBeGreaterThanOrEqual(0);
        expect(questionsRule.isOver(questionsRule.next(house, last, on))).toBe(true);
      }),
    );
  });

  it('never stands worse with one more measure', () => {
    const rank = { open: 0, nearly: 1, safe: 2 };
    fc.assert(
      fc.property(
        anyHouse,
        fc.subarray(measureNames),
        fc.constantFrom(...measureNames),
        (house, bought, more) => {
          const before = rank[houseBand(house, bought)];
          expect(rank[houseBand(house, [...bought, more])]).toBeGreaterThanOrEqual(before);
          expect(housePoints(house, [...bought, more])).toBeGreaterThanOrEqual(housePoints(house, bought));
        },
      ),
    );
  });

  it('names at most three missing measures, none that was bought, none before a better one', () => {
    fc.assert(
      fc.property(anyHouse, fc.subarray(measureNames), (house, bought) => {
        const best = bestMissing(house, bought);
        const missing = house.measures.filter(({ id }) => !bought.includes(id));
        expect(best).toHaveLength(Math.min(3, missing.length));
        expect(best.filter(({ id }) => bought.includes(id))).toEqual([]);
        const rest = missing.filter((measure) => !best.includes(measure));
        for (const left of rest) {
          for (const named of best) {
            expect(Number(named.critical)).toBeGreaterThanOrEqual(Number(left.critical));
            if (named.critical !== left.critical) continue;
            expect(Number(named.yuan === 0)).toBeGreaterThanOrEqual(Number(left.yuan === 0));
            if (named.yuan > 0 && left.yuan > 0)
              expect(named.points * left.yuan).toBeGreaterThanOrEqual(left.points * named.yuan);
          }
        }
      }),
    );
  });
});

describe('the voice of a village', () => {
  const voice = aVoice();
  const start = questionsRule.start(voice, SET);

  it('asks one question after the other, and an answer goes on by itself', () => {
    const { states } = play(questionsRule, voice, start, ['no', 'yes'].map(choose));
    expect(states).toEqual([
      { at: 'question', answers: [] },
      { at: 'question', answers: ['no'] },
      { at: 'question-result', answers: ['no', 'yes'] },
    ]);
    expect(states.map((state) => questionsRule.spoken(voice, state)[0]!.en)).toEqual([
      'calls',
      'locks',
      'remember',
    ]);
  });

  it('ignores an answer that is not offered', () => {
    expect(questionsRule.next(voice, start, choose('maybe'))).toBe(start);
    expect(questionsRule.next(voice, start, on)).toBe(start);
  });

  it('counts answers together at the end, and none of somebody who walks away', () => {
    const counted = (...answers: string[]) => play(questionsRule, voice, start, answers.map(choose)).counts;
    expect(counted('no')).toEqual([]);
    expect(counted('no', 'yes')).toEqual([
      { metric: 'answer', label: 'voice/calls/no' },
      { metric: 'answer', label: 'voice/locks/yes' },
    ]);
  });

  it('keeps to the contract of every kind and counts each question at most once', () => {
    fc.assert(
      fc.property(actionsWith('yes', 'no'), (actions) => {
        keepsToTheContract(questionsRule, voice, start, actions);
        const { counts, last } = play(questionsRule, voice, start, actions);
        expect(counts).toHaveLength(questionsRule.isOver(last) ? 2 : 0);
      }),
    );
  });
});
