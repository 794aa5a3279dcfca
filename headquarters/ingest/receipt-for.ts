import type { Receipt } from '@pingan/protocol/receipts';
import type { Outcome } from './write-batch.ts';

/** What a receipt says of an outcome, beyond which record it is for. */
export function receiptFor(result: Outcome): Pick<Receipt, 'outcome' | 'why' | 'schedule'> {
  switch (result.outcome) {
    case 'stored':
      return { outcome: 'stored' };
    case 'rejected':
      return { outcome: 'rejected', why: result.why.slice(0, 500) };
    case 'decided': {
      const { outcome, why, revision } = result.answer;
      return { outcome, ...(why !== undefined && { why: why.slice(0, 500) }), schedule: revision };
    }
  }
}
