import type { PlanField, PlanFields } from '@pingan/protocol/schedule/plan';
import type { Language } from './dictionary.svelte.ts';
import { scheduleWords } from './schedule-words.ts';

/** A value of a plan in words. What is not said is said to be so. */
export function valueText(field: PlanField, value: unknown, language: Language): string {
  const words = scheduleWords[language];
  switch (field) {
    case 'when':
      return whenText(value as PlanFields['when']);
    case 'place': {
      const { name, county, address } = value as PlanFields['place'];
      return [name[language], county, address].filter((part) => part !== null).join(' · ');
    }
    case 'kind':
      return words.kind[value as PlanFields['kind']];
    case 'status':
      return words.status[value as PlanFields['status']];
    case 'officers': {
      const officers = value as PlanFields['officers'];
      return officers.length > 0 ? officers.join(' ') : words.nobody;
    }
    case 'theme':
    case 'notes':
      return (value as string | null) || words.nothing;
  }
}

/** `2026-12-01 09:00–11:30`, as much of it as is known. */
export function whenText({ date, from, to }: PlanFields['when']): string {
  if (from === null && to === null) return date;
  return `${date} ${from ?? '…'}–${to ?? '…'}`;
}

/** Wall time in the zone of the bus, day and minute. */
export function wallText(at: number, timeZone: string | null, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...(timeZone !== null && { timeZone }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);
}
