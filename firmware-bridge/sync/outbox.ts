import type { BusRecord, RecordKind } from '@pingan/protocol/records';
import type { Receipt } from '@pingan/protocol/receipts';

/** A record that headquarters has not confirmed, and the revision of it that is safe to send. */
export interface OutboxItem {
  kind: RecordKind;
  id: string;
  rev: number;
}

/** What sync needs of whoever keeps the records. */
export interface Outbox {
  /** Newest first; only revisions that are on disk. */
  unconfirmed(): readonly OutboxItem[];
  record(item: OutboxItem): BusRecord;
  confirm(receipt: Receipt): Promise<void>;
  /** Gives back what ends the listening. */
  onChanged(listener: () => void): () => void;
}
