export interface DayBar {
  /** YYYY-MM-DD */
  date: string;
  visits: number;
}

/** Milliseconds of a day in UTC, which has no summer time. */
const DAY_MS = 86_400_000;

/** The days up to `today`, oldest first, each with the visits of all buses; days nobody came are there with 0. */
export function dayBars(
  days: readonly { date: string; visits: number }[],
  today: string,
  count: number,
): DayBar[] {
  const sums = new Map<string, number>();
  for (const { date, visits } of days) sums.set(date, (sums.get(date) ?? 0) + visits);
  const end = Date.parse(`${today}T00:00Z`);
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(end - (count - 1 - i) * DAY_MS).toISOString().slice(0, 10);
    return { date, visits: sums.get(date) ?? 0 };
  });
}
