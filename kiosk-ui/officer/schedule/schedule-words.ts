import type { Language } from '@pingan/protocol/ids';
import type { DayStop } from '@pingan/protocol/officer-day';
import type { PlanField } from '@pingan/protocol/schedule/plan';
import type { PlanFault, PlanKind, PlanStatus } from './plan-draft.ts';

type Fate = DayStop['edits'][number]['fate'];

const zh = {
  title: '日程',
  none: '还没有任何站点。',
  noneNote: '等指挥中心下发，或者自己新建一站。',
  past: '以前的站点',
  today: '今天',
  noDate: '日期未定',
  newStop: '新建一站',
  edit: '修改',
  status: {
    draft: '草稿',
    approved: '已批准',
    confirmed: '已确认',
    postponed: '已推迟',
    cancelled: '已取消',
  } satisfies Record<PlanStatus, string>,
  kinds: {
    village: '村',
    market: '集市',
    school: '学校',
    firm: '企业',
    station: '派出所',
    other: '其他',
  } satisfies Record<PlanKind, string>,
  phases: { planned: '', arrived: '已到达', open: '正在接待', closed: '已收摊' } satisfies Record<
    DayStop['phase'],
    string
  >,
  fields: {
    when: '日期和时间',
    place: '地点',
    kind: '类型',
    theme: '主题',
    officers: '值班人员',
    notes: '备注',
    status: '状态',
  } satisfies Record<PlanField, string>,
  labels: {
    date: '日期',
    from: '几点开始',
    to: '几点结束',
    zh: '地点名称',
    en: '英文名称',
    enNote: '不会写就空着，先用中文名。',
    village: '属于哪个村',
    villageNote: '同一个村的站点归在一起，才认得出回访。',
    newVillage: '新的村',
    address: '车停在哪里',
  },
  noCrew: '车上没有人员名单。',
  edits: '我们的改动',
  fates: {
    'not-sent': '还没送出',
    'at-headquarters': '已到指挥中心，等回话',
    accepted: '已采纳',
    conflict: '和别人的改动不一样，等人选定',
    rejected: '没有采纳',
  } satisfies Record<Fate, string>,
  why: (why: string) =>
    why.startsWith('there is no such stop')
      ? '没有这一站；新建至少要有地点和日期。'
      : why.startsWith('the stop is cancelled')
        ? '这一站已取消；先把状态改成草稿或推迟，再修改。'
        : why,
  dismiss: '知道了',
  conflict: (field: string) => `${field}有两种说法，选一个`,
  by: (name: string, when: string) => `${name}，${when}`,
  timeUnknown: '时间不详',
  choose: '用这个',
  chosen: '现在按这个',
  empty: '空',
  editTitle: '修改站点',
  newTitle: '新建站点',
  faults: {
    'no-date': '还没有日期。',
    'no-place': '还没有地点名称。',
    times: '结束时间要晚于开始时间。',
  } satisfies Record<PlanFault, string>,
  unchanged: '没有改动。',
  changed: (fields: readonly string[]) => `改动：${fields.join('、')}`,
  beneath: (fields: readonly string[]) => `你修改的时候，别处也改了${fields.join('、')}。保存就用你的。`,
  beneathNow: (field: string, value: string) => `${field}现在是：${value}`,
  save: '保存',
  cancel: '不改了',
  approvedNote: '“已批准”由指挥中心决定。',
  from: (time: string) => `${time} 起`,
  list: '、',
};

export type ScheduleWords = typeof zh;

const en: ScheduleWords = {
  title: 'Schedule',
  none: 'There is no stop yet.',
  noneNote: 'Wait for headquarters, or make one yourself.',
  past: 'Earlier stops',
  today: 'today',
  noDate: 'no date yet',
  newStop: 'New stop',
  edit: 'Change',
  status: {
    draft: 'draft',
    approved: 'approved',
    confirmed: 'confirmed',
    postponed: 'postponed',
    cancelled: 'cancelled',
  },
  kinds: {
    village: 'village',
    market: 'market',
    school: 'school',
    firm: 'firm',
    station: 'police station',
    other: 'other',
  },
  phases: { planned: '', arrived: 'arrived', open: 'open now', closed: 'closed' },
  fields: {
    when: 'date and time',
    place: 'place',
    kind: 'kind',
    theme: 'theme',
    officers: 'officers',
    notes: 'notes',
    status: 'status',
  },
  labels: {
    date: 'Date',
    from: 'From',
    to: 'To',
    zh: 'Name of the place',
    en: 'English name',
    enNote: 'May stay empty: the Chinese name is used then.',
    village: 'Village',
    villageNote: 'Stops of one village belong together, so that return visits are known.',
    newVillage: 'a new village',
    address: 'Where to park',
  },
  noCrew: 'The bus has no crew list.',
  edits: 'Our changes',
  fates: {
    'not-sent': 'not sent yet',
    'at-headquarters': 'at headquarters, no answer yet',
    accepted: 'accepted',
    conflict: 'differs from somebody else’s change; waits for a choice',
    rejected: 'refused',
  },
  why: (why) => why,
  dismiss: 'I see',
  conflict: (field) => `The ${field}: two values, choose one`,
  by: (name, when) => `${name}, ${when}`,
  timeUnknown: 'time unknown',
  choose: 'Use this',
  chosen: 'holds now',
  empty: 'empty',
  editTitle: 'Change a stop',
  newTitle: 'New stop',
  faults: {
    'no-date': 'There is no date yet.',
    'no-place': 'The place has no name yet.',
    times: 'It must end after it begins.',
  },
  unchanged: 'Nothing is changed.',
  changed: (fields) => `Changes: ${fields.join(', ')}`,
  beneath: (fields) =>
    `While you were writing, somebody else changed ${fields.join(', ')}. Saving uses yours.`,
  beneathNow: (field, value) => `The ${field} is now: ${value}`,
  save: 'Save',
  cancel: 'Change nothing',
  approvedNote: 'Approving is for headquarters.',
  from: (time) => `from ${time}`,
  list: ', ',
};

export const scheduleWords: Record<Language, ScheduleWords> = { zh, en };
