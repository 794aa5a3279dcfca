import type { PlanField } from '@pingan/protocol/schedule/plan';

export const FIELD_NAMES_ZH: Record<PlanField, string> = {
  when: '时间',
  place: '地点',
  kind: '类型',
  theme: '主题',
  officers: '值班人员',
  notes: '备注',
  status: '状态',
};

/** What the schedule answers is written in English on the wire; this is how an officer reads it in Chinese. */
export function reasonInChinese(why: string): string {
  for (const [pattern, words] of REASONS) {
    const found = pattern.exec(why);
    if (found) return words(found[1] ?? '');
  }
  return why;
}

const fieldsInChinese = (names: string) =>
  names
    .split(', ')
    .map((name) => FIELD_NAMES_ZH[name as PlanField] ?? name)
    .join('、');

const REASONS: [RegExp, (found: string) => string][] = [
  [/^there is no such stop/, () => '没有这个站点；新站点至少需要地点和日期'],
  [/^the stop is cancelled/, () => '这个站点已取消；请先改回草稿或延期，再编辑'],
  [
    /^others changed (.+) meanwhile/,
    (names) => `别人同时改了${fieldsInChinese(names)}；两个值都保留，等待选定`,
  ],
  [
    /^only headquarters may set a stop to (\w+)/,
    (status) => `只有指挥中心可以${status === 'approved' ? '批准' : '确认'}站点；请联系那里的排程人员`,
  ],
  [/is already known with another content/, () => '这个编号的修改已存在，内容却不同；请重新修改一次'],
];
