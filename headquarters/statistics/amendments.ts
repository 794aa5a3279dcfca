import { Amendment } from '@pingan/protocol/facts';
import type { Db } from '../database/open-database.ts';
import type { MadeAmendment } from './amended.ts';
import { clocksOf } from './clocks.ts';

export interface StoredAmendment extends MadeAmendment {
  /** Row of the epoch it was made in. */
  madeIn: number;
}

/** Every amendment of a bus, each dated as its clock is known now. */
export async function amendmentsOf(db: Db, bus_id: number): Promise<StoredAmendment[]> {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('epoch', 'epoch.id', 'fact.epoch_id')
    .where('fact.bus_id', '=', bus_id)
    .where('fact.fact', '=', 'amended')
    .where('fact.detail', 'is not', null)
    .select(['record', 'epoch_id', 'boot', 'monotonic', 'detail'])
    .execute();
  if (rows.length === 0) return [];
  const clocks = await clocksOf(
    db,
    rows.map(({ epoch_id }) => epoch_id),
  );
  return rows.map(({ record, epoch_id, boot, monotonic, detail }) => {
    const clock = clocks.get(epoch_id);
    const dated = clock ? clock.offset + monotonic : null;
    const amendment = Amendment.parse(JSON.parse(detail!));
    return { id: record, madeIn: epoch_id, dated, boot, monotonic, amendment };
  });
}
