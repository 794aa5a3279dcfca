import type { Purpose } from '@pingan/protocol/ids';
import type { Db } from '../database/open-database.ts';
import { NO_PLACE } from '../database/schema.ts';
import { type Selection, selectCells } from './cells.ts';
import { BLIND } from './visit-metric.ts';

/** How long a door could not see: whoever passed meanwhile is in no count and in no interval. */
export interface BlindDoor {
  /** Null where no door was named. */
  door: string | null;
  seconds: number;
}

/** What blindness took from the counts of one place and time. */
export interface BlindAtStop extends BlindDoor {
  bus: string;
  stop: string | null;
  purpose: Purpose;
  /** YYYY-MM-DD in the zone of the bus, or null where the day is uncertain. */
  date: string | null;
}

/** Seconds in which doors could not see, under the stops and purposes to which their slots are given. */
export async function blindDoors(
  db: Db,
  selection: Omit<Selection, 'purpose' | 'metrics'> & Partial<Pick<Selection, 'purpose'>>,
): Promise<BlindAtStop[]> {
  const byIds = selectCells(db, { ...selection, metrics: [BLIND] })
    .select((eb) => ['bus', 'stop_id', 'place_id', 'purpose', 'date', eb.fn.sum<number>('n').as('seconds')])
    .groupBy(['bus', 'stop_id', 'place_id', 'purpose', 'date']);
  const rows = await db
    .selectFrom(byIds.as('sums'))
    .innerJoin('place', 'place.id', 'sums.place_id')
    .leftJoin('stop', 'stop.id', 'sums.stop_id')
    .select(['sums.bus', 'stop.name as stop', 'place.word as door', 'sums.purpose'])
    .select(['sums.date', 'sums.seconds'])
    .orderBy('place.word')
    .execute();
  return rows.map(({ door, ...row }) => ({ ...row, door: door === NO_PLACE ? null : door }));
}

/** For each key its doors, each once with its seconds together; a key whose doors could all see is missing. */
export function blindnessBy<Blind extends BlindDoor>(
  blind: readonly Blind[],
  keyOf: (blind: Blind) => string,
): ReadonlyMap<string, BlindDoor[]> {
  const together = new Map<string, BlindDoor[]>();
  for (const one of blind) {
    const key = keyOf(one);
    const doors = together.get(key) ?? [];
    together.set(key, doors);
    const same = doors.find(({ door }) => door === one.door);
    if (same) same.seconds += one.seconds;
    else doors.push({ door: one.door, seconds: one.seconds });
  }
  return together;
}
