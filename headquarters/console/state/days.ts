/** The day of a moment where this page is shown, YYYY-MM-DD. @param wall milliseconds */
export function localDay(wall: number): string {
  return new Date(wall).toLocaleDateString('sv-SE');
}

/** The day that many days after a day, both YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
