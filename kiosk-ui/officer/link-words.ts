import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { BusStatus } from '@pingan/protocol/bus-status';
import { sayWhen } from './last-confirmed.ts';
import type { OfficerWords } from './words.ts';

/** What waits for headquarters and since when, in one sentence: "3 days to send, last confirmed 14:05". */
export function backlogWords(
  says: OfficerWords,
  { backlog }: Pick<BusStatus, 'backlog'>,
  day: Pick<OfficerDay, 'daysToSend'> | null,
  now: number,
): string {
  const { link } = says;
  const days = day?.daysToSend ?? 0;
  const waits =
    backlog.records === 0 ? link.allSent : days > 0 ? link.days(days) : link.records(backlog.records);
  const confirmed =
    backlog.lastConfirmed === null
      ? link.neverConfirmed
      : link.confirmed(sayWhen(backlog.lastConfirmed, now, says.locale));
  return waits + link.join + confirmed;
}
