import type { Language } from '@pingan/protocol/ids';
import { sayDay } from './warnings-board.svelte.ts';

const zh = {
  kind: '案件预警',
  stopPoint: '停在这一步',
  action: '这样做',
  validUntil: (day: string) => `有效至 ${sayDay(day, 'zh-CN')}`,
  generated: '演练样例，不是真案件',
  practice: '演练样例',
  others: '还有',
  more: (count: number) => `另有 ${count} 条`,
  touch: '轻触屏幕，马上开始',
};

/** What surrounds the text of a warning. */
export type WarningWords = typeof zh;

const en: WarningWords = {
  kind: 'Case warning',
  stopPoint: 'Stop here',
  action: 'Do this',
  validUntil: (day) => `valid until ${sayDay(day, 'en-GB')}`,
  generated: 'generated for practice, not a real case',
  practice: 'practice',
  others: 'Also',
  more: (count) => `${count} more`,
  touch: 'Touch the screen to begin',
};

export const warningWords: Record<Language, WarningWords> = { zh, en };

/** What the page of its own says where there is no warning, or no bus. */
export const boardWords = {
  poster: { zh: '遇到一个，就停一停', en: 'Meet one of these? Stop.' },
  offline: { zh: '暂时收不到新消息，显示最后收到的', en: 'No link to the bus: the last news received' },
} satisfies Record<string, Record<Language, string>>;
