import { exhibitsIn } from '@pingan/headquarters/statistics/exhibits';
import { expect, test } from 'vitest';

test('sorts starts, finishes and answers of every kind by exhibit, stories first and the most played first', () => {
  const exhibits = exhibitsIn({
    'story.start': { 'fake-police': 12, refund: 30 },
    'story.finish': { 'fake-police': 9 },
    'story.choice': { 'fake-police/hotel/hang-up': 6 },
    'judge.start': { 'real-or-fake': 40 },
    'judge.finish': { 'real-or-fake': 31 },
    'alarm.start': { rig: 5 },
    'questions.start': { house: 20 },
    answer: { 'house/bought/peephole': 11 },
  });
  expect(exhibits.map(({ kind, exhibit, starts, finishes }) => [kind, exhibit, starts, finishes])).toEqual([
    ['story', 'refund', 30, 0],
    ['story', 'fake-police', 12, 9],
    ['judge', 'real-or-fake', 40, 31],
    ['questions', 'house', 20, 0],
    ['alarm', 'rig', 5, 0],
  ]);
  expect(exhibits[1]!.choices).toEqual([{ beat: 'hotel', choice: 'hang-up', n: 6 }]);
});

test('tells answers and raised hands by question, and those of fewer than ten only as under ten', () => {
  const [house] = exhibitsIn({
    answer: { 'house/bought/peephole': 11, 'house/bought/battery': 9 },
    hands: { 'house/night/yes': 23, 'house/no': 10 },
  });
  expect(house).toEqual({
    kind: null,
    exhibit: 'house',
    starts: 0,
    finishes: 0,
    choices: [],
    answers: [
      { question: 'bought', answer: 'peephole', n: 11 },
      { question: 'bought', answer: 'battery', n: null },
    ],
    hands: [
      { question: 'night', answer: 'yes', n: 23 },
      { question: '', answer: 'no', n: 10 },
    ],
  });
});

test('knows a story by its choices before its start has arrived', () => {
  expect(exhibitsIn({ 'story.choice': { 'fake-police/hotel/go': 1 } })[0]!.kind).toBe('story');
});
