import type { PeopleInterval } from '../../statistics/people-interval.ts';

export interface DayBar {
  /** YYYY-MM-DD */
  date: string;
  visits: number;
  interval: PeopleInterval | null;
}

/** Milliseconds of a day in UTC, which has no summer time. */
const DAY_MS = 86_400_000;

/** The days up to `today`, oldest first; days nobody came are there with 0. */
export function dayBars(days: readonly DayBar[], today: string, count: number): DayBar[] {
  const known = new Map(days.map((day) => [day.date, day]));
  const end = Date.parse(`${today}T00:00Z`);
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(end - (count - 1 - i) * DAY_MS).toISOString().slice(0, 10);
    return known.get(date) ?? { date, visits: 0, interval: null };
  });
}
