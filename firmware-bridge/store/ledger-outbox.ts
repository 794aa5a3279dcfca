import type { BusRecord, RecordKind } from '@pingan/protocol/records';
import type { Receipt } from '@pingan/protocol/receipts';
import type { Log } from '../log.ts';
import { epochDayOf } from './segments.ts';
import { localDay } from './local-day.ts';
import type { OutgoingEpoch } from './outgoing-epoch.ts';
import type { Standing } from './answers.ts';

export class NoSuchRecord extends Error {
  constructor(kind: string, id: string) {
    super(`the outbox holds no ${kind} "${id}" any more; ask it again what is unconfirmed`);
  }
}

/** Everything that still has to reach headquarters. Only revisions that are on disk are seen from here. */
export class LedgerOutbox {
  readonly #bus: string;
  readonly #log: Log;
  readonly #answered: () => void;
  readonly #heard: (receipt: Receipt) => void;
  readonly #listeners = new Set<() => void>();
  #epochs: OutgoingEpoch[] = [];

  /** `answered` hears that an epoch's receipts have changed and want to be written some time; `heard` of every receipt. */
  constructor(parts: { bus: string; log: Log; answered: () => void; heard: (receipt: Receipt) => void }) {
    this.#bus = parts.bus;
    this.#log = parts.log;
    this.#answered = parts.answered;
    this.#heard = parts.heard;
  }

  get epochs(): readonly OutgoingEpoch[] {
    return this.#epochs;
  }

  add(epoch: OutgoingEpoch): void {
    this.#epochs = [...this.#epochs, epoch].sort((a, b) => b.boot - a.boot);
  }

  drop(epoch: OutgoingEpoch): void {
    this.#epochs = this.#epochs.filter((known) => known !== epoch);
  }

  /** Newest first. */
  unconfirmed(): readonly { kind: RecordKind; id: string; rev: number }[] {
    return this.#epochs.flatMap((epoch) =>
      epoch.withStanding('unconfirmed').map(({ kind, id, rev }) => ({ kind, id, rev })),
    );
  }

  /** Records that headquarters refused and that rest until the software changes. */
  rejected(): readonly { kind: RecordKind; id: string }[] {
    return this.#epochs.flatMap((epoch) =>
      epoch.withStanding('rejected').map(({ kind, id }) => ({ kind, id })),
    );
  }

  /** What headquarters said of a record, or null where it is not here. */
  standing(kind: RecordKind, id: string): Standing | null {
    for (const epoch of this.#epochs) {
      const standing = epoch.standing(kind, id);
      if (standing !== null) return standing;
    }
    return null;
  }

  /** Why headquarters refused a record, or null where it did not. */
  rejection(kind: RecordKind, id: string): string | null {
    return this.#epochs.find((epoch) => epoch.find(kind, id) !== undefined)?.rejection(kind, id) ?? null;
  }

  /** Days with counts that headquarters has not confirmed: local ones where the clock was known, days of their epoch where not. */
  daysUnconfirmed(timeZone: string): number {
    const days = this.#epochs.flatMap((epoch) =>
      epoch.unconfirmedStarts.map(({ at, isWall }) =>
        isWall ? localDay(at, timeZone) : `${epoch.epoch}/${epochDayOf(at)}`,
      ),
    );
    return new Set(days).size;
  }

  /** The safe revision of a record. Throws `NoSuchRecord`. */
  record(item: { kind: RecordKind; id: string }): BusRecord {
    for (const epoch of this.#epochs) {
      const found = epoch.find(item.kind, item.id);
      if (found === undefined) continue;
      const { kind, id, rev } = found;
      return { v: 1, bus: this.#bus, kind, id, rev, body: JSON.parse(found.text) } as BusRecord;
    }
    throw new NoSuchRecord(item.kind, item.id);
  }

  /** Takes a receipt in; it may come twice, late, or for something long done. Lost ones only cost another sending. */
  async confirm(receipt: Receipt): Promise<void> {
    this.#heard(receipt);
    const epoch = this.#epochs.find((known) => known.find(receipt.kind, receipt.id) !== undefined);
    const record = epoch?.find(receipt.kind, receipt.id);
    if (epoch === undefined || record === undefined) {
      this.#log.debug({ receipt }, 'a receipt for a record that is not waiting here');
      return;
    }
    if (epoch.live && receipt.rev > record.rev) {
      this.#log.warn(
        { receipt, rev: record.rev },
        `headquarters confirms revision ${receipt.rev} of ${receipt.kind} ${receipt.id}, but only ${record.rev} was ever sent; ignored`,
      );
      return;
    }
    if (!epoch.answer(receipt)) return;
    if (receipt.outcome === 'rejected') {
      this.#log.warn(
        { receipt },
        `headquarters refused ${receipt.kind} ${receipt.id}: ${receipt.why ?? 'no reason was given'}`,
      );
    }
    this.#answered();
    this.changed();
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
