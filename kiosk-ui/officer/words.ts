import type { Language, Purpose } from '@pingan/protocol/ids';
import type { BusStatus } from '@pingan/protocol/screen-messages';

type BoardState = BusStatus['board']['state'];
type BrokerState = BusStatus['broker']['state'];

const zh = {
  title: '民警台',
  otherLanguage: 'English',
  connecting: '正在连接车载服务…',
  away: '车载服务没有应答，正在重连。下面是最后收到的情况。',
  worriedTitle: '有人想悄悄求助',
  worriedAt: (station: string) => `${station}：有人打开了“我可能正遇到”，请过去看看。`,
  answered: '已经去了',
  nobodyWorried: '现在没有人求助。',
  stopTitle: '今天的站点',
  noStop: '还没有开站。现在的人次记在站点之外。',
  openAt: (stop: string, purpose: string) => `${stop}已开站，用途：${purpose}。`,
  chooseStop: '站点',
  choosePurpose: '用途',
  noStops: '还没有站点名单。在配置文件里写上 stops，再重启。',
  today: '今天',
  noDate: '未定日期',
  open: '开站',
  close: '收站',
  refused: '没有办成：',
  visitsTitle: '人次',
  visits: { in: '进', out: '出', aboard: '车上', unmatched: '未配对', undecided: '拿不准' },
  visitsNote:
    '人次不是人数。未配对：下车时车上已没有记录的人，多半是上车时没看清。拿不准：门口没看清，不计数。',
  partsTitle: '设备',
  boardNamed: (name: string) => `控制板 ${name}`,
  parts: { board: '灯光板', broker: '指挥中心', store: '存储', backlog: '待上传' },
  board: { ready: '正常', starting: '正在启动', lost: '断开，正在重连', none: '没有接' } satisfies Record<
    BoardState,
    string
  >,
  virtualBoard: '（虚拟板）',
  broker: { connected: '已连通', connecting: '连不上，继续尝试', none: '没有配置' } satisfies Record<
    BrokerState,
    string
  >,
  store: { good: '正常', failing: '写不进去，请找人检查存储卡' },
  backlog: (records: number, when: string | null) =>
    `${records === 0 ? '全部已上传' : `${records} 条待上传`}${when === null ? '，还没有确认过' : `，最后确认 ${when}`}`,
  faultsTitle: '故障',
  noFaults: '没有故障。',
  contentTitle: '展项',
  reviewPending: '审核中',
  reviewed: '已审核',
  leftOut: '没有上线：',
  noContent: '现在没有可以开始的展项。',
  links: { visitor: '观众屏', warnings: '预警屏', virtualBus: '虚拟车' },
  purposes: { service: '正式', training: '培训', demonstration: '演示', rehearsal: '演练' } satisfies Record<
    Purpose,
    string
  >,
  locale: 'zh-CN',
};

export type OfficerWords = typeof zh;

const en: OfficerWords = {
  title: 'Officer panel',
  otherLanguage: '中文',
  connecting: 'Connecting to the bus…',
  away: 'The bus service does not answer; connecting again. Below is what it said last.',
  worriedTitle: 'Somebody asked for quiet help',
  worriedAt: (station) => `${station}: somebody opened “I may be in one now”. Please go over.`,
  answered: 'I went',
  nobodyWorried: 'Nobody is asking for help.',
  stopTitle: 'Today’s stop',
  noStop: 'No stop is open. Visits are counted outside any stop.',
  openAt: (stop, purpose) => `${stop} is open for ${purpose}.`,
  chooseStop: 'Stop',
  choosePurpose: 'Purpose',
  noStops: 'There is no list of stops. Name one under “stops” in the profile and restart.',
  today: 'today',
  noDate: 'no date',
  open: 'Open the stop',
  close: 'Close the stop',
  refused: 'Not done: ',
  visitsTitle: 'Visits',
  visits: { in: 'in', out: 'out', aboard: 'aboard', unmatched: 'unmatched', undecided: 'unsure' },
  visitsNote:
    'Visits, not persons. Unmatched: left although nobody was known to be aboard. Unsure: the door could not tell and counted nothing.',
  partsTitle: 'Equipment',
  boardNamed: (name) => `Board ${name}`,
  parts: { board: 'Light board', broker: 'Link to headquarters', store: 'Storage', backlog: 'To send' },
  board: { ready: 'working', starting: 'starting', lost: 'lost, connecting again', none: 'not fitted' },
  virtualBoard: ' (virtual)',
  broker: { connected: 'connected', connecting: 'not reached, still trying', none: 'not configured' },
  store: { good: 'working', failing: 'cannot be written; have the card checked' },
  backlog: (records, when) =>
    `${records === 0 ? 'all sent' : `${records} records to send`}${when === null ? ', none confirmed yet' : `, last confirmed ${when}`}`,
  faultsTitle: 'Faults',
  noFaults: 'No faults.',
  contentTitle: 'Exhibits',
  reviewPending: 'review pending',
  reviewed: 'reviewed',
  leftOut: 'Left out: ',
  noContent: 'No exhibit can be started now.',
  links: { visitor: 'Visitor screen', warnings: 'Warnings screen', virtualBus: 'Virtual bus' },
  purposes: {
    service: 'service',
    training: 'training',
    demonstration: 'demonstration',
    rehearsal: 'rehearsal',
  },
  locale: 'en-GB',
};

export const officerWords: Record<Language, OfficerWords> = { zh, en };
