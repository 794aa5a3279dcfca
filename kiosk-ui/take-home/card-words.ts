import type { Language } from '@pingan/protocol/ids';
import { secondRoundWords } from '../second-round/words.ts';

const zh = {
  bus: secondRoundWords.zh.bus,
  title: '遇到一个，就停一停',
  whatToDo: '挂断 · 不转账 · 先跟家里人说',
  pending: secondRoundWords.zh.pending,
};

const en: typeof zh = {
  bus: secondRoundWords.en.bus,
  title: 'Meet one of these? Stop.',
  whatToDo: 'Hang up · Send nothing · Tell your family',
  pending: secondRoundWords.en.pending,
};

/** What the paper card says around the five turning points. */
export const cardWords: Record<Language, typeof zh> = { zh, en };
