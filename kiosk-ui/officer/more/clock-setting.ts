/** A local time as an officer sets it with large buttons. */
export interface ClockParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}
export type ClockPart = keyof ClockParts;
export const CLOCK_PARTS: readonly ClockPart[] = ['year', 'month', 'day', 'hour', 'minute'];

/** The bus cannot be older than its software, nor is a schedule made for the next century. */
const YEARS = { least: 2025, most: 2099 };

export function clockPartsOf(wall: number): ClockParts {
  const date = new Date(wall);
  return {
    year: Math.min(YEARS.most, Math.max(YEARS.least, date.getFullYear())),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
  };
}

const daysIn = ({ year, month }: ClockParts) => new Date(year, month, 0).getDate();

/** One step up or down. Parts go round like the wheels of a clock and never turn each other; a day that the month lacks becomes its last. */
export function turn(parts: ClockParts, part: ClockPart, by: 1 | -1): ClockParts {
  const [least, most] = {
    year: [YEARS.least, YEARS.most],
    month: [1, 12],
    day: [1, daysIn(parts)],
    hour: [0, 23],
    minute: [0, 59],
  }[part] as [number, number];
  const span = most - least + 1;
  const turned = { ...parts, [part]: ((parts[part] + by - least + span) % span) + least };
  return { ...turned, day: Math.min(turned.day, daysIn(turned)) };
}

/** Wall milliseconds at the beginning of that minute, in the zone of this page. */
export const wallOf = ({ year, month, day, hour, minute }: ClockParts): number =>
  new Date(year, month - 1, day, hour, minute).getTime();
