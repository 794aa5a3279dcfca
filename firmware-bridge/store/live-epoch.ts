import type { AnchorBody, EpochBody, FactBody, ShardBody } from '@pingan/protocol/records';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import type { Log } from '../log.ts';
import { type SlotEntries, withEntries } from '../schedule/doorway-activity.ts';
import {
  EMPTY_JOURNAL,
  EpochDocument,
  JournalDocument,
  ReceiptsDocument,
  revisionOf,
  ShardDocument,
  shardName,
  type Fact,
} from './documents.ts';
import type { FileSystem } from './file-system.ts';
import { OutgoingEpoch } from './outgoing-epoch.ts';
import { Page, type WritablePage } from './page.ts';
import { factId, shardId, WRITTEN_ONCE } from './record-ids.ts';
import { type Circumstances, slotOf } from './segments.ts';
import type { Shard } from './shard.ts';
import { type Counted, type CountTotal, Tallies } from './tallies.ts';

/** The running epoch: its counters in memory, its documents, and which of them the disk does not have yet. */
export class LiveEpoch {
  readonly outgoing: OutgoingEpoch;
  readonly #body: EpochBody;
  readonly #tallies: Tallies;
  readonly #fileSystem: FileSystem;
  readonly #log: Log;
  readonly #description: Page<EpochBody>;
  readonly #journal: Page<JournalDocument>;
  readonly #shards = new Map<Shard, Page<ShardBody>>();
  readonly #recorded: (facts: readonly Fact[]) => void;
  #entries: readonly SlotEntries[] = [];
  #facts = 0;

  /** `recorded` hears of every fact that is kept. */
  constructor(parts: {
    body: EpochBody;
    folder: string;
    fileSystem: FileSystem;
    log: Log;
    recorded: (facts: readonly Fact[]) => void;
  }) {
    const { body, folder, fileSystem, log } = parts;
    this.#body = body;
    this.#fileSystem = fileSystem;
    this.#log = log;
    this.#recorded = parts.recorded;
    this.#tallies = new Tallies(body.epoch);
    const receipts = new Page<ReceiptsDocument>({
      folder,
      name: 'receipts',
      schema: ReceiptsDocument,
      empty: { answers: {} },
      fileSystem,
      log,
    });
    this.outgoing = new OutgoingEpoch({
      epoch: body.epoch,
      boot: body.boot,
      folder,
      live: true,
      complete: true,
      receipts,
      software: body.software,
    });
    this.#description = new Page<EpochBody>({
      folder,
      name: 'epoch',
      schema: EpochDocument,
      empty: body,
      fileSystem,
      log,
      written: (safe) => this.outgoing.put('epoch', safe.epoch, WRITTEN_ONCE, safe),
    });
    this.#description.set(body);
    this.#journal = new Page<JournalDocument>({
      folder,
      name: 'journal',
      schema: JournalDocument,
      empty: EMPTY_JOURNAL,
      fileSystem,
      log,
      written: (safe) => this.outgoing.putJournal(safe),
    });
  }

  count(counted: Counted, at: number, now: Circumstances): void {
    const shard = this.#tallies.count(counted, at, now);
    if (!this.#shards.has(shard)) this.#shards.set(shard, this.#pageFor(shard));
    if (counted.metric !== 'door.in') return;
    const { stop, purpose } = now;
    this.#entries = withEntries(this.#entries, { slot: slotOf(at), stop, purpose, entries: 1 });
  }

  /** Entries through all doors, slot by slot. */
  get entries(): readonly SlotEntries[] {
    return this.#entries;
  }

  /** Everything counted in this epoch, whatever the stop, the purpose and the time of day. */
  get totals(): CountTotal[] {
    return this.#tallies.totals;
  }

  /** The next count begins a new segment even under the same stop and purpose. */
  endSegment(): void {
    this.#tallies.endSegment();
  }

  /** A fact with an id of its own; `record` keeps it. */
  newFact(body: FactBody): Fact {
    return { id: factId(this.#body.epoch, this.#facts++), body };
  }

  record(facts: readonly Fact[]): void {
    const { facts: before, ...others } = this.#journal.data;
    this.#journal.set({ ...others, facts: [...before, ...facts] });
    this.#recorded(facts);
  }

  anchor(anchor: AnchorBody): void {
    const { anchors, ...others } = this.#journal.data;
    this.#journal.set({ ...others, anchors: [...anchors, anchor] });
  }

  propose(proposal: Proposal): void {
    const { proposals, ...others } = this.#journal.data;
    this.#journal.set({ ...others, proposals: [...proposals, proposal] });
  }

  get dirty(): boolean {
    return (
      this.#description.dirty ||
      this.#journal.dirty ||
      [...this.#shards].some(([shard, page]) => shard.changed || page.dirty)
    );
  }

  /** What has to be written now, with every count up to this moment. */
  takeChanges(): WritablePage[] {
    const pages: WritablePage[] = [];
    if (this.#description.dirty) pages.push(this.#description);
    const lastDay = Math.max(...[...this.#shards.keys()].map((shard) => shard.day));
    for (const [shard, page] of this.#shards) {
      if (shard.changed) page.set(shard.takeChanges());
      if (page.dirty) pages.push(page);
      // A day that is over never changes again; its records stay in the outbox.
      else if (shard.day < lastDay) this.#shards.delete(shard);
    }
    if (this.#journal.dirty) pages.push(this.#journal);
    return pages;
  }

  #pageFor(shard: Shard): Page<ShardBody> {
    return new Page<ShardBody>({
      folder: this.outgoing.folder,
      name: shardName(shard.day, shard.part),
      schema: ShardDocument,
      empty: shard.body(),
      fileSystem: this.#fileSystem,
      log: this.#log,
      written: (safe) => this.outgoing.put('shard', shardId(safe), revisionOf(safe), safe),
    });
  }
}
