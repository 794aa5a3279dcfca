import type { CarriedAnswer } from '@pingan/protocol/carry-file';
import { z } from 'zod';

/** What a bus remembers of the answers it took in. */
export const CarryMark = z.object({
  /** When headquarters wrote the newest of them, in milliseconds. */
  newest: z.number().int().nonnegative(),
  /** Ids of the last ones. */
  read: z.array(z.string()).max(100),
});
export type CarryMark = z.infer<typeof CarryMark>;

export const NO_MARK: CarryMark = { newest: 0, read: [] };
const REMEMBERED = 100;

/** The mark after an answer was taken in. */
export function marked(mark: CarryMark, { id, written }: { id: string; written: number | null }): CarryMark {
  return {
    newest: Math.max(mark.newest, written ?? 0),
    read: [...mark.read.filter((each) => each !== id), id].slice(-REMEMBERED),
  };
}

/**
 * Warnings have no revision: those of an answer written before one that was taken in already are out of date. Receipts say what
 * headquarters has stored and hold for ever; schedule and crew have revisions of their own.
 */
export function warningsAreNews(mark: CarryMark, written: number | null): boolean {
  return written !== null && written > mark.newest;
}

/** The id of another bus inside an answer that says it is for this one, or null. */
export function foreignBusIn({ receipts, schedule, crew }: CarriedAnswer, bus: string): string | null {
  const named = [...receipts, schedule, crew].flatMap((part) => (part === null ? [] : [part.bus]));
  return named.find((each) => each !== bus) ?? null;
}
