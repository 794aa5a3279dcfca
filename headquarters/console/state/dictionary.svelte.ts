import type { Purpose } from '@pingan/protocol/ids';
import type { Presence } from '@pingan/protocol/presence';
import { blindWords } from './blind-words.ts';
import { busesWords } from './buses-words.ts';
import { carryWords } from './carry-words.ts';
import { conditionWords } from './condition-words.ts';
import { exhibitWords } from './exhibit-words.ts';
import { crewWords } from './crew-words.ts';
import { learningWords } from './learning-words.ts';
import { noticesWords } from './notices-words.ts';
import { scheduleWords } from './schedule-words.ts';
import { staffWords } from './staff-words.ts';
import { trustWords } from './trust-words.ts';
import { warningsWords } from './warnings-words.ts';

export type Language = 'zh' | 'en';

const zh = {
  title: '平安直通车 · 指挥中心',
  otherLanguage: 'English',
  overview: '总览',
  live: '实时',
  liveSince: (time: string) => `实时 · 更新于 ${time}`,
  lost: '连接中断',
  loading: '正在读取统计…',
  unreadable: '暂时读不到统计',
  purposeQuestion: '统计哪一类',
  purpose: {
    service: '正式服务',
    training: '培训',
    demonstration: '演示',
    rehearsal: '演练',
  } satisfies Record<Purpose, string>,
  visits: '人次',
  visitsUnit: (n: string) => `${n} 人次`,
  visitsWithin: (n: string, truth: string) => `${n} 人次（${truth}）`,
  trueNumber: (range: string) => `实际 ${range}`,
  trueNumberMeans: '按各门校准误差推算的实际人次，可信度 95%',
  notCalibrated: '未校准',
  notCalibratedMeans: '至少有一扇门当天之前没有校准过，误差未知',
  today: '今日人次',
  todayOn: (date: string) => `${date} · 所有车辆 · 进门一次计一人次`,
  allVisits: '累计人次',
  ofWhichUndated: (n: string) => `其中 ${n} 人次日期不确定`,
  allDated: '日期全部确定',
  stories: '故事体验',
  storiesDetail: (finished: string, share: string) => `完成 ${finished} 次（${share}）`,
  noStories: '还没有人开始',
  busesOnline: '在线车辆',
  busesOf: (n: string) => `共 ${n} 辆报到过`,
  days: '每日人次',
  daysDetail: (purpose: string, from: string, to: string, n: string) =>
    `${purpose} · 所有车辆 · ${from} 至 ${to} · 共 ${n} 人次`,
  chartIntervals: {
    all: '细线：实际人次范围',
    some: '细线：实际人次范围；无细线：未校准',
    none: '未校准',
  },
  noDays: '这段时间还没有日期确定的人次。',
  todayMark: '今天',
  buses: '车辆',
  busesDetail: (online: string, all: string) => `${online} 辆在线，共 ${all} 辆`,
  online: '在线',
  offline: '离线',
  since: (time: string) => `${time} 起`,
  lastHeard: (time: string) => `最后联系 ${time}`,
  atStop: '站点',
  noStop: '未开站',
  boardLabel: '控制板',
  board: { ready: '正常', starting: '启动中', lost: '失联', none: '未接' } satisfies Record<
    NonNullable<Presence['board']>,
    string
  >,
  faults: '故障',
  faultsBefore: '最后上报的故障',
  unknown: '未知',
  backlog: '待发',
  backlogOf: (n: number) => (n === 0 ? '无' : `${n} 条`),
  start: (n: number) => `第 ${n} 次开机`,
  cloned: '同一编号有两台机器在线，存储卡可能被复制。请停用其中一台并改用新编号。',
  noBuses: '还没有车辆报到',
  noBusesHelp: (broker: string) => `车辆连上 ${broker} 后会自动出现在这里，无需刷新。`,
  stops: '各站点',
  stopsDetail: (purpose: string, n: string) => `${purpose} · 全部日期 · ${n} 个站点`,
  stop: '站点',
  bus: '车辆',
  dates: '日期',
  starts: '故事开始',
  finishes: '故事完成',
  betweenStops: '未开站期间',
  uncertainDate: '日期不确定',
  noStops: '还没有站点数据。',
  showAll: (n: string) => `显示全部 ${n} 行`,
  fewer: '收起',
  learning: learningWords.zh,
  staff: staffWords.zh,
  schedule: scheduleWords.zh,
  warnings: warningsWords.zh,
  crew: crewWords.zh,
  enrolment: busesWords.zh,
  condition: conditionWords.zh,
  blind: blindWords.zh,
  exhibits: exhibitWords.zh,
  carry: carryWords.zh,
  trust: trustWords.zh,
  more: (n: number) => `另有 ${n} 项`,
  notices: noticesWords.zh,
};

export type Words = typeof zh;

const en: Words = {
  title: "Ping'an Bus · Headquarters",
  otherLanguage: '中文',
  overview: 'Overview',
  live: 'Live',
  liveSince: (time) => `Live · updated ${time}`,
  lost: 'Connection lost',
  loading: 'Reading the statistics…',
  unreadable: 'The statistics cannot be read now',
  purposeQuestion: 'Which counts',
  purpose: {
    service: 'Service',
    training: 'Training',
    demonstration: 'Demonstration',
    rehearsal: 'Rehearsal',
  },
  visits: 'Visits',
  visitsUnit: (n) => `${n} visits`,
  visitsWithin: (n, truth) => `${n} visits (${truth})`,
  trueNumber: (range) => `really ${range}`,
  trueNumberMeans: 'How many there really were, from the calibration of the doors, with 95 % confidence',
  notCalibrated: 'not calibrated',
  notCalibratedMeans: 'At least one door had not been calibrated by that day, so its error is unknown',
  today: 'Visits today',
  todayOn: (date) => `${date} · all buses · one entry, one visit`,
  allVisits: 'Visits in all',
  ofWhichUndated: (n) => `${n} of them on an uncertain day`,
  allDated: 'every day is certain',
  stories: 'Stories played',
  storiesDetail: (finished, share) => `${finished} finished (${share})`,
  noStories: 'nobody has started one yet',
  busesOnline: 'Buses online',
  busesOf: (n) => `of ${n} ever heard`,
  days: 'Visits by day',
  daysDetail: (purpose, from, to, n) => `${purpose} · all buses · ${from} to ${to} · n = ${n}`,
  chartIntervals: {
    all: 'thin line: 95 % interval',
    some: 'thin line: 95 % interval; without: not calibrated',
    none: 'not calibrated',
  },
  noDays: 'No visits with a certain day in this time yet.',
  todayMark: 'today',
  buses: 'Buses',
  busesDetail: (online, all) => `${online} of ${all} online`,
  online: 'Online',
  offline: 'Offline',
  since: (time) => `since ${time}`,
  lastHeard: (time) => `last heard ${time}`,
  atStop: 'Stop',
  noStop: 'none open',
  boardLabel: 'Board',
  board: { ready: 'good', starting: 'starting', lost: 'lost', none: 'none' },
  faults: 'Faults',
  faultsBefore: 'Faults last told',
  unknown: 'unknown',
  backlog: 'To send',
  backlogOf: (n) => (n === 0 ? 'nothing' : `${n} records`),
  start: (n) => `start ${n}`,
  cloned:
    'Two machines are online under one id: its card may have been copied. Stop one and give it an id of its own.',
  noBuses: 'No bus has reported yet',
  noBusesHelp: (broker) => `A bus appears here by itself once it has reached ${broker}.`,
  stops: 'By stop',
  stopsDetail: (purpose, n) => `${purpose} · all days · ${n === '1' ? '1 stop' : `${n} stops`}`,
  stop: 'Stop',
  bus: 'Bus',
  dates: 'Days',
  starts: 'Stories begun',
  finishes: 'finished',
  betweenStops: 'while no stop was open',
  uncertainDate: 'day uncertain',
  noStops: 'No counts for any stop yet.',
  showAll: (n) => `Show all ${n} rows`,
  fewer: 'Show fewer',
  learning: learningWords.en,
  staff: staffWords.en,
  schedule: scheduleWords.en,
  warnings: warningsWords.en,
  crew: crewWords.en,
  enrolment: busesWords.en,
  condition: conditionWords.en,
  blind: blindWords.en,
  exhibits: exhibitWords.en,
  carry: carryWords.en,
  trust: trustWords.en,
  more: (n) => `and ${n} more`,
  notices: noticesWords.en,
};

/** The words and number forms of the chosen language. */
export class Speech {
  language: Language = $state('zh');
  words: Words = $derived(this.language === 'zh' ? zh : en);
  readonly #locale = $derived(this.language === 'zh' ? 'zh-CN' : 'en-GB');

  constructor(language: Language = 'zh') {
    this.language = language;
  }

  switch(): void {
    this.language = this.language === 'zh' ? 'en' : 'zh';
  }

  /** A text of headquarters in the language of the page; a name is the same in both. */
  of(text: string | Record<Language, string>): string {
    return typeof text === 'string' ? text : text[this.language];
  }

  number(n: number): string {
    return new Intl.NumberFormat(this.#locale).format(n);
  }

  /** Two decimals, with a true minus. */
  decimal(value: number): string {
    const format = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
    return new Intl.NumberFormat(this.#locale, format).format(value).replace('-', '−');
  }

  range({ low, high }: { low: number; high: number }): string {
    return `${this.number(low)}–${this.number(high)}`;
  }

  /** @param share 0..1 */
  percent(share: number): string {
    return new Intl.NumberFormat(this.#locale, { style: 'percent' }).format(share);
  }

  /** @param wall milliseconds since 1970; the day is named unless it is the day of `now`. */
  time(wall: number, now: number): string {
    const dayOf = (time: number) => new Intl.DateTimeFormat('en').format(time);
    const sameDay = dayOf(wall) === dayOf(now);
    const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };
    const day: Intl.DateTimeFormatOptions = sameDay ? {} : { month: 'short', day: 'numeric' };
    return new Intl.DateTimeFormat(this.#locale, { ...day, ...clock }).format(wall);
  }

  /** A day with its weekday. @param day YYYY-MM-DD */
  weekday(day: string): string {
    const weekday = new Intl.DateTimeFormat(this.#locale, { weekday: 'short', timeZone: 'UTC' });
    return `${day} ${weekday.format(Date.parse(day))}`;
  }

  /** The day of a wall time. */
  day(wall: number): string {
    return new Intl.DateTimeFormat(this.#locale, { year: 'numeric', month: 'short', day: 'numeric' }).format(
      wall,
    );
  }

  clock(wall: number): string {
    const format = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const;
    return new Intl.DateTimeFormat(this.#locale, format).format(wall);
  }
}
