import type { BusRecord, RecordKind } from '@pingan/protocol/records';
import type { Receipt } from '@pingan/protocol/receipts';
import { NO_ANSWER, standingOf, withReceipt, type Standing } from './answers.ts';
import type { JournalDocument, ReceiptsDocument } from './documents.ts';
import type { Page } from './page.ts';
import { anchorId, WRITTEN_ONCE } from './record-ids.ts';

/** A record of which this revision is on disk. The body is kept as text: a season offline is a lot of objects. */
export interface SafeRecord {
  kind: RecordKind;
  id: string;
  rev: number;
  text: string;
  /** Of a shard: when its segments began, which tells the days that are in it. */
  starts?: readonly number[];
}

/** The records of one epoch that are safe on disk, and what headquarters said about them. */
export class OutgoingEpoch {
  readonly epoch: string;
  readonly boot: number;
  readonly folder: string;
  readonly live: boolean;
  readonly receipts: Page<ReceiptsDocument>;
  readonly #software: string;
  /** False where a file could not be read: then nothing of this epoch may be cleared away. */
  readonly #complete: boolean;
  readonly #records = new Map<string, SafeRecord>();
  /** Wall clock minus monotonic clock by the last anchor. */
  #offset: number | null = null;
  /** Asked for far more often than it changes: with weeks of backlog sorting would be the main work of the day. */
  #sorted: Record<Standing, SafeRecord[]> | null = null;

  constructor(parts: {
    epoch: string;
    boot: number;
    folder: string;
    live: boolean;
    complete: boolean;
    receipts: Page<ReceiptsDocument>;
    software: string;
  }) {
    this.epoch = parts.epoch;
    this.boot = parts.boot;
    this.folder = parts.folder;
    this.live = parts.live;
    this.receipts = parts.receipts;
    this.#complete = parts.complete;
    this.#software = parts.software;
  }

  /** Takes in a revision that has just become safe. */
  put(kind: RecordKind, id: string, rev: number, body: BusRecord['body']): void {
    const starts = 'segments' in body ? { starts: body.segments.map(({ start }) => start) } : {};
    this.#records.set(keyOf(kind, id), { kind, id, rev, text: JSON.stringify(body), ...starts });
    this.#sorted = null;
  }

  /** Facts, anchors and proposals never change, so what is known already stays as it is. */
  putJournal(journal: JournalDocument): void {
    const last = journal.anchors.at(-1);
    if (last !== undefined) this.#offset = last.wall - last.monotonic;
    journal.anchors.forEach((anchor, index) =>
      this.#putOnce('anchor', anchorId(anchor.epoch, index), anchor),
    );
    for (const fact of journal.facts) this.#putOnce('fact', fact.id, fact.body);
    for (const proposal of journal.proposals)
      this.#putOnce('proposal', proposal.id, { epoch: this.epoch, proposal });
  }

  #putOnce(kind: RecordKind, id: string, body: BusRecord['body']): void {
    if (!this.#records.has(keyOf(kind, id))) this.put(kind, id, WRITTEN_ONCE, body);
  }

  find(kind: string, id: string): SafeRecord | undefined {
    return this.#records.get(keyOf(kind, id));
  }

  #standing(record: SafeRecord): Standing {
    const answer = this.receipts.data.answers[keyOf(record.kind, record.id)] ?? NO_ANSWER;
    return standingOf(answer, record.rev, this.#software);
  }

  /** Moments of counts that headquarters has not confirmed: wall milliseconds where they are known, the epoch's own where not. */
  get unconfirmedStarts(): { at: number; isWall: boolean }[] {
    const offset = this.#offset;
    return this.withStanding('unconfirmed').flatMap(({ starts = [] }) =>
      starts.map((start) => ({ at: start + (offset ?? 0), isWall: offset !== null })),
    );
  }

  /** What headquarters said of a record, or null while it is not known here. */
  standing(kind: string, id: string): Standing | null {
    const record = this.find(kind, id);
    return record === undefined ? null : this.#standing(record);
  }

  /** Why headquarters refused a record, or null where it did not. */
  rejection(kind: string, id: string): string | null {
    const answer = this.receipts.data.answers[keyOf(kind, id)];
    return this.standing(kind, id) === 'rejected' ? (answer?.rejected?.why ?? null) : null;
  }

  /** The order headquarters wants to see them in: what the epoch is first, then facts and anchors, then newest days. */
  withStanding(standing: Standing): readonly SafeRecord[] {
    this.#sorted ??= this.#sort();
    return this.#sorted[standing];
  }

  /** Whether the receipt said anything new. */
  answer(receipt: Receipt): boolean {
    const key = keyOf(receipt.kind, receipt.id);
    const { answers } = this.receipts.data;
    const before = answers[key] ?? NO_ANSWER;
    const after = withReceipt(before, receipt, this.#software);
    if (JSON.stringify(after) === JSON.stringify(before)) return false;
    this.receipts.set({ answers: { ...answers, [key]: after } });
    this.#sorted = null;
    return true;
  }

  /** Whether headquarters has everything of an epoch that is over, and the disk knows that. */
  get settled(): boolean {
    if (this.live || !this.#complete || this.receipts.dirty) return false;
    // A refusal of an edit is headquarters' decision and not a matter of software: nothing is waited for.
    const refused = this.withStanding('rejected').filter(({ kind }) => kind === 'proposal');
    return this.withStanding('confirmed').length + refused.length === this.#records.size;
  }

  #sort(): Record<Standing, SafeRecord[]> {
    const sorted: Record<Standing, SafeRecord[]> = { unconfirmed: [], confirmed: [], rejected: [] };
    for (const record of this.#records.values()) sorted[this.#standing(record)].push(record);
    for (const records of Object.values(sorted)) records.sort(newestFirst);
    return sorted;
  }
}

function keyOf(kind: string, id: string): string {
  return `${kind}:${id}`;
}

const ORDER: Record<RecordKind, number> = { epoch: 0, proposal: 1, fact: 2, anchor: 3, shard: 4 };
const byNumbers = new Intl.Collator('en', { numeric: true });

function newestFirst(a: SafeRecord, b: SafeRecord): number {
  return ORDER[a.kind] - ORDER[b.kind] || byNumbers.compare(b.id, a.id);
}
