import { judgeRule, type JudgeState, rightOf, shownItem } from '@pingan/content/kinds/judge/rule';
import type { ExhibitAction } from '@pingan/content/kinds/kind-rule';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aJudge } from './a-judge.ts';
import { actionsWith, keepsToTheContract, play } from './play.ts';

const judge = aJudge();
const FULL = { length: 'full', luck: 'x' } as const;
const belongs = (id: string) => judge.items.find((item) => item.id === id)!.belongs;
const put = (choice: string): ExhibitAction => ({ do: 'choose', choice });
const next: ExhibitAction = { do: 'next' };

/** Every item put where `pileOf` says, to the result. */
const sortAll = (pileOf: (id: string) => string, start = judgeRule.start(judge, FULL)) =>
  play(
    judgeRule,
    judge,
    start,
    start.order.flatMap((id) => [put(pileOf(id)), next]),
  );

describe('items to be judged', () => {
  it('are shown one by one, each followed by what decides', () => {
    const start = judgeRule.start(judge, FULL);
    const first = shownItem(judge, start)!;
    expect(judgeRule.spoken(judge, start).map(({ en }) => en)).toEqual([judge.question.en, 'bank', first.id]);
    const sorted = judgeRule.next(judge, start, put('trick'));
    expect(sorted).toMatchObject({ at: 'sorted', said: ['trick'] });
    expect(shownItem(judge, sorted)).toBe(first);
    expect(judgeRule.spoken(judge, sorted)).toEqual([first.why]);
    const second = judgeRule.next(judge, sorted, next);
    expect(shownItem(judge, second)!.id).toBe(second.order[1]);
  });

  it('light their lamps at once, and their turning point only when the answer is given', () => {
    const start = judgeRule.start(judge, FULL);
    expect(judgeRule.lights(judge, start)).toMatchObject({
      lights: { telephone: 1 },
      turningPoint: undefined,
    });
    const sorted = judgeRule.next(judge, start, put('real'));
    expect(judgeRule.lights(judge, sorted).turningPoint).toBe('money-first');
  });

  it('cannot be put on a pile that is not there, nor twice', () => {
    const start = judgeRule.start(judge, FULL);
    expect(judgeRule.next(judge, start, put('attic'))).toBe(start);
    expect(judgeRule.next(judge, start, next)).toBe(start);
    const sorted = judgeRule.next(judge, start, put('real'));
    expect(judgeRule.next(judge, sorted, put('trick'))).toBe(sorted);
  });

  it('are answered by the two buttons, whatever order the piles stand in', () => {
    const turned = aJudge(({ piles }) => piles.reverse());
    for (const each of [judge, turned]) {
      expect(judgeRule.buttons(each, judgeRule.start(each, FULL))).toEqual({
        genuine: put('real'),
        scam: put('trick'),
        decides: true,
      });
    }
  });

  it('say how many were right', () => {
    expect(rightOf(judge, sortAll(belongs).last)).toBe(6);
    expect(rightOf(judge, sortAll(() => 'real').last)).toBe(3);
    expect(rightOf(judge, judgeRule.start(judge, FULL))).toBe(0);
  });
});

describe('the tallies of a judge exhibit', () => {
  const items = (state: { counts: { metric: string; label: string }[] }) =>
    state.counts.filter(({ metric }) => metric.startsWith('item.'));

  it('come together at the end, one for each item, as signal detection names them', () => {
    for (const [pileOf, genuine, scam] of [
      [belongs, 'item.correct-rejection', 'item.hit'],
      [() => 'trick', 'item.false-alarm', 'item.hit'],
      [() => 'real', 'item.correct-rejection', 'item.miss'],
    ] as const) {
      const { counts, last } = sortAll(pileOf);
      expect(items({ counts })).toEqual(
        last.order.map((id) => ({ metric: id.startsWith('g') ? genuine : scam, label: `play/post/${id}` })),
      );
    }
  });

  it('say nothing of the items of a game that was broken off', () => {
    const start = judgeRule.start(judge, FULL);
    const all = start.order.flatMap((id) => [put(belongs(id)), next]);
    fc.assert(
      fc.property(fc.nat(all.length - 1), (steps) => {
        expect(items(play(judgeRule, judge, start, all.slice(0, steps)))).toEqual([]);
      }),
    );
  });

  it('are never given twice, whatever is done', () => {
    fc.assert(
      fc.property(fc.string(), actionsWith('real', 'trick'), (luck, actions) => {
        const { counts } = play(judgeRule, judge, judgeRule.start(judge, { length: 'short', luck }), actions);
        const labels = counts.map(({ metric, label }) => `${metric} ${label}`);
        expect(new Set(labels).size).toBe(labels.length);
      }),
    );
  });
});

describe('the draw', () => {
  const drawn = (luck: string, length: 'short' | 'full') =>
    (judgeRule.start(judge, { length, luck }) as JudgeState).order;

  it('takes as many of either pile as can be, none twice, and the same for the same luck', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('short' as const, 'full' as const), (luck, length) => {
        const order = drawn(luck, length);
        expect(order).toHaveLength(judge.draw[length]);
        expect(new Set(order).size).toBe(order.length);
        const tricks = order.filter((id) => belongs(id) === 'trick').length;
        expect(Math.abs(order.length - 2 * tricks)).toBe(order.length % 2);
        expect(drawn(luck, length)).toEqual(order);
      }),
    );
  });

  it('takes the other pile where one runs out, and all there is where both do', () => {
    const lopsided = aJudge(({ items, draw }) => {
      for (const id of ['s2', 's3', 's4'])
        items.splice(
          items.findIndex((item) => item.id === id),
          1,
        );
      draw.full = 12;
    });
    const { order } = judgeRule.start(lopsided, FULL);
    expect([...order].sort()).toEqual(['g1', 'g2', 'g3', 'g4', 's1']);
  });

  it('does not tell the next item by the one before', () => {
    const pairs = Array.from({ length: 400 }, (_, n) => drawn(`session-${n}`, 'full'));
    // Of the five items left, two are of the pile of the first: 40 % of 400.
    const alike = pairs.filter(([first, second]) => belongs(first!) === belongs(second!)).length;
    expect(alike).toBeGreaterThan(120);
    expect(alike).toBeLessThan(200);
  });

  it('gives either pile the odd item, and every item its turn', () => {
    const lucks = Array.from({ length: 400 }, (_, n) => `session-${n}`);
    const orders = lucks.map((luck) => drawn(luck, 'short'));
    const mostlyTricks = orders.filter((order) => order.filter((id) => belongs(id) === 'trick').length === 2);
    expect(mostlyTricks.length).toBeGreaterThan(120);
    expect(mostlyTricks.length).toBeLessThan(280);
    for (const { id } of judge.items) {
      const times = orders.filter((order) => order.includes(id)).length;
      expect(times).toBeGreaterThan(80);
      expect(times).toBeLessThan(220);
    }
  });
});

it('a judge exhibit keeps to the contract of every kind and ends when somebody always answers and goes on', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('short' as const, 'full' as const),
      actionsWith('real', 'trick'),
      (luck, length, actions) => {
        const start = judgeRule.start(judge, { length, luck });
        keepsToTheContract(judgeRule, judge, start, actions);
        const { last } = play(judgeRule, judge, start, actions);
        const on = Array.from({ length: judge.draw[length] }, () => [put('real'), next]).flat();
        expect(judgeRule.isOver(play(judgeRule, judge, last, [next, ...on]).last)).toBe(true);
      },
    ),
  );
});
