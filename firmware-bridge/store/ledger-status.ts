import type { LedgerOutbox } from './ledger-outbox.ts';

export interface LedgerStatus {
  state: 'good' | 'failing';
  detail: string;
  /** Records that headquarters has not confirmed. */
  backlog: number;
  /** Records that headquarters refused; they rest until the software changes. */
  rejected: number;
  /** Monotonic milliseconds of this epoch at the last receipt, or null. */
  lastConfirmed: number | null;
}

/** How the ledger is, in words for officers and in numbers. */
export function ledgerStatus(known: {
  /** Why the disk does not take what is counted; null where it does. */
  failing: string | null;
  /** Documents that were found damaged, each with what became of it. */
  damaged: readonly string[];
  outbox: Pick<LedgerOutbox, 'unconfirmed' | 'rejected'>;
  lastConfirmed: number | null;
}): LedgerStatus {
  const { failing, damaged, outbox, lastConfirmed } = known;
  const good = ['what is counted is on disk within 2 s', ...damaged].join('; ');
  return {
    state: failing === null ? 'good' : 'failing',
    detail: failing === null ? good : `${failing}; counting goes on in memory and is lost if the power goes`,
    backlog: outbox.unconfirmed().length,
    rejected: outbox.rejected().length,
    lastConfirmed,
  };
}
