import type { Language } from '@pingan/protocol/ids';
import type { PlanField, PlanFields } from '@pingan/protocol/schedule/plan';
import { dateWords } from '../today/stop-words.ts';
import type { ScheduleWords } from './schedule-words.ts';

/** "14:00–16:30", "14:00 on", or nothing. */
export function timeWords({ from, to }: PlanFields['when'], words: ScheduleWords): string {
  if (from === null) return '';
  return to === null ? words.from(from) : `${from}–${to}`;
}

/** The value of a field in words, for whoever compares two of them. */
export function sayValue(
  field: PlanField,
  value: unknown,
  says: { words: ScheduleWords; language: Language; locale: string; crewName: (id: string) => string },
): string {
  const { words, language, locale, crewName } = says;
  const plan = { [field]: value } as Partial<PlanFields>;
  const said = [
    plan.when && `${dateWords(plan.when.date, locale)} ${timeWords(plan.when, words)}`,
    plan.place && [plan.place.name[language], plan.place.address].filter(Boolean).join(words.list),
    plan.kind && words.kinds[plan.kind],
    plan.theme,
    plan.officers?.map(crewName).join(words.list),
    plan.notes,
    plan.status && words.status[plan.status],
  ].find((each) => typeof each === 'string' && each !== '');
  return said?.trim() ?? words.empty;
}
