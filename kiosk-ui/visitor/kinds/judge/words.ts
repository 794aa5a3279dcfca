import type { Language } from '@pingan/protocol/ids';

const zh = {
  item: (nth: number, of: number) => `第 ${nth} 条，共 ${of} 条`,
  right: '看准了',
  /** Somebody fell for it: the trick is to blame. */
  trick: '这一招，谁都可能中',
  /** Somebody distrusted what was sound. */
  wary: '小心没有错，不过看这里',
  /** A thing that is easily taken for the other. */
  alike: '这两样，最容易弄混',
  score: (right: number, of: number) => `${of} 条里看准 ${right} 条`,
  remember: '记住这一句',
  goOn: '接着看',
};

export type JudgeWords = typeof zh;

const en: JudgeWords = {
  item: (nth, of) => `${nth} of ${of}`,
  right: 'Well seen',
  trick: 'This trick works on everybody',
  wary: 'Care is good. But look at this:',
  alike: 'These two are easily mixed up',
  score: (right, of) => `${right} of ${of} well seen`,
  remember: 'Remember this',
  goOn: 'Go on',
};

export const judgeWords: Record<Language, JudgeWords> = { zh, en };
