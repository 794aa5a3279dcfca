import type { Db } from '../database/open-database.ts';
import { type Selection, selectCells } from './cells.ts';

/** Counts by metric, then label; the empty label is the metric's own count. */
export type Totals = Record<string, Record<string, number>>;

/** Sums every cell of a selection by metric and label. */
export async function totals(db: Db, selection: Selection): Promise<Totals> {
  const rows = await selectCells(db, selection)
    .innerJoin('label', 'label.id', 'cell.label_id')
    .select((eb) => ['metric.word as metric', 'label.word as label', eb.fn.sum<number>('cell.n').as('n')])
    .groupBy(['metric.word', 'label.word'])
    .orderBy('metric.word')
    .orderBy('label.word')
    .execute();
  const sums: Totals = {};
  for (const { metric, label, n } of rows) (sums[metric] ??= {})[label] = n;
  return sums;
}
