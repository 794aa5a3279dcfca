import type { DepartureReport, Told } from '../../fleet-condition/condition.ts';
import { dayIn } from './days.ts';
import type { Speech } from './dictionary.svelte.ts';
import { wallText } from './plan-texts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * `today 07:40`, else day and time, with the year where it is another one, by the clock of the bus.
 * @param today the day it is there, YYYY-MM-DD; null on paper, where every time is told in full
 */
export function whenText(
  { at, timeZone }: Pick<Told, 'at' | 'timeZone'>,
  today: string | null,
  speech: Speech,
): string {
  const words = speech.words.condition;
  if (at === null) return words.timeUnknown;
  if (timeZone === null) return wallText(at, null, speech.language);
  const day = dayIn(at, timeZone);
  if (day === today) return words.today(clockText(at, timeZone));
  if (day.slice(0, 4) === today?.slice(0, 4)) return wallText(at, timeZone, speech.language);
  return `${day} ${clockText(at, timeZone)}`;
}

/** Hour and minute by the clock of the bus. */
export function clockText(at: number, timeZone: string): string {
  const format = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(at);
}

/** How long ago a fault was found, in words. */
export function ageText({ at }: Pick<Told, 'at'>, now: number, speech: Speech): string {
  const { age } = speech.words.condition;
  if (at === null) return age.unknown;
  const passed = now - at;
  if (passed < HOUR) return age.fresh;
  return passed < DAY ? age.hours(Math.floor(passed / HOUR)) : age.days(Math.floor(passed / DAY));
}

/** `2 faults, 1 not looked at, 38 good`. */
export function resultsText({ good, faults, skipped }: DepartureReport, speech: Speech): string {
  return speech.words.condition.results({
    good: speech.number(good),
    faults: speech.number(faults.length),
    skipped: speech.number(skipped.length),
  });
}

/** How long a check took. */
export function tookText(seconds: number, speech: Speech): string {
  const words = speech.words.condition;
  if (seconds < 60) return words.seconds(speech.number(seconds));
  return words.minutes(speech.number(Math.round(seconds / 60)));
}
