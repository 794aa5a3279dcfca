const DAY_MS = 86_400_000;

/** @param day YYYY-MM-DD */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The day that it is where the page is shown, YYYY-MM-DD. @param now wall time in milliseconds */
export function localDay(now: number): string {
  return new Date(now).toLocaleDateString('sv-SE');
}

/** The day that a wall time is in a zone, YYYY-MM-DD. */
export function dayIn(wall: number, timeZone: string): string {
  return new Date(wall).toLocaleDateString('sv-SE', { timeZone });
}
