import type { Db } from '../database/open-database.ts';
import { type Selection, selectCells } from './cells.ts';

/** Counts by metric, then label; the empty label is the metric's own count. */
export type Totals = Record<string, Record<string, number>>;

/** Sums every cell of a selection by metric and label. */
export async function totals(db: Db, selection: Selection): Promise<Totals> {
  const byIds = selectCells(db, selection)
    .select((eb) => ['cell.metric_id', 'cell.label_id', eb.fn.sum<number>('cell.n').as('n')])
    .groupBy(['cell.metric_id', 'cell.label_id']);
  const rows = await db
    .selectFrom(byIds.as('sums'))
    .innerJoin('metric', 'metric.id', 'sums.metric_id')
    .innerJoin('label', 'label.id', 'sums.label_id')
    .select(['metric.word as metric', 'label.word as label', 'sums.n'])
    .orderBy('metric.word')
    .orderBy('label.word')
    .execute();
  const sums: Totals = {};
  for (const { metric, label, n } of rows) (sums[metric] ??= {})[label] = n;
  return sums;
}
