import type { Language } from '@pingan/protocol/ids';

const zh = {
  to: '交给谁',
  remark: '要交代的事（可不写）',
  remarkNote: '不写群众的姓名和电话',
  hand: (name: string) => `交给 ${name}`,
  cancel: '先不交',
  choose: '先选接班的人',
  alone: '名单里没有别人。',
};

/** What handing over a shift says. */
export type HandOverWords = typeof zh;

const en: HandOverWords = {
  to: 'To whom',
  remark: 'What they should know (optional)',
  remarkNote: 'no visitors’ names or numbers',
  hand: (name) => `Hand over to ${name}`,
  cancel: 'Not now',
  choose: 'First choose who takes over',
  alone: 'Nobody else is on the list.',
};

export const handOverWords: Record<Language, HandOverWords> = { zh, en };
