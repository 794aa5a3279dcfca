import type { Db } from '../database/open-database.ts';
import { type Selection, selectCells } from './cells.ts';

/** Counts by metric, then label; the empty label is the metric's own count. */
export type Totals = Record<string, Record<string, number>>;

/** Whether amendments made it necessary to divide some of the counts by estimate; left out where none was. */
export interface MaybeEstimated {
  estimated?: true | undefined;
}

/** Sums every cell of a selection by metric and label. */
export async function totals(db: Db, selection: Selection): Promise<{ metrics: Totals } & MaybeEstimated> {
  const byIds = selectCells(db, selection)
    .select((eb) => [
      'metric_id',
      'label_id',
      eb.fn.sum<number>('n').as('n'),
      eb.fn.max<0 | 1>('purpose_estimated').as('estimated'),
    ])
    .groupBy(['metric_id', 'label_id']);
  const rows = await db
    .selectFrom(byIds.as('sums'))
    .innerJoin('metric', 'metric.id', 'sums.metric_id')
    .innerJoin('label', 'label.id', 'sums.label_id')
    .select(['metric.word as metric', 'label.word as label', 'sums.n', 'sums.estimated'])
    .orderBy('metric.word')
    .orderBy('label.word')
    .execute();
  const metrics: Totals = {};
  for (const { metric, label, n } of rows) (metrics[metric] ??= {})[label] = n;
  return { metrics, estimated: rows.some(({ estimated }) => estimated === 1) || undefined };
}
