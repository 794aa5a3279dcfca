import type { ExhibitKind } from '../../statistics/exhibits.ts';

const zh = {
  panel: '展项与选择',
  detail: (purpose: string) => `${purpose} · 所有车辆 · 全部日期 · 显示内容编号`,
  kind: {
    story: '故事',
    judge: '判断',
    collection: '实物',
    questions: '问答',
    alarm: '报警演示',
  } satisfies Record<ExhibitKind, string>,
  started: '开始',
  finished: '完成',
  choiceAt: (beat: string, n: string) => `在「${beat}」的选择，共 ${n} 次`,
  bought: '给房子买了什么（一次可买几样）',
  answersAt: (question: string) => `对「${question}」的回答`,
  handsAt: (question: string) => (question === '' ? '全班举手' : `全班在「${question}」举手`),
  none: '还没有人开始体验。',
};

export type ExhibitWords = typeof zh;

const en: ExhibitWords = {
  panel: 'Exhibits and choices',
  detail: (purpose) => `${purpose} · all buses · all days · by content id`,
  kind: {
    story: 'story',
    judge: 'judging',
    collection: 'objects',
    questions: 'questions',
    alarm: 'live alarm',
  },
  started: 'begun',
  finished: 'finished',
  choiceAt: (beat, n) => `Choices at ${beat}, n = ${n}`,
  bought: 'Bought for the house (several at a time)',
  answersAt: (question) => `Answers to ${question}`,
  handsAt: (question) => (question === '' ? 'Hands of a class' : `Hands of a class at ${question}`),
  none: 'Nobody has started an exhibit yet.',
};

export const exhibitWords = { zh, en };
