import { z } from 'zod';
import { Author } from './author.ts';
import { CheckItemId, TicketId } from './departure.ts';
import { EpochId, Monotonic, Name, Purpose, Text } from './ids.ts';

const count = z.number().int().min(0).max(100_000);
const remark = z.string().max(500);

/** Errors of a count of visits at one door, (machine − hand) / hand, with their 95 % interval. */
export const Calibration = z.object({
  door: Name,
  tapped: z.number().int().positive(),
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
});

/**
 * A correction that lowers no counter: the counts of a stretch of time belong to another stop or purpose than was counted under. From a
 * slot boundary to a slot boundary door counts move exactly; label-rich counts of a segment that is split move by estimate.
 */
export const Amendment = z.object({
  epoch: EpochId,
  /** Monotonic milliseconds of that epoch; `to` is not part of the stretch. */
  from: Monotonic,
  to: Monotonic,
  stop: Name.nullable(),
  purpose: Purpose,
  reason: z.string().min(1).max(300),
  /** Facts whose amendment this one replaces. */
  replaces: z.array(z.string().max(80)).max(20).default([]),
});
export type Amendment = z.infer<typeof Amendment>;

/** Facts that say all by their name: how a stop goes, in this order. */
export const STOP_FACTS = ['stop-arrived', 'stop-opened', 'stop-closed'] as const;

/** What each known fact says beyond who, when and where. A fact that is not listed here is kept as it came. */
export const FACT_DETAILS = {
  /** People counted by hand at the stop so far, independent of the beams. */
  'hand-count': z.object({ in: count }),
  odometer: z.object({ km: z.number().min(0).max(5_000_000) }),
  /** Ids of the items of the stop checklist. */
  checklist: z.object({ done: z.array(Name).max(40), open: z.array(Name).max(40) }),
  'after-action': z.object({
    /** Answers by the id of the form's question: a number, a choice's id or a remark. */
    answers: z.record(Name, z.union([z.number(), z.boolean(), remark])),
  }),
  queue: z.object({ queue: z.enum(['none', 'short', 'long']) }),
  'shift-handed-over': z.object({ to: Author, remark }),
  'purpose-changed': z.object({ from: Purpose, to: Purpose }),
  weather: z.object({ weather: z.enum(['dry', 'rain', 'heat', 'cold', 'wind']) }),
  amended: Amendment,
  /** A departure check that came to its end; what is good is only counted. */
  'departure-check': z.object({
    good: count,
    faults: z.array(z.object({ item: CheckItemId, words: Text })).max(300),
    skipped: z.array(CheckItemId).max(300),
    seconds: count,
  }),
  'ticket-opened': z.object({ ticket: TicketId, item: CheckItemId, words: Text }),
  /** `mended`: an officer says so. `found-good`: a later check found nothing wrong. */
  'ticket-closed': z.object({ ticket: TicketId, why: z.enum(['mended', 'found-good']), remark }),
} as const satisfies Record<string, z.ZodType>;
export type FactName = keyof typeof FACT_DETAILS;
export type FactDetail<Fact extends FactName> = z.infer<(typeof FACT_DETAILS)[Fact]>;

/** Why the detail of a fact does not fit its name, or null. Unknown names may carry any plain data. */
export function detailFault(fact: string, detail: unknown): string | null {
  if (!(fact in FACT_DETAILS)) return null;
  const parsed = FACT_DETAILS[fact as FactName].safeParse(detail);
  return parsed.success ? null : z.prettifyError(parsed.error).replaceAll('\n', ' ');
}
