import { drawItems, itemMetric, itemOf, itemsOf } from '@pingan/content/learning-rule';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aLearning } from './a-learning.ts';

const learning = aLearning();
const formOf = (id: string) => learning.forms.find((form) => itemsOf(form).some((item) => item.id === id))!;
const truths = (ids: readonly string[]) => ids.map((id) => itemOf(learning, id)!.truth);
const LUCKS = Array.from({ length: 600 }, (_, n) => `session-${n}`);

describe('the items of a story', () => {
  it('are drawn as one genuine and one scam for before and for after, from two forms', () => {
    fc.assert(
      fc.property(fc.string(), (luck) => {
        const { before, after } = drawItems(learning, luck);
        for (const ids of [before, after]) {
          expect(truths(ids).toSorted()).toEqual(['genuine', 'scam']);
          expect(new Set(ids.map(formOf)).size).toBe(1);
        }
        expect(formOf(before[0]!)).not.toBe(formOf(after[0]!));
        expect(drawItems(learning, luck)).toEqual({ before, after });
      }),
    );
  });

  it('are drawn from both forms of the smallest pool', () => {
    const smallest = aLearning(({ forms }) => forms.pop());
    for (const luck of LUCKS.slice(0, 50)) {
      const { before, after } = drawItems(smallest, luck);
      expect([...before, ...after].toSorted()).toEqual(['a-genuine', 'a-scam', 'b-genuine', 'b-scam']);
    }
  });

  it('come before and after equally often, form by form, so that an easy form favours neither', () => {
    for (const { id } of learning.forms)
      for (const phase of ['before', 'after'] as const) {
        const times = LUCKS.filter((luck) => formOf(drawItems(learning, luck)[phase][0]!).id === id).length;
        expect(times).toBeGreaterThan(150);
        expect(times).toBeLessThan(250);
      }
  });

  it('do not give the answer away by their order', () => {
    for (const phase of ['before', 'after'] as const) {
      const scamFirst = LUCKS.filter((luck) => truths(drawItems(learning, luck)[phase])[0] === 'scam').length;
      expect(scamFirst).toBeGreaterThan(240);
      expect(scamFirst).toBeLessThan(360);
    }
    const same = LUCKS.filter((luck) => {
      const { before, after } = drawItems(learning, luck);
      return truths(before)[0] === truths(after)[0];
    }).length;
    expect(same).toBeGreaterThan(240);
    expect(same).toBeLessThan(360);
  });

  it('carry the medium of their form, and the turning point only of a scam', () => {
    expect(itemOf(learning, 'a-scam')).toMatchObject({
      truth: 'scam',
      medium: 'phone',
      turningPoint: 'money-first',
    });
    expect(itemOf(learning, 'a-genuine')).toMatchObject({ truth: 'genuine', medium: 'phone' });
    expect(itemOf(learning, 'a-genuine')).not.toHaveProperty('turningPoint');
  });

  it('are not found where there are none', () => {
    expect(itemOf(learning, 'unknown')).toBeUndefined();
    expect(itemOf(undefined, 'a-scam')).toBeUndefined();
  });
});

it('names an answer as signal detection does, a scam being the signal', () => {
  expect(itemMetric('scam', 'scam')).toBe('item.hit');
  expect(itemMetric('scam', 'genuine')).toBe('item.miss');
  expect(itemMetric('genuine', 'scam')).toBe('item.false-alarm');
  expect(itemMetric('genuine', 'genuine')).toBe('item.correct-rejection');
});
