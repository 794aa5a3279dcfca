import { chunks } from '../database/keys.ts';
import type { Db } from '../database/open-database.ts';
import { NO_SLOT } from '../database/schema.ts';
import { clocksOf } from '../statistics/clocks.ts';
import { dateOfCell } from '../statistics/dating.ts';

/** Gives every moment of the epochs its day as far as their clocks are known now; a late anchor dates what came before. */
export async function dateMoments(db: Db, epochs: Iterable<number>): Promise<void> {
  const clocks = await clocksOf(db, epochs);
  for (const [epoch, clock] of [...clocks].sort(([a], [b]) => a - b)) {
    const moments = await db
      .selectFrom('moment')
      .innerJoin('segment', 'segment.id', 'moment.segment_id')
      .where('segment.epoch_id', '=', epoch)
      .select(['moment.id', 'moment.slot', 'moment.date', 'segment.start'])
      .execute();
    const changed = new Map<string | null, number[]>();
    for (const { id, slot, date, start } of moments) {
      const right = dateOfCell(clock, start, slot === NO_SLOT ? null : slot);
      if (right !== date) changed.set(right, [...(changed.get(right) ?? []), id]);
    }
    for (const [date, ids] of changed) {
      for (const some of chunks(ids))
        await db.updateTable('moment').set({ date }).where('id', 'in', some).execute();
    }
  }
}
