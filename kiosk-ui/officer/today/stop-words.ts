import type { DayStop } from '@pingan/protocol/officer-day';
import type { OfficerDesk } from '../officer-desk.svelte.ts';

/** How a stop is called: by its place, or by its id while nobody has named one. */
export function stopName({ id, plan }: Pick<DayStop, 'id' | 'plan'>, desk: OfficerDesk): string {
  return plan.place?.name[desk.language] ?? desk.nameOf('stops', id);
}

/** Name of a stop by its id, wherever it is known. */
export function stopNameById(id: string, desk: OfficerDesk): string {
  const stop = desk.day?.stops.find((one) => one.id === id);
  return stop === undefined ? desk.nameOf('stops', id) : stopName(stop, desk);
}

/** "14:05" of wall milliseconds. */
export const clockTime = (wall: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(wall);

/** "11月26日 周四" of YYYY-MM-DD. */
export const dateWords = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', weekday: 'short' }).format(
    new Date(`${date}T12:00`),
  );
