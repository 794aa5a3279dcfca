import type { Language } from '@pingan/protocol/ids';
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
  check: {
    title: '出车检查',
    never: '还没有做过。',
    running: '正在检查。',
    today: (when: string) => `今天 ${when}，`,
    notToday: (when: string) => `今天还没做。上次 ${when}，`,
    undated: '时间不详',
    found: (faults: number, skipped: number) =>
      (faults === 0 ? '没有故障' : `${faults} 处故障`) + (skipped === 0 ? '' : `，${skipped} 项没看`),
    go: '做出车检查',
    goOn: '接着检查',
    open: '看检查',
    tickets: (count: number) => `待修 ${count} 处`,
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
  check: {
    title: 'Departure check',
    never: 'Not done yet.',
    running: 'A check is going on.',
    today: (when) => `Today ${when}, `,
    notToday: (when) => `Not yet today. Last: ${when}, `,
    undated: 'time not known',
    found: (faults, skipped) =>
      (faults === 0 ? 'no faults' : faults === 1 ? '1 fault' : `${faults} faults`) +
      (skipped === 0 ? '' : `, ${skipped} not looked at`),
    go: 'Do the departure check',
    goOn: 'Go on checking',
    open: 'See the check',
    tickets: (count) => `${count} to mend`,
  },
  visits: {
    title: 'Visits',
    aboard: 'aboard now',
    soFar: 'in at this stop',
    outside: 'in between stops',
    interval: (low, high) => `really ${low} to ${high}`,
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
  close: 'Close',
  at: (from, to) => (from === null ? '' : to === null ? `from ${from}` : `${from}–${to}`),
};

export const todayWords: Record<Language, TodayWords> = { zh, en };
