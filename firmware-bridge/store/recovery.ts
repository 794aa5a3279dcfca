import type { EpochBody, ShardBody } from '@pingan/protocol/records';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import type { Log } from '../log.ts';
import { entriesOf, type EpochActivity } from '../schedule/doorway-activity.ts';
import {
  CurrentDocument,
  EMPTY_JOURNAL,
  EpochDocument,
  type Fact,
  JournalDocument,
  ReceiptsDocument,
  revisionOf,
  SHARD_NAME,
  ShardDocument,
} from './documents.ts';
import type { EpochFolder, EpochShelf } from './epoch-shelf.ts';
import type { FileSystem } from './file-system.ts';
import { OutgoingEpoch } from './outgoing-epoch.ts';
import { damageOf, Page } from './page.ts';
import { shardId, WRITTEN_ONCE } from './record-ids.ts';

/** What an earlier process left behind. */
export interface Recovered {
  boot: number;
  previous: { epoch: string; count: number } | null;
  outgoing: OutgoingEpoch[];
  current: Page<CurrentDocument | null>;
  /** The facts that journals hold, by their id and with the boot of their journal; and the epochs that are not read any more. */
  facts: Map<string, { boot: number; fact: Fact }>;
  settled: Set<string>;
  /** Edits of the schedule, oldest first. */
  proposals: Proposal[];
  activity: EpochActivity[];
  /** Files that were damaged, for the officer to read. */
  damaged: string[];
}

interface Sources {
  directory: string;
  shelf: EpochShelf;
  fileSystem: FileSystem;
  log: Log;
  software: string;
}

/** Reads what is not settled yet, finds the last boot number, and counts what the last epoch had on disk. */
export async function recover(from: Sources): Promise<Recovered> {
  const settled = await from.shelf.settled();
  const recovered: Recovered = {
    boot: 1,
    previous: null,
    outgoing: [],
    current: new Page<CurrentDocument | null>({
      folder: from.directory,
      name: 'current',
      schema: CurrentDocument,
      empty: null,
      fileSystem: from.fileSystem,
      log: from.log,
    }),
    facts: new Map(),
    settled: new Set(settled.map((folder) => folder.epoch)),
    ...{ proposals: [], activity: [], damaged: [] },
  };
  await readPage(recovered.current, 'current.json', recovered);
  let last: { folder: EpochFolder; count: number | null } | null = null;
  for (const folder of settled) last = { folder, count: null };
  for (const folder of await from.shelf.open()) {
    const epoch = await readEpoch(folder, from, recovered);
    if (epoch === null) continue;
    recovered.outgoing.push(epoch.outgoing);
    if (last === null || folder.boot > last.folder.boot) last = { folder, count: epoch.count };
  }
  if (last !== null) {
    const count = last.count ?? (await readEpoch(last.folder, from, recovered))?.count ?? 0;
    recovered.boot = last.folder.boot + 1;
    recovered.previous = { epoch: last.folder.epoch, count };
  }
  return recovered;
}

/** One epoch's records, or null for the folder of a start that was cut off before it had anything. */
async function readEpoch(
  folder: EpochFolder,
  from: Sources,
  recovered: Recovered,
): Promise<{ outgoing: OutgoingEpoch; count: number } | null> {
  const { names, setAside } = await from.shelf.documents(folder.path);
  if (names.length === 0 && !setAside) {
    await from.shelf.removeAborted(folder.path);
    return null;
  }
  const page = <T>(name: string, schema: ConstructorParameters<typeof Page<T>>[0]['schema'], empty: T) =>
    new Page<T>({ folder: folder.path, name, schema, empty, fileSystem: from.fileSystem, log: from.log });
  const read = <T>(opened: Page<T>, name: string) =>
    readPage(opened, `${folder.path}/${name}.json`, recovered);

  const body = page<EpochBody | null>('epoch', EpochDocument, null);
  const journal = page<JournalDocument>('journal', JournalDocument, EMPTY_JOURNAL);
  const receipts = page<ReceiptsDocument>('receipts', ReceiptsDocument, { answers: {} });
  let complete = await read(body, 'epoch');
  complete = (await read(journal, 'journal')) && complete;
  complete = (await read(receipts, 'receipts')) && complete;
  const shards: ShardBody[] = [];
  for (const name of names.filter((known) => SHARD_NAME.test(known))) {
    const shard = page<ShardBody | null>(name, ShardDocument, null);
    complete = (await read(shard, name)) && complete;
    if (shard.data !== null) shards.push(shard.data);
  }

  const { boot, epoch } = folder;
  const outgoing = new OutgoingEpoch({
    epoch,
    boot,
    folder: folder.path,
    live: false,
    complete,
    receipts,
    software: from.software,
  });
  if (body.data !== null) outgoing.put('epoch', epoch, WRITTEN_ONCE, body.data);
  outgoing.putJournal(journal.data);
  for (const fact of journal.data.facts) recovered.facts.set(fact.id, { boot, fact });
  recovered.proposals.push(...journal.data.proposals);
  const last = journal.data.anchors.at(-1);
  const offset = last === undefined ? null : last.wall - last.monotonic;
  recovered.activity.push({ epoch, boot, offset, slots: entriesOf(shards) });
  for (const shard of shards) outgoing.put('shard', shardId(shard), revisionOf(shard), shard);
  return { outgoing, count: shards.reduce((sum, shard) => sum + revisionOf(shard), 0) };
}

/** Whether the document was whole. */
async function readPage<T>(page: Page<T>, name: string, recovered: Recovered): Promise<boolean> {
  await page.read();
  const damage = damageOf(page, name);
  if (damage !== null) recovered.damaged.push(damage);
  return page.outcome === 'clean' || page.outcome === 'fresh';
}
