import type { LearningPhase } from '@pingan/content/learning-rule';
import type { Language } from '@pingan/protocol/ids';

const zh = {
  lead: {
    before: '先认一认',
    after: '看完了，再认一认',
    later: '车又来了，先认一条',
  } satisfies Record<LearningPhase, string>,
  nth: (nth: number, of: number) => `第 ${nth} 条，共 ${of} 条`,
  ask: '这条是真的，还是骗人的？',
  genuine: '真的',
  scam: '骗人的',
  kept: '只数对错，不记您是谁',
  scamLead: '这一招，谁都可能中',
  genuineLead: '小心没有错，不过看这里',
  goOn: '接着看',
  thanks: '谢谢您来看',
  told: (right: number, of: number) => `${of} 条里认出 ${right} 条`,
  five: '五个关口，遇上一个就停',
  home: '带回家，再玩一分钟',
  homeText: '用手机扫一扫，和家里人一起认',
  card: '带一张卡片回家',
  cardText: '向民警要一张纸卡，贴在电话旁边',
  done: '好，看完了',
};

/** What is said around an exhibit: before it, after it, and on the way home. */
export type SessionWords = typeof zh;

const en: SessionWords = {
  lead: {
    before: 'First, tell these apart',
    after: 'And now, tell these apart',
    later: 'The bus is back. One to tell apart',
  },
  nth: (nth, of) => `${nth} of ${of}`,
  ask: 'Is this genuine, or a scam?',
  genuine: 'Genuine',
  scam: 'A scam',
  kept: 'Answers are counted. Who you are is not.',
  scamLead: 'This trick works on everybody',
  genuineLead: 'Care is good. But look at this:',
  goOn: 'Go on',
  thanks: 'Thank you for coming',
  told: (right, of) => `${right} of ${of} told apart`,
  five: 'Meet one of these five, and stop.',
  home: 'Take it home: one minute more',
  homeText: 'Scan it with a phone and play with your family',
  card: 'Take a card home',
  cardText: 'Ask the officer for a paper card and keep it by the phone',
  done: 'Done',
};

export const sessionWords: Record<Language, SessionWords> = { zh, en };
