import type { Language, Purpose } from '@pingan/protocol/ids';

const zh = {
  title: '民警台',
  otherLanguage: 'English',
  connecting: '正在连接车载服务…',
  away: '车载服务没有应答，正在重连。下面是最后收到的情况。',
  views: { today: '今天', schedule: '日程', bus: '车况', more: '更多' },
  viewsTitle: '页面',
  loading: '正在打开…',
  worriedTitle: '有人想悄悄求助',
  worriedAt: (station: string) => `${station}：有人打开了“我可能正遇到”，请过去看看。`,
  answered: '已经去了',
  nobodyWorried: '现在没有人求助。',
  refused: '没有办成：',
  unheard: '车载服务没有应答，这一下没有记上。连上以后请再按一次。',
  understood: '知道了',
  missingTitle: '有展品不见了',
  missing: (thing: string, station: string) => `${thing}（${station}）`,
  holdAdmission: '车里太热：请先暂缓上车，开门通风。',
  shutdown: { asked: '车要熄火了：正在保存，准备关机。', due: '现在关机。' },
  clockUnknown: '车上还不知道时间，记录先不标日期。',
  setClock: '设时间',
  siren: { sounding: '警号正在响', stop: '停', stopNow: '立刻静音' },
  purposes: { service: '正式', training: '培训', demonstration: '演示', rehearsal: '演练' } satisfies Record<
    Purpose,
    string
  >,
  link: {
    connected: '已连通指挥中心',
    connecting: '离线',
    none: '没有配置指挥中心',
    allSent: '全部已送到',
    days: (days: number) => `${days} 天待送`,
    records: (records: number) => `${records} 条待送`,
    confirmed: (when: string) => `${when} 最后确认`,
    neverConfirmed: '还没有确认过',
    join: '，',
  },
  locale: 'zh-CN',
};

/** What the frame of the officer panel says, and what several views share. */
export type OfficerWords = typeof zh;

const en: OfficerWords = {
  title: 'Officer panel',
  otherLanguage: '中文',
  connecting: 'Connecting to the bus…',
  away: 'The bus service does not answer; connecting again. Below is what it said last.',
  views: { today: 'Today', schedule: 'Schedule', bus: 'Bus', more: 'More' },
  viewsTitle: 'Views',
  loading: 'Opening…',
  worriedTitle: 'Somebody asked for quiet help',
  worriedAt: (station) => `${station}: somebody opened “I may be in one now”. Please go over.`,
  answered: 'I went',
  nobodyWorried: 'Nobody is asking for help.',
  refused: 'Not done: ',
  unheard: 'The bus service does not answer, so this was not noted. Please press again once it is back.',
  understood: 'I see',
  missingTitle: 'Something is missing',
  missing: (thing, station) => `${thing} (${station})`,
  holdAdmission: 'Too hot inside: let nobody else in, and open the doors.',
  shutdown: { asked: 'The ignition is off: saving, about to shut down.', due: 'Shutting down now.' },
  clockUnknown: 'The bus does not know the time; records carry no date yet.',
  setClock: 'Set time',
  siren: { sounding: 'The siren is sounding', stop: 'STOP', stopNow: 'silence at once' },
  purposes: {
    service: 'service',
    training: 'training',
    demonstration: 'demonstration',
    rehearsal: 'rehearsal',
  },
  link: {
    connected: 'Linked to headquarters',
    connecting: 'Offline',
    none: 'No headquarters configured',
    allSent: 'everything sent',
    days: (days) => `${days === 1 ? '1 day' : `${days} days`} to send`,
    records: (records) => `${records === 1 ? '1 record' : `${records} records`} to send`,
    confirmed: (when) => `last confirmed ${when}`,
    neverConfirmed: 'none confirmed yet',
    join: ', ',
  },
  locale: 'en-GB',
};

export const officerWords: Record<Language, OfficerWords> = { zh, en };
