import type { Language, Purpose } from '@pingan/protocol/ids';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { Queue } from '@pingan/protocol/officer-commands';
import type { FactDetail } from '@pingan/protocol/facts';
import type { Missing } from './stop-day.svelte.ts';

type Length = BusStatus['length'];
type Weather = FactDetail<'weather'>['weather'];

const zh = {
  stop: {
    next: '下一站',
    here: '本站',
    none: '没有等着去的站点。',
    noneNote: '在“日程”里新建一站，或等指挥中心下发。',
    waiting: '正在读取今天的安排…',
    change: '换一站',
    changeTitle: '去哪一站',
    keep: '不换',
    openDirectly: '直接开门',
    stages: { arrived: '到了', open: '开门', closed: '收摊' },
    go: { arrive: '到了', open: '开门', close: '收摊', form: '填反馈表', none: '' },
    goNote: {
      arrive: (stop: string) => `到达 ${stop}`,
      open: () => '开始接待，人次记在本站',
      close: () => '不再接待，结束本站',
      form: (stop: string) => `${stop}已收摊，还差反馈表`,
      none: () => '',
    },
    skipForm: '先去下一站',
    noTime: '时间未定',
    noDate: '日期未定',
  },
  closing: {
    title: '收摊吗？',
    complete: '本站的事都办好了。',
    missing: '还差：',
    what: {
      'hand-count': '手数人数',
      checklist: '必办清单',
      form: '反馈表（收摊后也能填）',
    } satisfies Record<Missing, string>,
    later: '差的可以收摊后再补。',
    yes: '收摊',
    no: '再等等',
  },
  visits: {
    title: '人次',
    aboard: '车上现在',
    soFar: '本站已进',
    outside: '站点之外已进',
    interval: (low: number, high: number) => `实际在 ${low}–${high} 之间`,
    uncalibrated: '门口计数还没有校准',
    more: '细看',
    details: { in: '进', out: '出', unmatched: '未配对', undecided: '拿不准' },
    note: '人次不是人数。未配对：下车时车上已没有记录的人，多半是上车时没看清。拿不准：门口没看清，不计数。',
  },
  hand: {
    title: '手数人数',
    note: '自己数，不看门口计数。',
    none: '还没数',
    type: '输入人数',
    noted: '已记上',
    pending: '正在记，没连上就等连上再记',
  },
  purpose: {
    title: '接待用途',
    virtual: '车上接的是虚拟板，只能记作“演练”；统计里不会算成正式接待。',
    note: '只有“正式”算进工作统计。参观者来看车选“演示”，自己人练习选“培训”。',
  },
  weather: {
    title: '天气',
    kinds: { dry: '晴好', rain: '下雨', heat: '太热', cold: '太冷', wind: '大风' } satisfies Record<
      Weather,
      string
    >,
    noted: (kind: string, when: string) => `${when} 记下：${kind}`,
  },
  queue: {
    title: '外面有人排队吗',
    states: { none: '没有人', short: '有几个', long: '排长队' } satisfies Record<Queue, string>,
    newStories: '现在开始的故事：',
    lengths: { full: '完整版', short: '短版，少几幕，不出题' } satisfies Record<Length, string>,
    note: '已经开始的故事照旧讲完。车上人多时也会自动改短。',
  },
  checklist: {
    title: '必办清单',
    done: (done: number, of: number) => `${done} / ${of}`,
    all: '都办好了',
  },
  duty: {
    title: '值班',
    has: (name: string) => `${name} 当班`,
    since: (when: string) => `${when} 接班`,
    sinceUnknown: '接班时间不详',
    nobody: '演练，不排班',
    others: (names: readonly string[]) => `也登录着：${names.join('、')}`,
    handOver: '交班',
  },
  handOver: {
    to: '交给谁',
    remark: '要交代的事（可不写）',
    remarkNote: '不写群众的姓名和电话',
    hand: (name: string) => `交给 ${name}`,
    cancel: '先不交',
    choose: '先选接班的人',
    alone: '名单里没有别人。',
  },
  suggestions: {
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
  },
  close: '关闭',
  at: (from: string | null, to: string | null) =>
    from === null ? '' : to === null ? `${from} 起` : `${from}–${to}`,
};

export type TodayWords = typeof zh;

const en: TodayWords = {
  stop: {
    next: 'Next stop',
    here: 'This stop',
    none: 'No stop is waiting.',
    noneNote: 'Make one under “Schedule”, or wait for headquarters.',
    waiting: 'Reading the day’s plan…',
    change: 'Another stop',
    changeTitle: 'Which stop?',
    keep: 'Keep this one',
    openDirectly: 'Open right away',
    stages: { arrived: 'arrived', open: 'open', closed: 'closed' },
    go: { arrive: 'Arrived', open: 'Open', close: 'Close', form: 'Fill in the form', none: '' },
    goNote: {
      arrive: (stop) => `at ${stop}`,
      open: () => 'visits count for this stop from now on',
      close: () => 'no more visitors, the stop ends',
      form: (stop) => `${stop} is closed, its form is still to do`,
      none: () => '',
    },
    skipForm: 'First the next stop',
    noTime: 'no time yet',
    noDate: 'no date yet',
  },
  closing: {
    title: 'Close the stop?',
    complete: 'Everything is done here.',
    missing: 'Still missing:',
    what: {
      'hand-count': 'the hand count',
      checklist: 'the checklist',
      form: 'the form (also after closing)',
    },
    later: 'What is missing can be added afterwards.',
    yes: 'Close',
    no: 'Not yet',
  },
  visits: {
    title: 'Visits',
    aboard: 'aboard now',
    soFar: 'in at this stop',
    outside: 'in outside a stop',
    interval: (low, high) => `in truth ${low} to ${high}`,
    uncalibrated: 'door count not calibrated',
    more: 'Details',
    details: { in: 'in', out: 'out', unmatched: 'unmatched', undecided: 'unsure' },
    note: 'Visits, not persons. Unmatched: left although nobody was known to be aboard. Unsure: the door could not tell and counted nothing.',
  },
  hand: {
    title: 'Hand count',
    note: 'Your own count, whatever the door says.',
    none: 'not counted',
    type: 'Number of people',
    noted: 'noted',
    pending: 'noting; if the bus is away, once it is back',
  },
  purpose: {
    title: 'Purpose',
    virtual: 'A virtual board is fitted: everything counts as rehearsal and never as service.',
    note: 'Only service counts as work. Guests who look at the bus: demonstration. Colleagues who practise: training.',
  },
  weather: {
    title: 'Weather',
    kinds: { dry: 'fine', rain: 'rain', heat: 'too hot', cold: 'too cold', wind: 'windy' },
    noted: (kind, when) => `noted ${when}: ${kind}`,
  },
  queue: {
    title: 'Is there a queue outside?',
    states: { none: 'nobody', short: 'a few', long: 'a long one' },
    newStories: 'New stories:',
    lengths: { full: 'full length', short: 'short: fewer scenes, no messages to judge' },
    note: 'A story that has begun goes on as it is. When many are aboard, new ones become short by themselves.',
  },
  checklist: {
    title: 'Checklist',
    done: (done, of) => `${done} of ${of}`,
    all: 'all done',
  },
  duty: {
    title: 'On duty',
    has: (name) => name,
    since: (when) => `since ${when}`,
    sinceUnknown: 'since when is not known',
    nobody: 'Rehearsal, nobody on duty',
    others: (names) => `Also signed in: ${names.join(', ')}`,
    handOver: 'Hand over',
  },
  handOver: {
    to: 'To whom',
    remark: 'What they should know (optional)',
    remarkNote: 'no visitors’ names or numbers',
    hand: (name) => `Hand over to ${name}`,
    cancel: 'Not now',
    choose: 'First choose who takes over',
    alone: 'Nobody else is on the list.',
  },
  suggestions: {
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
  },
  close: 'Close',
  at: (from, to) => (from === null ? '' : to === null ? `from ${from}` : `${from}–${to}`),
};

export const todayWords: Record<Language, TodayWords> = { zh, en };
