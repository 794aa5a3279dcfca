import type { Db } from '../database/open-database.ts';
import type { EpochFacts } from './gaps.ts';

/** Every epoch heard of, with as many of its increments as have arrived. */
export async function epochFacts(db: Db): Promise<EpochFacts[]> {
  const rows = await db
    .selectFrom('epoch')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .leftJoin('shard', 'shard.epoch_id', 'epoch.id')
    .select((eb) => [
      'bus.name as bus',
      'code',
      'boot',
      'previous_code',
      'previous_count',
      eb.fn.sum<number | null>('shard.count').as('arrived'),
    ])
    .groupBy('epoch.id')
    .execute();
  return rows.map(({ previous_code, previous_count, arrived, ...epoch }) => ({
    ...epoch,
    previous: previous_code === null ? null : { code: previous_code, count: previous_count ?? 0 },
    arrived: arrived ?? 0,
  }));
}

export interface StopName {
  bus: string;
  stop: string;
  name: { zh: string; en: string };
}

/** What officers called the stops, as the latest fact that names them has it. */
export async function stopNames(db: Db): Promise<StopName[]> {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('stop', 'stop.id', 'fact.stop_id')
    .innerJoin('bus', 'bus.id', 'fact.bus_id')
    .innerJoin('epoch', 'epoch.id', 'fact.epoch_id')
    .where('stop_zh', 'is not', null)
    .select(['bus.name as bus', 'stop.name as stop', 'stop_zh as zh', 'stop_en as en'])
    .orderBy('epoch.boot')
    .orderBy('fact.monotonic')
    .orderBy('fact.record')
    .execute();
  const latest = new Map(rows.map((row) => [`${row.bus} ${row.stop}`, row]));
  return [...latest.values()].map(({ bus, stop, zh, en }) => ({
    bus,
    stop,
    name: { zh: zh ?? stop, en: en ?? stop },
  }));
}

export interface BusRow {
  bus: string;
  /** Wall times of headquarters in milliseconds. */
  firstHeard: number;
  lastHeard: number;
  boot: number | null;
  software: string | null;
  timeZone: string | null;
}

/** Every bus ever heard, with what its latest epoch says of it. */
export async function busRows(db: Db): Promise<BusRow[]> {
  const buses = await db
    .selectFrom('bus')
    .select(['id', 'name as bus', 'first_heard as firstHeard', 'last_heard as lastHeard'])
    .orderBy('name')
    .execute();
  const epochs = await db
    .selectFrom('epoch')
    .select(['bus_id', 'boot', 'software', 'time_zone as timeZone'])
    .where('boot', 'is not', null)
    .orderBy('boot')
    .orderBy('id')
    .execute();
  const latest = new Map(epochs.map(({ bus_id, ...epoch }) => [bus_id, epoch]));
  return buses.map(({ id, ...bus }) => ({
    ...bus,
    ...(latest.get(id) ?? { boot: null, software: null, timeZone: null }),
  }));
}
