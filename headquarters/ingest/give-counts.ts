import { SLOT_MS, SLOTS_PER_DAY } from '@pingan/protocol/tally';
import { chunks } from '../database/keys.ts';
import type { Db } from '../database/open-database.ts';
import { NO_SLOT, type ShareTable } from '../database/schema.ts';
import { amendmentsOf } from '../statistics/amendments.ts';
import {
  type AmendedMoment,
  type Given,
  type MadeAmendment,
  type SegmentCount,
  type Stretch,
  amendSegment,
  stretchesOf,
} from '../statistics/amended.ts';

/**
 * Gives counts to the stops and purposes that amendments name, wherever the touched epochs may have changed that: their counts, their
 * segments, their amendments, or the clocks that say which amendment is the later one.
 */
export async function giveCounts(db: Db, touched: ReadonlySet<number>): Promise<void> {
  if (touched.size === 0) return;
  const buses = await db
    .selectFrom('epoch')
    .innerJoin('fact', (join) =>
      join.onRef('fact.bus_id', '=', 'epoch.bus_id').on('fact.fact', '=', 'amended'),
    )
    .where('epoch.id', 'in', [...touched])
    .select('epoch.bus_id')
    .distinct()
    .execute();
  for (const { bus_id } of buses) await giveCountsOfBus(db, bus_id, touched);
}

async function giveCountsOfBus(db: Db, bus_id: number, touched: ReadonlySet<number>): Promise<void> {
  const byEpoch = new Map<string, MadeAmendment[]>();
  const changed = new Set<string>();
  for (const made of await amendmentsOf(db, bus_id)) {
    const { epoch } = made.amendment;
    byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), made]);
    if (touched.has(made.madeIn)) changed.add(epoch);
  }
  const epochs = await db
    .selectFrom('epoch')
    .select(['id', 'code'])
    .where('bus_id', '=', bus_id)
    .where('code', 'in', [...byEpoch.keys()])
    .execute();
  const stops = await db.selectFrom('stop').select(['id', 'name']).where('bus_id', '=', bus_id).execute();
  const stopIds = new Map(stops.map(({ id, name }) => [name, id]));
  for (const { id, code } of epochs)
    if (touched.has(id) || changed.has(code))
      await giveCountsOfEpoch(db, id, stretchesOf(byEpoch.get(code)!), stopIds);
}

async function giveCountsOfEpoch(
  db: Db,
  epoch_id: number,
  stretches: readonly Stretch[],
  stopIds: ReadonlyMap<string, number>,
): Promise<void> {
  const segments = await db
    .selectFrom('segment')
    .leftJoin('stop', 'stop.id', 'segment.stop_id')
    .where('epoch_id', '=', epoch_id)
    .select(['segment.id', 'start', 'purpose', 'stop.name as stop'])
    .orderBy('start')
    .orderBy('number')
    .execute();
  for (const [n, segment] of segments.entries()) {
    const next = segments.slice(n + 1).find(({ start }) => start > segment.start)?.start ?? null;
    const counts = isTouched(segment.start, next, stretches) ? await countsOf(db, segment.id) : [];
    const moments = counts.length > 0 ? amendSegment({ ...segment, next, counts }, stretches) : [];
    await writeMoments(db, segment, moments, (stop) => (stop === null ? null : stopIds.get(stop)!));
  }
}

function isTouched(start: number, next: number | null, stretches: readonly Stretch[]): boolean {
  const end = next ?? start + SLOTS_PER_DAY * SLOT_MS;
  return stretches.some(({ from, to }) => from < end && start < to);
}

type StoredCount = SegmentCount & Pick<ShareTable, 'moment_id' | 'place_id' | 'metric_id' | 'label_id'>;

async function countsOf(db: Db, segment_id: number): Promise<StoredCount[]> {
  const rows = await db
    .selectFrom('moment')
    .innerJoin('cell', 'cell.moment_id', 'moment.id')
    .innerJoin('place', 'place.id', 'cell.place_id')
    .innerJoin('metric', 'metric.id', 'cell.metric_id')
    .innerJoin('label', 'label.id', 'cell.label_id')
    .where('segment_id', '=', segment_id)
    .select(['moment_id', 'place_id', 'metric_id', 'label_id', 'slot', 'n'])
    .select(['place.word as place', 'metric.word as metric', 'label.word as label'])
    .execute();
  return rows.map((row) => ({ ...row, slot: row.slot === NO_SLOT ? null : row.slot }));
}

/** Writes what differs; moments that no amendment speaks of go back to what they were counted under. */
async function writeMoments(
  db: Db,
  segment: Given & { id: number },
  amended: readonly AmendedMoment<StoredCount>[],
  idOf: (stop: string | null) => number | null,
): Promise<void> {
  const bySlot = new Map(amended.map((moment) => [moment.slot ?? NO_SLOT, moment]));
  const stored = await db
    .selectFrom('moment')
    .select(['id', 'slot', 'stop_id', 'purpose', 'split'])
    .where('segment_id', '=', segment.id)
    .execute();
  const before = stored.filter(({ split }) => split === 1).map(({ id }) => id);
  for (const some of chunks(before)) await db.deleteFrom('share').where('moment_id', 'in', some).execute();
  for (const { id, slot, ...known } of stored) {
    const moment = bySlot.get(slot);
    const isSplit = moment !== undefined && 'shares' in moment;
    const given = moment !== undefined && 'whole' in moment ? moment.whole : segment;
    const right = {
      stop_id: idOf(given.stop),
      purpose: given.purpose,
      split: isSplit ? (1 as const) : (0 as const),
    };
    if (right.stop_id !== known.stop_id || right.purpose !== known.purpose || right.split !== known.split)
      await db.updateTable('moment').set(right).where('id', '=', id).execute();
    if (isSplit) await writeShares(db, moment.shares, idOf);
  }
}

async function writeShares(
  db: Db,
  shares: readonly (Given & { count: StoredCount; n: number })[],
  idOf: (stop: string | null) => number | null,
): Promise<void> {
  const rows = shares.map(({ count, stop, purpose, n }): ShareTable => {
    const { moment_id, place_id, metric_id, label_id } = count;
    return { moment_id, place_id, metric_id, label_id, stop_id: idOf(stop), purpose, n };
  });
  for (const some of chunks(rows)) await db.insertInto('share').values(some).execute();
}
