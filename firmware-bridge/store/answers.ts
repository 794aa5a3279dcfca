import type { Receipt } from '@pingan/protocol/receipts';
import type { Answer } from './documents.ts';

export const NO_ANSWER: Answer = { confirmed: -1, rejected: null };

/** How a record of which `rev` is on disk stands with headquarters. */
export type Standing = 'unconfirmed' | 'confirmed' | 'rejected';

/**
 * What is known after one more receipt. Receipts may come twice, late and in any order: the highest stored
 * revision counts, and a rejection stands until that revision or a newer one has been stored after all. A
 * conflict has been stored too: both values are at headquarters.
 */
export function withReceipt(before: Answer, receipt: Receipt, software: string): Answer {
  if (receipt.outcome === 'rejected') {
    const known = before.rejected?.software === software ? before.rejected.rev : -1;
    if (receipt.rev <= Math.max(before.confirmed, known)) return before;
    return { ...before, rejected: { rev: receipt.rev, why: receipt.why ?? 'no reason was given', software } };
  }
  const confirmed = Math.max(before.confirmed, receipt.rev);
  const cleared = before.rejected !== null && before.rejected.rev <= confirmed;
  return { confirmed, rejected: cleared ? null : before.rejected };
}

/** A rejected record is kept and rests until other software may say it differently. */
export function standingOf(answer: Answer, rev: number, software: string): Standing {
  if (answer.confirmed >= rev) return 'confirmed';
  return answer.rejected !== null && answer.rejected.software === software ? 'rejected' : 'unconfirmed';
}
