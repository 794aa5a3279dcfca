import type { Language } from '@pingan/protocol/ids';

const zh = {
  title: '待修',
  count: (n: number) => `${n} 处`,
  none: '没有待修的。',
  noneNote: '出车检查查出的故障会记在这里。',
  since: (when: string) => `${when} 查出`,
  sinceUnknown: '查出的时间不详',
  mended: '修好了',
  remark: '怎么修的（可不写）',
  remarkNote: '不写群众的姓名和电话',
  mendedNow: '记下：修好了',
  notYet: '还没修好',
  note: '下次检查再看到它正常，也会自动划掉。',
  back: '回今天',
};

/** What the page of open faults says. */
export type TicketWords = typeof zh;

const en: TicketWords = {
  title: 'To mend',
  count: (n) => String(n),
  none: 'Nothing waits to be mended.',
  noneNote: 'Faults that a departure check finds are listed here.',
  since: (when) => `found ${when}`,
  sinceUnknown: 'found at a time not known',
  mended: 'Mended',
  remark: 'How it was mended (optional)',
  remarkNote: 'no visitors’ names or numbers',
  mendedNow: 'Note as mended',
  notYet: 'Not yet',
  note: 'A later check that finds it good takes it off the list by itself.',
  back: 'Back to today',
};

export const ticketWords: Record<Language, TicketWords> = { zh, en };
