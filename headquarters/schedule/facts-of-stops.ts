import type { FactBody } from '@pingan/protocol/records';
import { chunks } from '../database/keys.ts';
import type { Db } from '../database/open-database.ts';
import { clocksOf } from '../statistics/clocks.ts';
import { localDate } from '../statistics/dating.ts';
import type { SaidFact } from './stop-day.ts';

/** The facts of some stops, and every amendment of their buses, by bus. */
export async function factsOfStops(db: Db, stops: readonly number[]): Promise<Map<string, SaidFact[]>> {
  const rows: Awaited<ReturnType<typeof readFacts>> = [];
  for (const some of chunks(stops)) rows.push(...(await readFacts(db, some)));
  const clocks = await clocksOf(
    db,
    rows.map(({ epoch_id }) => epoch_id),
  );
  const known = new Set<number>();
  const facts = new Map<string, SaidFact[]>();
  for (const row of rows) {
    if (known.has(row.id)) continue;
    known.add(row.id);
    const { bus, record, fact, stop, boot, monotonic, by_id, by_name, detail } = row;
    const clock = clocks.get(row.epoch_id) ?? null;
    const day = clock && localDate(clock.offset + monotonic, clock.timeZone);
    const at = clock && clock.offset + monotonic;
    const said: SaidFact = {
      id: record,
      fact,
      by: by_id !== null && by_name !== null ? { id: by_id, name: by_name } : null,
      at,
      // A zone in which no day can be told tells no time either.
      timeZone: day === null ? null : clock!.timeZone,
      day,
      boot,
      monotonic,
      stop,
      detail: detail === null ? null : (JSON.parse(detail) as NonNullable<FactBody['detail']>),
    };
    facts.set(bus, [...(facts.get(bus) ?? []), said]);
  }
  return facts;
}

function readFacts(db: Db, stops: readonly number[]) {
  const buses = db.selectFrom('stop').select('bus_id').where('id', 'in', stops);
  return db
    .selectFrom('fact')
    .innerJoin('epoch', 'epoch.id', 'fact.epoch_id')
    .innerJoin('bus', 'bus.id', 'fact.bus_id')
    .leftJoin('stop', 'stop.id', 'fact.stop_id')
    .where((eb) =>
      eb.or([
        eb('fact.stop_id', 'in', stops),
        eb.and([eb('fact.fact', '=', 'amended'), eb('fact.bus_id', 'in', buses)]),
      ]),
    )
    .select(['fact.id', 'bus.name as bus', 'record', 'fact', 'fact.epoch_id', 'boot', 'monotonic'])
    .select(['stop.name as stop', 'by_id', 'by_name', 'detail'])
    .execute();
}
