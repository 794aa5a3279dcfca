import type { Language } from '@pingan/protocol/ids';

const zh = {
  left: (yuan: number) => `还剩 ¥${yuan}`,
  gamePrices: '价钱是游戏里的',
  yuan: (yuan: number) => `¥${yuan}`,
  free: '习惯',
  how: '点一下买，再点一下退',
  taken: (free: boolean): string => (free ? '做到' : '买了'),
  tooDear: (short: number) => `差 ¥${short}`,
  night: '天黑了，看看',
  bands: { safe: '守住了', nearly: '差一点', open: '还敞着' },
  points: (points: number, of: number) => `${points} 分，满分 ${of} 分`,
  missing: '按游戏的价，先补这几样',
  complete: '每一样都做到了',
  worth: (points: number) => `+${points} 分`,
  goOn: '好，记住了',
  question: (nth: number, of: number) => `第 ${nth} 题，共 ${of} 题`,
  noRightAnswer: '没有对错，照实点就好',
  thanks: '谢谢您说出来',
  onlyCount: '这里只数有多少人这样选，不是调查，也不记是谁。',
};
export type QuestionsWords = typeof zh;

const en: QuestionsWords = {
  left: (yuan) => `¥${yuan} left`,
  gamePrices: "The game's own prices",
  yuan: (yuan) => `¥${yuan}`,
  free: 'habit',
  how: 'Touch to buy, touch again to give back',
  taken: (free) => (free ? 'done' : 'bought'),
  tooDear: (short) => `¥${short} short`,
  night: 'Let night fall',
  bands: { safe: 'Safe', nearly: 'Nearly', open: 'Still open' },
  points: (points, of) => `${points} of ${of} points`,
  missing: 'Best to add, at game prices',
  complete: 'Nothing is missing',
  worth: (points) => `+${points}`,
  goOn: 'I will remember',
  question: (nth, of) => `Question ${nth} of ${of}`,
  noRightAnswer: 'No answer is wrong',
  thanks: 'Thank you for telling us',
  onlyCount: 'We count how often each answer is given here. This is no survey, and nobody is recorded.',
};

export const words: Record<Language, QuestionsWords> = { zh, en };
