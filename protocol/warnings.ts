import { z } from 'zod';
import { Name, Text } from './ids.ts';
import { daysBetween, LONGEST_WARNING_DAYS } from './warning-days.ts';

export { LONGEST_WARNING_DAYS, warningsOn } from './warning-days.ts';

/**
 * A case warning: what happened near here, at village level or coarser, and how to stop it. No victim, no amount that could
 * tell who it was, no minors, nothing of a method beyond its turning point.
 */
export const Warning = z
  .strictObject({
    id: Name,
    type: Text,
    /** Village or town; never a person's address. */
    where: Text,
    method: Text,
    stopPoint: Text,
    action: Text,
    /** The unit that published it. */
    source: Text,
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
export type Warning = z.infer<typeof Warning>;

/** A list of warnings as a file or a message carries it. */
export const WarningList = z.strictObject({ version: z.literal(1), warnings: z.array(Warning).max(50) });
export type WarningList = z.infer<typeof WarningList>;
