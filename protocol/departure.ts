import { z } from 'zod';
import { Author } from './author.ts';
import { Text } from './ids.ts';

/** What is looked at, as `group/name` or `group` alone: `board/main`, `lamp/lock-07`, `thing/lock-07`, `door/front`, `screen/locks`, `disk`. */
export const CheckItemId = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*(\/[a-z0-9][a-z0-9-]{0,47})?$/)
  .max(80);
export type CheckItemId = z.infer<typeof CheckItemId>;

/** In the order in which a check goes through them. */
export const CHECK_GROUPS = [
  'boards',
  'disk',
  'clock',
  'battery',
  'link',
  'sensors',
  'doors',
  'lamps',
  'things',
  'controls',
  'alarm',
  'screens',
] as const;
export const CheckGroup = z.enum(CHECK_GROUPS);
export type CheckGroup = z.infer<typeof CheckGroup>;

/** One thing of a departure check as the officer sees it. */
export const CheckItem = z.object({
  id: CheckItemId,
  group: CheckGroup,
  name: Text,
  state: z.enum(['waiting', 'running', 'asked', 'good', 'fault', 'skipped']),
  /** What was found; null while there is nothing to say. */
  words: Text.nullable(),
});
export type CheckItem = z.infer<typeof CheckItem>;

/** What the officer is to do or to say now. */
export const CheckAsk = z.object({
  /** Changes with the question, so that an answer to an earlier one means nothing. */
  id: z.string().max(80),
  group: CheckGroup,
  words: Text,
  /** `do`: the bus sees by itself when it is done, thing by thing. `tell`: only a person can see or hear it. */
  by: z.enum(['do', 'tell']),
  /** Items that are asked about; those of `do` leave the list as they are done. */
  items: z.array(CheckItemId),
});
export type CheckAsk = z.infer<typeof CheckAsk>;

export const DepartureView = z.object({
  state: z.enum(['idle', 'running', 'over']),
  items: z.array(CheckItem),
  ask: CheckAsk.nullable(),
  /** The last check that was ended, of this process or an earlier one. */
  last: z
    .object({
      /** Wall milliseconds; null where the clock was not known. */
      at: z.number().int().nullable(),
      by: Author.nullable(),
      faults: z.number().int(),
      skipped: z.number().int(),
    })
    .nullable(),
});
export type DepartureView = z.infer<typeof DepartureView>;

/** What an officer says in a departure check. */
export const DepartureStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('start') }),
  /** To `tell`: these of its items are not right (none: all are). To `do`: these do not answer, the rest is waited for. */
  z.object({ step: z.literal('answer'), ask: z.string().max(80), faulty: z.array(CheckItemId).max(300) }),
  /** What is still open of this question is not looked at. */
  z.object({ step: z.literal('skip'), ask: z.string().max(80) }),
  /** Ends the check without a report. */
  z.object({ step: z.literal('cancel') }),
]);
export type DepartureStep = z.infer<typeof DepartureStep>;

export const TicketId = z.string().regex(/^[0-9a-f]{16}$/);

/** A fault that somebody has to mend. */
export const Ticket = z.object({
  id: TicketId,
  item: CheckItemId,
  words: Text,
  /** Wall milliseconds; null where the clock was not known. */
  since: z.number().int().nullable(),
});
export type Ticket = z.infer<typeof Ticket>;
