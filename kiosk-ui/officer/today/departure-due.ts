import type { OfficerDay } from '@pingan/protocol/officer-day';
import { dayOf } from '../../local-day.ts';

/** Whether the last departure check was today's; where nobody knows the day, one whose time is not known either may be. */
export function isCheckedToday({ today, departure }: Pick<OfficerDay, 'today' | 'departure'>): boolean {
  const { last } = departure;
  if (last === null) return false;
  return (last.at === null ? null : dayOf(last.at)) === today;
}

/** Whether the check is what to do now: the bus has not arrived anywhere today, and nobody has looked it over. */
export function isCheckDue(day: OfficerDay): boolean {
  if (day.current !== null || isCheckedToday(day)) return false;
  return !day.stops.some(({ openedAt }) => openedAt !== null && dayOf(openedAt) === day.today);
}
