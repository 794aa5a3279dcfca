const formats = new Map<string, Intl.DateTimeFormat>();

export class UnknownTimeZone extends Error {
  constructor(timeZone: string) {
    super(
      `"${timeZone}" is no time zone; give an IANA name such as Asia/Shanghai in the profile's clock.timeZone`,
    );
  }
}

/** The calendar day, as YYYY-MM-DD, that people in `timeZone` write at `wall` (milliseconds since 1970 UTC). */
export function localDay(wall: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = formatFor(timeZone);
    formats.set(timeZone, format);
  }
  return format.format(wall);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  } catch (problem) {
    if (problem instanceof RangeError) throw new UnknownTimeZone(timeZone);
    throw problem;
  }
}
