const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Day and time that people in `timeZone` read off the clock at `wall` (milliseconds since 1970 UTC), as `YYYY-MM-DD HH:MM`: texts in this
 * form compare like the times they stand for.
 */
export function localTime(wall: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timeZone, format);
  }
  return format.format(wall);
}

/** YYYY-MM-DD there. */
export function localDate(wall: number, timeZone: string): string {
  return localTime(wall, timeZone).slice(0, 10);
}
