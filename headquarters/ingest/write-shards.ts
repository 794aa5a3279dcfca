import type { BusRecord } from '@pingan/protocol/records';
import { type Cell, countOf, mergeCells } from '@pingan/protocol/tally';
import { sql } from 'kysely';
import { type PairIds, chunks, wordIds } from '../database/keys.ts';
import type { Db } from '../database/open-database.ts';
import {
  type CellTable,
  type MomentTable,
  NO_PLACE,
  NO_SLOT,
  type SegmentTable,
  type ShardTable,
} from '../database/schema.ts';

export type ShardRecord = BusRecord & { kind: 'shard' };

/** The ids that the rows of a batch refer to. */
export interface BatchKeys {
  buses: ReadonlyMap<string, number>;
  epochs: PairIds;
  stops: PairIds;
}

/** A segment that is stored, with what counts under it are given to at first. */
type StoredSegment = Pick<MomentTable, 'stop_id' | 'purpose'> & { id: number };

/** Writes the counters of accepted shards and returns the epochs that have moments still to be dated. */
export async function writeShards(
  db: Db,
  shards: readonly ShardRecord[],
  keys: BatchKeys,
): Promise<Set<number>> {
  if (shards.length === 0) return new Set();
  const epochOf = (shard: ShardRecord) => keys.epochs.get(keys.buses.get(shard.bus)!, shard.body.epoch);
  const segments = await writeSegments(db, shards, keys);
  const segmentOf = (shard: ShardRecord, number: number) => segments.get(`${epochOf(shard)} ${number}`)!;
  const { ids, fresh } = await writeMoments(db, shards, segmentOf);
  await writeCells(db, shards, (shard, cell) => ids.get(momentKey(segmentOf(shard, cell[0]).id, cell[1]))!);
  await writeRevisions(db, shards, epochOf);
  const undated = new Set<number>();
  for (const shard of shards) {
    if (shard.body.cells.some((cell) => fresh.has(momentKey(segmentOf(shard, cell[0]).id, cell[1]))))
      undated.add(epochOf(shard));
  }
  return undated;
}

/** Segments by `epoch id + number`, every known one of the epochs included. */
async function writeSegments(
  db: Db,
  shards: readonly ShardRecord[],
  keys: BatchKeys,
): Promise<Map<string, StoredSegment>> {
  const rows = new Map<string, Omit<SegmentTable, 'id'>>();
  const epochs = new Set<number>();
  for (const { bus, body } of shards) {
    const busId = keys.buses.get(bus)!;
    const epoch_id = keys.epochs.get(busId, body.epoch);
    epochs.add(epoch_id);
    for (const { id: number, stop, purpose, start } of body.segments) {
      const stop_id = stop === null ? null : keys.stops.get(busId, stop);
      rows.set(`${epoch_id} ${number}`, { epoch_id, number, stop_id, purpose, start });
    }
  }
  const sorted = [...rows.values()].sort((a, b) => a.epoch_id - b.epoch_id || a.number - b.number);
  for (const some of chunks(sorted)) {
    await db
      .insertInto('segment')
      .values(some)
      .onConflict((conflict) => conflict.columns(['epoch_id', 'number']).doNothing())
      .execute();
  }
  const known = await db
    .selectFrom('segment')
    .select(['id', 'epoch_id', 'number', 'stop_id', 'purpose'])
    .where('epoch_id', 'in', [...epochs])
    .execute();
  return new Map(known.map(({ epoch_id, number, ...segment }) => [`${epoch_id} ${number}`, segment]));
}

const momentKey = (segment: number, slot: number | null) => `${segment} ${slot ?? NO_SLOT}`;

async function writeMoments(
  db: Db,
  shards: readonly ShardRecord[],
  segmentOf: (shard: ShardRecord, number: number) => StoredSegment,
): Promise<{ ids: Map<string, number>; fresh: Set<string> }> {
  const wanted = new Map<string, Omit<MomentTable, 'id' | 'split'>>();
  for (const shard of shards) {
    for (const [segment, slot] of shard.body.cells) {
      const { id, stop_id, purpose } = segmentOf(shard, segment);
      wanted.set(momentKey(id, slot), {
        segment_id: id,
        slot: slot ?? NO_SLOT,
        date: null,
        stop_id,
        purpose,
      });
    }
  }
  const segments = [...new Set([...wanted.values()].map((moment) => moment.segment_id))];
  const before = await momentIds(db, segments);
  const fresh = [...wanted].filter(([key]) => !before.has(key));
  if (fresh.length === 0) return { ids: before, fresh: new Set() };
  const sorted = fresh.map(([, row]) => row).sort((a, b) => a.segment_id - b.segment_id || a.slot - b.slot);
  for (const some of chunks(sorted)) await db.insertInto('moment').values(some).execute();
  return { ids: await momentIds(db, segments), fresh: new Set(fresh.map(([key]) => key)) };
}

async function momentIds(db: Db, segments: readonly number[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const some of chunks(segments)) {
    const rows = await db
      .selectFrom('moment')
      .select(['id', 'segment_id', 'slot'])
      .where('segment_id', 'in', some)
      .execute();
    for (const { id, segment_id, slot } of rows) ids.set(`${segment_id} ${slot}`, id);
  }
  return ids;
}

/** The larger count within a cell wins, in the batch as in the table. */
async function writeCells(
  db: Db,
  shards: readonly ShardRecord[],
  momentOf: (shard: ShardRecord, cell: Cell) => number,
): Promise<void> {
  const cells = shards.flatMap((shard) =>
    shard.body.cells.map((cell) => ({ moment_id: momentOf(shard, cell), cell })),
  );
  const metrics = await wordIds(
    db,
    'metric',
    cells.map(({ cell }) => cell[3]),
  );
  const labels = await wordIds(
    db,
    'label',
    cells.map(({ cell }) => cell[4]),
  );
  const places = await wordIds(
    db,
    'place',
    cells.map(({ cell }) => cell[2] ?? NO_PLACE),
  );
  const rows = new Map<string, CellTable>();
  for (const { moment_id, cell } of cells) {
    const [, , place, metric, label, n] = cell;
    const key = {
      moment_id,
      place_id: places.get(place ?? NO_PLACE)!,
      metric_id: metrics.get(metric)!,
      label_id: labels.get(label)!,
    };
    const name = Object.values(key).join(' ');
    if (n > (rows.get(name)?.n ?? 0)) rows.set(name, { ...key, n });
  }
  const sorted = [...rows.values()].sort(
    (a, b) =>
      a.moment_id - b.moment_id ||
      a.place_id - b.place_id ||
      a.metric_id - b.metric_id ||
      a.label_id - b.label_id,
  );
  for (const some of chunks(sorted)) {
    await db
      .insertInto('cell')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .columns(['moment_id', 'place_id', 'metric_id', 'label_id'])
          .doUpdateSet((eb) => ({ n: eb.ref('excluded.n') }))
          .whereRef('cell.n', '<', 'excluded.n'),
      )
      .execute();
  }
}

async function writeRevisions(
  db: Db,
  shards: readonly ShardRecord[],
  epochOf: (shard: ShardRecord) => number,
): Promise<void> {
  const rows = new Map<string, ShardTable>();
  for (const shard of shards) {
    const { day, part, cells } = shard.body;
    const row = {
      epoch_id: epochOf(shard),
      day,
      part,
      rev: shard.rev,
      count: countOf(mergeCells([], cells)),
    };
    const key = `${row.epoch_id} ${day} ${part}`;
    const before = rows.get(key);
    rows.set(
      key,
      before ? { ...row, rev: Math.max(row.rev, before.rev), count: Math.max(row.count, before.count) } : row,
    );
  }
  const sorted = [...rows.values()].sort(
    (a, b) => a.epoch_id - b.epoch_id || a.day - b.day || a.part - b.part,
  );
  await db
    .insertInto('shard')
    .values(sorted)
    .onConflict((conflict) =>
      conflict.columns(['epoch_id', 'day', 'part']).doUpdateSet({
        rev: sql`max(shard.rev, excluded.rev)`,
        count: sql`max(shard.count, excluded.count)`,
      }),
    )
    .execute();
}
