import type { FactBody } from '@pingan/protocol/records';
import type { Db } from '../database/open-database.ts';
import { clocksOf } from '../statistics/clocks.ts';
import { localDate } from '../statistics/dating.ts';
import type { ConditionFact } from './condition.ts';

/** Departure checks and openings of stops of each bus that are read, the latest; tickets are all read, for one may stay open for long. */
export const CHECKS_READ = 60;

/** The facts that tell of the condition of buses, by bus. @param bus only of this one */
export async function factsOfCondition(db: Db, bus?: string): Promise<Map<string, ConditionFact[]>> {
  const rows = await readFacts(db, bus);
  const clocks = await clocksOf(
    db,
    rows.map(({ epoch_id }) => epoch_id),
  );
  const facts = new Map<string, ConditionFact[]>();
  for (const row of rows) {
    const { record, fact, boot, monotonic, purpose, by_id, by_name, detail } = row;
    const clock = clocks.get(row.epoch_id) ?? null;
    const day = clock && localDate(clock.offset + monotonic, clock.timeZone);
    const said: ConditionFact = {
      id: record,
      fact,
      purpose,
      by: by_id !== null && by_name !== null ? { id: by_id, name: by_name } : null,
      at: clock && clock.offset + monotonic,
      // A zone in which no day can be told tells no time either.
      timeZone: day === null ? null : clock!.timeZone,
      day,
      boot,
      monotonic,
      detail: detail === null ? null : (JSON.parse(detail) as NonNullable<FactBody['detail']>),
    };
    const others = facts.get(row.bus);
    if (others) others.push(said);
    else facts.set(row.bus, [said]);
  }
  return facts;
}

const TICKETS = ['ticket-opened', 'ticket-closed'];
const CHECKS = ['departure-check', 'stop-opened'];

function readFacts(db: Db, bus: string | undefined) {
  const numbered = db
    .selectFrom('fact')
    .innerJoin('epoch', 'epoch.id', 'fact.epoch_id')
    .innerJoin('bus', 'bus.id', 'fact.bus_id')
    .where('fact.fact', 'in', [...TICKETS, ...CHECKS])
    .$if(bus !== undefined, (all) => all.where('bus.name', '=', bus!))
    .select(['bus.name as bus', 'fact.id', 'fact.record', 'fact.fact', 'fact.epoch_id', 'epoch.boot'])
    .select(['fact.monotonic', 'fact.purpose', 'fact.by_id', 'fact.by_name', 'fact.detail'])
    .select((eb) =>
      eb.fn
        .agg<number>('row_number')
        .over((over) =>
          over
            .partitionBy(['fact.bus_id', 'fact.fact'])
            .orderBy((by) => by.fn.coalesce('epoch.boot', by.lit(0)), 'desc')
            .orderBy('fact.monotonic', 'desc')
            .orderBy('fact.record', 'desc'),
        )
        .as('n'),
    );
  return db
    .selectFrom(numbered.as('told'))
    .selectAll()
    .where((eb) => eb.or([eb('fact', 'in', TICKETS), eb('n', '<=', CHECKS_READ)]))
    .execute();
}
