import { chunks } from '../database/keys.ts';
import type { Db } from '../database/open-database.ts';
import { type ClockAnchor, type EpochClock, clockOf } from './dating.ts';

/** The clocks of epochs, by their row, as far as they are known now. */
export async function clocksOf(db: Db, epochs: Iterable<number>): Promise<Map<number, EpochClock | null>> {
  const clocks = new Map<number, EpochClock | null>();
  for (const some of chunks([...new Set(epochs)])) {
    const zones = await db.selectFrom('epoch').select(['id', 'time_zone']).where('id', 'in', some).execute();
    const rows = await db
      .selectFrom('anchor')
      .select(['epoch_id', 'monotonic', 'wall', 'error'])
      .where('epoch_id', 'in', some)
      .execute();
    const anchors = new Map<number, ClockAnchor[]>();
    for (const { epoch_id, ...anchor } of rows)
      anchors.set(epoch_id, [...(anchors.get(epoch_id) ?? []), anchor]);
    for (const { id, time_zone } of zones) clocks.set(id, clockOf(anchors.get(id) ?? [], time_zone));
  }
  return clocks;
}
