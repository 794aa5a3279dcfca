import type { Purpose } from '@pingan/protocol/ids';
import { sql } from 'kysely';
import type { Db } from '../database/open-database.ts';

/** Which counts are meant. Days are inclusive, YYYY-MM-DD, in the zone of the bus; with one given, undated counts are left out. */
export interface Selection {
  purpose: Purpose;
  bus?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Only these metrics; all of them where left out. */
  metrics?: readonly string[];
}

/**
 * The counts of a selection as `counted`, given to the stops and purposes that amendments name: cells as they are, and with `estimated`
 * the parts of those that had to be divided (`purpose_estimated`: between purposes, so that sums over all stops are estimates too). The caller groups and sums, by ids first: words are slow to sort.
 */
export function selectCells(
  db: Db,
  { purpose, ...selection }: Omit<Selection, 'purpose'> & Partial<Selection>,
) {
  let whole = givenCells(db);
  let divided = givenShares(db);
  if (purpose !== undefined) {
    whole = whole.where('moment.purpose', '=', purpose);
    divided = divided.where('part.purpose', '=', purpose);
  }
  const counted = narrowed(db, selection, whole).unionAll(narrowed(db, selection, divided));
  return db.selectFrom(counted.as('counted'));
}

const COLUMNS = [
  'epoch.bus_id',
  'bus.name as bus',
  'segment.epoch_id',
  'moment.date',
  'part.place_id',
  'part.metric_id',
  'part.label_id',
  'part.n',
] as const;

function givenCells(db: Db) {
  return db
    .selectFrom('cell as part')
    .innerJoin('moment', 'moment.id', 'part.moment_id')
    .innerJoin('segment', 'segment.id', 'moment.segment_id')
    .innerJoin('epoch', 'epoch.id', 'segment.epoch_id')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .where('moment.split', '=', 0)
    .select([...COLUMNS, 'moment.stop_id', 'moment.purpose'])
    .select([sql<0 | 1>`0`.as('estimated'), sql<0 | 1>`0`.as('purpose_estimated')]);
}

/** Parts under one purpose add up to what was counted: only where purposes differ is a sum over all stops an estimate. */
const PURPOSES_DIFFER = sql<0 | 1>`exists (
  select 1 from share as other where other.moment_id = part.moment_id and other.purpose <> part.purpose
)`;

function givenShares(db: Db) {
  return db
    .selectFrom('share as part')
    .innerJoin('moment', 'moment.id', 'part.moment_id')
    .innerJoin('segment', 'segment.id', 'moment.segment_id')
    .innerJoin('epoch', 'epoch.id', 'segment.epoch_id')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .select([...COLUMNS, 'part.stop_id', 'part.purpose'])
    .select([sql<0 | 1>`1`.as('estimated'), PURPOSES_DIFFER.as('purpose_estimated')]);
}

/** Days, bus and metrics of a selection, asked for before counts are put together: the database looks at as few as it can. */
function narrowed<Query extends ReturnType<typeof givenCells> | ReturnType<typeof givenShares>>(
  db: Db,
  { bus, from, to, metrics }: Omit<Selection, 'purpose'>,
  all: Query,
): Query {
  let cells = all as ReturnType<typeof givenCells>;
  if (bus !== undefined) cells = cells.where('bus.name', '=', bus);
  if (from !== undefined) cells = cells.where('moment.date', '>=', from);
  if (to !== undefined) cells = cells.where('moment.date', '<=', to);
  if (metrics !== undefined) {
    const ids = db.selectFrom('metric').select('id').where('word', 'in', metrics);
    cells = cells.where('part.metric_id', 'in', ids);
  }
  return cells as Query;
}
