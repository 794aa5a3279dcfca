const zh = {
  title: '车况',
  detail: (n: string, open: string) => `${n} 辆车 · ${open} 张未关闭的故障单`,
  noBuses: '还没有车辆报到。车辆连上后会自动出现在这里。',
  rehearsal: '演练',
  rehearsalMeans: '演练车的报告由程序生成，不涉及真实车辆。',
  never: '还没有收到过出车检查',
  last: (when: string) => `最近一次出车检查：${when}`,
  results: ({ good, faults, skipped }: Numbers) =>
    faults === '0' && skipped === '0'
      ? `全部正常，共 ${good} 项`
      : [
          faults === '0' ? '没有故障' : `${faults} 项故障`,
          skipped === '0' ? '' : `${skipped} 项没看`,
          `${good} 项正常`,
        ]
          .filter((part) => part !== '')
          .join('，'),
  today: (time: string) => `今天 ${time}`,
  timeUnknown: '时间不确定',
  unchecked: (when: string) => `${when} 开站，还没有收到今天的出车检查`,
  openTickets: '未关闭的故障单',
  noTickets: '没有未关闭的故障单',
  more: (n: string) => `另有 ${n} 张`,
  age: {
    unknown: '发现时间不确定',
    fresh: '不到 1 小时前发现',
    hours: (n: number) => `${n} 小时前发现`,
    days: (n: number) => `${n} 天前发现`,
  },
  show: '查看报告',
  showOf: (bus: string) => `查看报告：${bus}`,
  pick: '点一辆车，查看它的检查报告、故障单和以往记录',
  loading: '正在读取…',
  retry: '重试',
  gone: '没有这辆车，或您的账号不负责它。',
  close: '收起',
  report: '出车检查报告',
  reportOf: (bus: string) => `出车检查报告 · ${bus}`,
  noReport: '还没有收到这辆车的出车检查。检查在车上的民警台里做，做完后自动送到这里。',
  when: '时间',
  by: '检查人',
  nobody: '未记录',
  took: '用时',
  seconds: (n: string) => `${n} 秒`,
  minutes: (n: string) => `${n} 分钟`,
  good: '正常',
  faults: '故障',
  skipped: '没看',
  allGood: '没有发现故障。',
  print: '打印报告',
  printNow: '打印',
  printed: (when: string) => `打印于 ${when}`,
  history: '检查记录',
  noHistory: '只有这一次检查。',
  see: (when: string) => `查看 ${when} 的检查`,
  closedTickets: '已关闭的故障单',
  noClosed: '还没有关闭过故障单。',
  opening: '这张故障单的开单记录还没有收到',
  why: { mended: '已修好', 'found-good': '后来的检查正常' },
  closedAt: (when: string) => `${when} 关闭`,
  foundAt: (when: string) => `${when} 发现`,
  notice: {
    open: '有待修故障：',
    unchecked: '今天已开站，还没有收到今天的出车检查：',
    openOf: (bus: string, n: string) => `${bus}（${n} 项）`,
    openedOf: (bus: string, when: string) => `${bus}（${when} 开站）`,
    marked: (bus: string) => `${bus} 演练`,
    and: '、',
    more: (n: string) => `等共 ${n} 辆`,
    see: '查看车况',
  },
};

/** Numbers as they are written. */
interface Numbers {
  good: string;
  faults: string;
  skipped: string;
}

export type ConditionWords = typeof zh;

const faultsEn = (n: string) => (n === '1' ? '1 fault' : `${n} faults`);

const en: ConditionWords = {
  title: 'Condition of the buses',
  detail: (n, open) =>
    `${n === '1' ? '1 bus' : `${n} buses`} · ${open === '1' ? '1 open ticket' : `${open} open tickets`}`,
  noBuses: 'No bus has reported yet. One appears here by itself once it is connected.',
  rehearsal: 'rehearsal',
  rehearsalMeans: 'Reports of a rehearsal bus are generated; no real bus is meant.',
  never: 'No departure check has arrived yet',
  last: (when) => `Last departure check ${when}`,
  results: ({ good, faults, skipped }) =>
    faults === '0' && skipped === '0'
      ? `all good, ${good} items`
      : [
          faults === '0' ? 'no faults' : faultsEn(faults),
          skipped === '0' ? '' : `${skipped} not looked at`,
          `${good} good`,
        ]
          .filter((part) => part !== '')
          .join(', '),
  today: (time) => `today ${time}`,
  timeUnknown: 'at an uncertain time',
  unchecked: (when) => `Opened a stop ${when}; no departure check of today has arrived`,
  openTickets: 'Open tickets',
  noTickets: 'No open tickets',
  more: (n) => `and ${n} more`,
  age: {
    unknown: 'found at an uncertain time',
    fresh: 'found less than an hour ago',
    hours: (n) => (n === 1 ? 'found an hour ago' : `found ${n} hours ago`),
    days: (n) => (n === 1 ? 'found a day ago' : `found ${n} days ago`),
  },
  show: 'See the report',
  showOf: (bus) => `See the report of ${bus}`,
  pick: 'Choose a bus to see its report, its tickets and earlier checks',
  loading: 'Reading…',
  retry: 'Try again',
  gone: 'There is no such bus, or your account does not cover it.',
  close: 'Close',
  report: 'Departure check',
  reportOf: (bus) => `Departure check of ${bus}`,
  noReport:
    'No departure check of this bus has arrived yet. It is made at the officer panel of the bus and comes here by itself.',
  when: 'When',
  by: 'By',
  nobody: 'not recorded',
  took: 'Took',
  seconds: (n) => `${n} s`,
  minutes: (n) => `${n} min`,
  good: 'Good',
  faults: 'Faults',
  skipped: 'Not looked at',
  allGood: 'No fault was found.',
  print: 'Print the report',
  printNow: 'Print',
  printed: (when) => `Printed ${when}`,
  history: 'Checks so far',
  noHistory: 'This is the only check.',
  see: (when) => `See the check of ${when}`,
  closedTickets: 'Closed tickets',
  noClosed: 'No ticket has been closed yet.',
  opening: 'What this ticket was opened for has not arrived yet',
  why: { mended: 'mended', 'found-good': 'good in a later check' },
  closedAt: (when) => `closed ${when}`,
  foundAt: (when) => `found ${when}`,
  notice: {
    open: 'To be mended: ',
    unchecked: 'Opened a stop today, and no departure check of today has arrived: ',
    openOf: (bus, n) => `${bus}: ${faultsEn(n)}`,
    openedOf: (bus, when) => `${bus} (opened ${when})`,
    marked: (bus) => `${bus} (rehearsal)`,
    and: '; ',
    more: (n) => `; ${n} buses in all`,
    see: 'See the buses',
  },
};

export const conditionWords = { zh, en };
