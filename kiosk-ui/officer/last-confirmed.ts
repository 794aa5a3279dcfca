/** "14:05" today, "19 Nov, 14:05" before; both times are wall time in milliseconds since 1970. */
export function sayWhen(at: number, now: number, locale: string): string {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at);
  if (new Date(at).toDateString() === new Date(now).toDateString()) return time;
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(at);
  return `${day} ${time}`;
}
