import type { Gap } from '../../statistics/gaps.ts';

const zh = {
  title: '数据是否完整',
  undatedTitle: '日期不确定',
  undatedNone: '所有人次的日期都确定',
  undatedSome: (n: string) => `${n} 人次计入累计，但不计入任何一天`,
  undatedWhy: '车辆尚未校准时钟，校准后会自动归入当天。',
  gapsTitle: '缺口',
  gapsNone: '车辆报告过的计数全部收到',
  gapsWhy: '车辆先发最新的记录，缺口可能自行补齐。',
  boots: (from: number, to: number) => (from === to ? `第 ${from} 次开机` : `第 ${from}–${to} 次开机`),
  gap: {
    'epoch-missing': (n: string | null) =>
      n === '0' ? '开机记录未到，计数已齐' : `记录未到，缺 ${n} 笔计数`,
    'counts-missing': (n: string | null) => `还缺 ${n} 笔计数`,
    'boots-missing': () => '没有任何消息，缺多少未知',
  } satisfies Record<Gap['reason'], (n: string | null) => string>,
  blindTitle: '门看不见的时间',
  blindNone: '没有门报告过看不见',
  lettersTitle: '无法收取的消息',
  lettersNone: '没有被拒收的消息',
  lettersTotal: (n: string) => `共 ${n} 条，已告知车辆`,
  times: (n: number) => `${n} 次`,
};

export type TrustWords = typeof zh;

const en: TrustWords = {
  title: 'Is it all there?',
  undatedTitle: 'Uncertain days',
  undatedNone: 'The day of every visit is certain',
  undatedSome: (n) => `${n} visits count in all, but on no single day`,
  undatedWhy: 'The bus has not set its clock yet; they find their day by themselves once it has.',
  gapsTitle: 'Gaps',
  gapsNone: 'Every count that a bus reported has arrived',
  gapsWhy: 'Buses send their newest records first: a gap may close by itself.',
  boots: (from, to) => (from === to ? `start ${from}` : `starts ${from}–${to}`),
  gap: {
    'epoch-missing': (n) =>
      n === '0' ? 'its own record is missing, all counts are here' : `not arrived: ${n} counts missing`,
    'counts-missing': (n) => `${n} counts still missing`,
    'boots-missing': () => 'never heard of; how much is missing is unknown',
  },
  blindTitle: 'Doors that could not see',
  blindNone: 'No door has said that it could not see',
  lettersTitle: 'Messages refused',
  lettersNone: 'No message was refused',
  lettersTotal: (n) => `${n} in all; the buses were told`,
  times: (n) => (n === 1 ? 'once' : `${n} times`),
};

export const trustWords = { zh, en };
