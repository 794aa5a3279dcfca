import type { Purpose } from '@pingan/protocol/ids';
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

/** The cells of a selection, joined with what they belong to; the caller groups and sums, by ids first: words are slow to sort. */
export function selectCells(db: Db, { purpose, bus, from, to, metrics }: Selection) {
  let cells = db
    .selectFrom('cell')
    .innerJoin('moment', 'moment.id', 'cell.moment_id')
    .innerJoin('segment', 'segment.id', 'moment.segment_id')
    .innerJoin('epoch', 'epoch.id', 'segment.epoch_id')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .where('segment.purpose', '=', purpose);
  if (bus !== undefined) cells = cells.where('bus.name', '=', bus);
  if (from !== undefined) cells = cells.where('moment.date', '>=', from);
  if (to !== undefined) cells = cells.where('moment.date', '<=', to);
  if (metrics !== undefined) {
    const ids = db.selectFrom('metric').select('id').where('word', 'in', metrics);
    cells = cells.where('cell.metric_id', 'in', ids);
  }
  return cells;
}
