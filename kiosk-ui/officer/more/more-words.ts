import type { Language } from '@pingan/protocol/ids';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { CarriedPart } from '@pingan/protocol/carry-report';
import type { ClockPart } from './clock-setting.ts';

type Source = OfficerDay['clock']['source'];

const zh = {
  clock: {
    title: '时间',
    unknown: '车上不知道现在几点。照你的表设一下，之前记下的也会标上日期。',
    known: (when: string, source: string) => `${when}（${source}）`,
    sources: {
      ntp: '网络校时',
      gps: '卫星校时',
      rtc: '车上的时钟',
      officer: '民警设定',
      none: '没有来源',
    } satisfies Record<Source, string>,
    parts: { year: '年', month: '月', day: '日', hour: '时', minute: '分' } satisfies Record<
      ClockPart,
      string
    >,
    up: (part: string) => `${part}加一`,
    down: (part: string) => `${part}减一`,
    thisDevice: '用这台设备的时间',
    set: '就按这个时间',
    again: '重新设时间',
  },
  carry: {
    title: '带走数据',
    note: '没有网时，把没送到的记录存成一个文件，用 U 盘或手机带到指挥中心，再把回执带回来。文件已加密，别人打不开；随时拔出也不会丢。',
    take: '带走',
    taking: '正在准备文件…',
    taken: (records: number) => `已存下 ${records} 条记录，交给指挥中心读入。`,
    left: (left: number) => `还有 ${left} 条放不进这个文件，回来后再带一次。`,
    bring: '带回',
    bringLabel: '选指挥中心给的文件',
    reading: '正在读文件…',
    brought: '回执已读入。',
    again: '这个文件以前读过，没有变化。',
    written: (when: string) => `指挥中心在 ${when} 写的。`,
    receipts: (confirmed: number, refused: number) =>
      `指挥中心收妥 ${confirmed} 条${refused === 0 ? '' : `，退回 ${refused} 条`}。`,
    waiting: (waiting: number) => (waiting === 0 ? '没有待送的记录了。' : `还有 ${waiting} 条待送。`),
    parts: { schedule: '日程', crew: '人员名单', warnings: '预警' },
    part: { taken: '已更新', older: '车上的更新，没有动', none: '文件里没有' } satisfies Record<
      CarriedPart,
      string
    >,
    away: '没有连上车载服务，再试一次；记录都还在车上。',
    unreadable: (status: number) => `车载服务的回答看不懂（${status}），请再试一次；记录都还在。`,
    forBus: (bus: string) => `本车：${bus}`,
  },
  pairing: {
    title: '配对手机',
    note: '手机连上车里的无线网，扫码就能当民警台用，不占观众屏。手机只在本班有效。',
    show: '显示配对码',
    hide: '收起',
    scan: '用手机扫这个码',
    code: '或者在手机上输',
    left: (seconds: number) => `还剩 ${seconds} 秒`,
    qr: '配对用的二维码',
  },
  people: {
    title: '谁在用',
    you: (name: string) => `你是 ${name}`,
    open: '演练，不用登录',
    others: (names: readonly string[]) => `登录着：${names.join('、')}`,
    leave: '退出',
    language: '语言',
  },
  screens: { title: '别的屏幕', visitor: '观众屏', warnings: '预警屏', virtualBus: '虚拟车' },
};

export type MoreWords = typeof zh;

const en: MoreWords = {
  clock: {
    title: 'Time',
    unknown:
      'The bus does not know the time. Set it by your watch; what was recorded before gets its date as well.',
    known: (when, source) => `${when} (${source})`,
    sources: {
      ntp: 'from the network',
      gps: 'from satellites',
      rtc: 'from the bus clock',
      officer: 'set by an officer',
      none: 'no source',
    },
    parts: { year: 'year', month: 'month', day: 'day', hour: 'hour', minute: 'minute' },
    up: (part) => `${part} up`,
    down: (part) => `${part} down`,
    thisDevice: 'Use this device’s time',
    set: 'This is the time',
    again: 'Set the time anew',
  },
  carry: {
    title: 'Carry the records',
    note: 'Without a link, take what has not been sent to headquarters as one file, on a stick or a phone, and bring their receipts back. The file is encrypted, and nothing is lost if the stick is pulled at any time.',
    take: 'Take away',
    taking: 'Preparing the file…',
    taken: (records) =>
      `Saved ${records === 1 ? '1 record' : `${records} records`}. Hand the file to headquarters.`,
    left: (left) => `${left} more did not fit; take them next time.`,
    bring: 'Bring back',
    bringLabel: 'Choose the file from headquarters',
    reading: 'Reading the file…',
    brought: 'The receipts are in.',
    again: 'This file was read before; nothing changed.',
    written: (when) => `Headquarters wrote it ${when}.`,
    receipts: (confirmed, refused) =>
      `Headquarters confirms ${confirmed === 1 ? '1 record' : `${confirmed} records`}${refused === 0 ? '' : ` and refuses ${refused}`}.`,
    waiting: (waiting) => (waiting === 0 ? 'Nothing is left to send.' : `${waiting} still to send.`),
    parts: { schedule: 'schedule', crew: 'crew list', warnings: 'warnings' },
    part: { taken: 'updated', older: 'the bus has a newer one, kept', none: 'not in the file' },
    away: 'The bus service was not reached; try again. Every record is still on the bus.',
    unreadable: (status) =>
      `The bus service answered something unknown (${status}); try again. Every record is still here.`,
    forBus: (bus) => `This bus: ${bus}`,
  },
  pairing: {
    title: 'Pair a phone',
    note: 'A phone on the bus’s own wireless network becomes an officer panel, so that no visitor screen is blocked. For this shift only.',
    show: 'Show the pairing code',
    hide: 'Hide it',
    scan: 'Scan this with the phone',
    code: 'or type this on the phone',
    left: (seconds) => `${seconds} s left`,
    qr: 'pairing code to scan',
  },
  people: {
    title: 'Signed in',
    you: (name) => `You are ${name}`,
    open: 'Rehearsal: nobody needs to sign in',
    others: (names) => `Signed in: ${names.join(', ')}`,
    leave: 'Sign out',
    language: 'Language',
  },
  screens: {
    title: 'Other screens',
    visitor: 'Visitor screen',
    warnings: 'Warnings screen',
    virtualBus: 'Virtual bus',
  },
};

export const moreWords: Record<Language, MoreWords> = { zh, en };
