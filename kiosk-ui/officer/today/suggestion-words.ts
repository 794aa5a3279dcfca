import type { Language, Purpose } from '@pingan/protocol/ids';

const zh = {
  why: {
    'forgot-open': (visits: number) => `开门之前，门口已数到 ${visits} 人次`,
    'forgot-close': (visits: number) => `收摊之后，门口又数到 ${visits} 人次`,
  },
  between: (from: string, to: string) => `${from}–${to}`,
  question: (stop: string, purpose: Purpose, name: Record<Purpose, string>) =>
    `算到${stop}（${name[purpose]}）吗？`,
  nowhere: '站点之外',
  accept: '算',
  other: '算到别的站',
  aside: '不用管',
  chooseTitle: '算到哪一站',
  reason: {
    'forgot-open': '忘了按开门，按门口计数补记',
    'forgot-close': '忘了按收摊，按门口计数更正',
  },
};

/** What a suggested correction says. */
export type SuggestionWords = typeof zh;

const en: SuggestionWords = {
  why: {
    'forgot-open': (visits) => `The doorway counted ${visits} visits before you opened`,
    'forgot-close': (visits) => `The doorway counted ${visits} visits after you closed`,
  },
  between: (from, to) => `${from} to ${to}`,
  question: (stop, purpose, name) => `Count them to ${stop} (${name[purpose]})?`,
  nowhere: 'no stop',
  accept: 'Count them',
  other: 'Another stop',
  aside: 'Leave it',
  chooseTitle: 'Count them to which stop?',
  reason: {
    'forgot-open': 'opened late; added from the doorway count',
    'forgot-close': 'closed late; corrected from the doorway count',
  },
};

export const suggestionWords: Record<Language, SuggestionWords> = { zh, en };
