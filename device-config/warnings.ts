import { z } from 'zod';
import { Id, Text, whenMissing } from './profile-schema/parts.ts';

/** Days a warning holds at the longest; after that it is history and not a warning. */
export const LONGEST_WARNING_DAYS = 30;
export const MOST_WARNINGS = 50;
const DAY_MS = 86_400_000;

const texts = {
  id: Id,
  type: Text,
  /** Village or town; never a person's address. */
  where: Text,
  method: Text,
  stopPoint: Text,
  action: Text,
  /** The unit that published it. */
  source: Text,
};

/** A warning with the days of the calendar that it holds for. */
const Dated = z
  .strictObject({
    ...texts,
    published: z.iso.date(),
    /** The last day it is shown. */
    expires: z.iso.date(),
    /** Said on the screen where a warning was made up for practice. */
    generated: z.boolean().default(false),
  })
  .refine(({ published, expires }) => expires >= published, {
    path: ['expires'],
    message: 'is before it was published; give the last day it is to be shown',
  })
  .refine(({ published, expires }) => daysBetween(published, expires) <= LONGEST_WARNING_DAYS, {
    path: ['expires'],
    message: `is more than ${LONGEST_WARNING_DAYS} days after it was published; publish it again if it still holds`,
  });
export type Warning = z.infer<typeof Dated>;

const DATES = 'give `published` and `expires`; only a generated warning may count its days from today';
const HOLDS = `must be at most ${LONGEST_WARNING_DAYS}; a warning holds no longer`;

/** A warning for practice that is always a few days old; nothing real may be dated so. */
const Rehearsed = z.strictObject({
  ...texts,
  generated: z.literal(true, DATES),
  daysAgo: z.number(whenMissing('is missing; say how many days ago it was published')).int().min(0).max(3650),
  validDays: z
    .number(whenMissing('is missing; say for how many days it holds'))
    .int()
    .min(0)
    .max(LONGEST_WARNING_DAYS, HOLDS),
});

/** A warning as a file holds it. */
export const WrittenWarning = z.union([Dated, Rehearsed]);

/** The file around the warnings, each of which is judged by itself. */
export const WarningFile = z.strictObject({
  version: z.literal(1),
  warnings: z
    .array(z.unknown())
    .max(MOST_WARNINGS, `holds more than ${MOST_WARNINGS} warnings; take the oldest away`),
});

/** The warning with its days. @param today YYYY-MM-DD */
export function datedOn(written: z.infer<typeof WrittenWarning>, today: string): Warning {
  if (!('daysAgo' in written)) return written;
  const { daysAgo, validDays, ...warning } = written;
  const published = dayAfter(today, -daysAgo);
  return { ...warning, published, expires: dayAfter(published, validDays) };
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
