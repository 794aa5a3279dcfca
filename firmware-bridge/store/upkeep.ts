import type { Log } from '../log.ts';
import type { EpochShelf } from './epoch-shelf.ts';
import type { LedgerOutbox } from './ledger-outbox.ts';

/** What epochs that headquarters has in full may take. */
const SETTLED_BUDGET_BYTES = 64 * 1024 * 1024;
/** On a full disk half of what they take is given up at a time. */
const GIVE_UP_SHARE = 0.5;

/** Moves epochs that headquarters has in full out of the way, and removes the oldest of them when space is needed. */
export class Upkeep {
  readonly #shelf: EpochShelf;
  readonly #outbox: LedgerOutbox;
  readonly #budget: number;
  readonly #log: Log;
  #sweepDue = true;

  constructor(parts: { shelf: EpochShelf; outbox: LedgerOutbox; budget: number | undefined; log: Log }) {
    this.#shelf = parts.shelf;
    this.#outbox = parts.outbox;
    this.#budget = parts.budget ?? SETTLED_BUDGET_BYTES;
    this.#log = parts.log;
  }

  /** Failing costs nothing but space, so it is only logged and tried at the next flush. */
  async tidy(): Promise<void> {
    try {
      for (const epoch of this.#outbox.epochs.filter((known) => known.settled)) {
        await this.#shelf.settle(epoch.folder);
        this.#outbox.drop(epoch);
        this.#sweepDue = true;
      }
      if (!this.#sweepDue) return;
      await this.#shelf.keepWithin(this.#budget);
      this.#sweepDue = false;
    } catch (problem) {
      this.#log.warn({ err: problem }, 'epochs that headquarters has could not be cleared away yet');
    }
  }

  /** The disk is full: gives up the oldest of what headquarters has. */
  async makeRoom(): Promise<void> {
    try {
      await this.#shelf.keepWithin((await this.#shelf.settledBytes()) * GIVE_UP_SHARE);
    } catch (problem) {
      this.#log.warn({ err: problem }, 'no room could be made on the full disk');
    }
  }
}
