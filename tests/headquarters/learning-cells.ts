import type { Cell } from '@pingan/protocol/tally';

/** What was answered to one scam and one genuine item of a story: how many of `n` each were called a scam. */
export interface Answered {
  exhibit: string;
  phase: 'before' | 'after' | 'later';
  n: number;
  hits: number;
  falseAlarms: number;
}

/** The cells that a bus sends for it. */
export function learningCells(segment: number, { exhibit, phase, n, hits, falseAlarms }: Answered): Cell[] {
  const counts: [metric: string, item: string, count: number][] = [
    ['item.hit', 'sms-scam', hits],
    ['item.miss', 'sms-scam', n - hits],
    ['item.false-alarm', 'sms-genuine', falseAlarms],
    ['item.correct-rejection', 'sms-genuine', n - falseAlarms],
  ];
  return counts
    .filter(([, , count]) => count > 0)
    .map(([metric, item, count]) => [segment, null, 'left', metric, `${phase}/${exhibit}/${item}`, count]);
}

/** One story of every kind of verdict that an officer may meet, and an exhibit of every kind. Made up for tests. */
export const EXHIBIT_CELLS: Cell[] = [
  ...learningCells(0, { exhibit: 'fake-police', phase: 'before', n: 412, hits: 288, falseAlarms: 124 }),
  ...learningCells(0, { exhibit: 'fake-police', phase: 'after', n: 412, hits: 371, falseAlarms: 119 }),
  ...learningCells(0, { exhibit: 'fake-police', phase: 'later', n: 84, hits: 67, falseAlarms: 18 }),
  ...learningCells(0, { exhibit: 'task-rebate', phase: 'before', n: 230, hits: 161, falseAlarms: 69 }),
  ...learningCells(0, { exhibit: 'task-rebate', phase: 'after', n: 230, hits: 207, falseAlarms: 138 }),
  ...learningCells(0, { exhibit: 'task-rebate', phase: 'later', n: 14, hits: 9, falseAlarms: 4 }),
  ...learningCells(0, { exhibit: 'fake-shop', phase: 'before', n: 96, hits: 52, falseAlarms: 46 }),
  ...learningCells(0, { exhibit: 'fake-shop', phase: 'after', n: 96, hits: 57, falseAlarms: 48 }),
  ...learningCells(0, { exhibit: 'fake-loan', phase: 'before', n: 17, hits: 11, falseAlarms: 5 }),
  ...learningCells(0, { exhibit: 'fake-loan', phase: 'after', n: 17, hits: 16, falseAlarms: 4 }),
  ...learningCells(0, { exhibit: 'grandchild-call', phase: 'before', n: 4, hits: 2, falseAlarms: 1 }),
  ...learningCells(0, { exhibit: 'grandchild-call', phase: 'after', n: 4, hits: 4, falseAlarms: 1 }),
  [0, null, 'left', 'item.hit', 'play/real-or-fake-sms/lottery', 170],
  [0, null, 'left', 'item.miss', 'play/real-or-fake-sms/lottery', 40],
  [0, null, 'left', 'item.false-alarm', 'play/real-or-fake-sms/parcel-ready-at-the-shop', 120],
  [0, null, 'left', 'item.correct-rejection', 'play/real-or-fake-sms/parcel-ready-at-the-shop', 90],
  [0, null, 'left', 'story.start', 'fake-police', 520],
  [0, null, 'left', 'story.finish', 'fake-police', 450],
  [0, null, 'left', 'story.choice', 'fake-police/hotel/hang-up', 300],
  [0, null, 'left', 'story.choice', 'fake-police/hotel/go-there', 150],
  [0, null, 'left', 'hands', 'fake-police/hotel/hang-up', 61],
  [0, null, 'left', 'hands', 'fake-police/hotel/go-there', 28],
  [0, null, 'left', 'judge.start', 'real-or-fake-sms', 260],
  [0, null, 'left', 'judge.finish', 'real-or-fake-sms', 210],
  [0, null, 'right', 'collection.start', 'lock-wall', 610],
  [0, null, 'right', 'collection.finish', 'lock-wall', 402],
  [0, null, 'right', 'questions.start', 'safe-house', 180],
  [0, null, 'right', 'questions.finish', 'safe-house', 166],
  [0, null, 'right', 'answer', 'safe-house/bought/lock-cylinder', 140],
  [0, null, 'right', 'answer', 'safe-house/bought/window-lock', 97],
  [0, null, 'right', 'answer', 'safe-house/bought/peephole', 31],
  [0, null, 'right', 'answer', 'safe-house/bought/alarm', 6],
  [0, null, 'right', 'alarm.start', 'alarm-rig', 40],
  [0, null, 'right', 'alarm.finish', 'alarm-rig', 38],
];
