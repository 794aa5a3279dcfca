import { Amendment } from '@pingan/protocol/facts';
import type { BusRecord } from '@pingan/protocol/records';
import type { ProposalAnswer } from '@pingan/protocol/schedule/authority';
import { busIds, epochIds, stopIds } from '../database/keys.ts';
import type { Db } from '../database/open-database.ts';
import { takeProposals } from '../schedule/take-proposals.ts';
import { type Address, type Reading, digestOf, excerptOf } from './arrival.ts';
import { dateMoments } from './date-moments.ts';
import { giveCounts } from './give-counts.ts';
import { judge } from './judge.ts';
import { loadKnown } from './load-known.ts';
import { type BatchKeys, writeShards } from './write-shards.ts';

/** Dead letters kept for a person to read. Older ones go, so that a broken sender cannot fill the disk. */
export const DEAD_LETTERS_KEPT = 10_000;

export type Outcome =
  | { bus: string; outcome: 'stored'; address: Address }
  | { bus: string; outcome: 'rejected'; address: Address | null; why: string }
  /** What the schedule answered to a proposal. */
  | { bus: string; outcome: 'decided'; address: Address; answer: ProposalAnswer };

type Read<Is extends Reading['is']> = Reading & { is: Is };

/**
 * Stores one micro-batch in one transaction. When this returns, everything in it is on the disk and may be receipted;
 * when it throws, nothing is, and nothing may be.
 */
export async function writeBatch(db: Db, readings: readonly Reading[]): Promise<Outcome[]> {
  return db.transaction().execute(async (transaction) => {
    const outcomes: Outcome[] = [];
    const dead: Read<'dead'>[] = readings.filter((reading) => reading.is === 'dead');
    const arrived = readings.filter((reading) => reading.is === 'record');
    const known = await loadKnown(
      transaction,
      arrived.map(({ record }) => record),
    );
    const accepted: BusRecord[] = [];
    for (const { arrival, record } of arrived) {
      const { kind, id, rev } = record;
      const why = judge(record, known);
      if (why !== null) dead.push({ is: 'dead', arrival, why, address: { kind, id, rev } });
      else accepted.push(record);
    }
    const answers = await writeRecords(transaction, accepted, heardIn(readings));
    for (const record of accepted) outcomes.push(outcomeOf(record, answers.get(record)));
    await writePresences(
      transaction,
      readings.filter((reading) => reading.is === 'presence'),
    );
    await writeDeadLetters(transaction, dead);
    for (const { arrival, address, why } of dead)
      outcomes.push({ bus: arrival.bus, outcome: 'rejected', address, why });
    return outcomes;
  });
}

function outcomeOf(record: BusRecord, answer: ProposalAnswer | undefined): Outcome {
  const { bus, kind, id, rev } = record;
  const address = { kind, id, rev };
  return answer === undefined
    ? { bus, outcome: 'stored', address }
    : { bus, outcome: 'decided', address, answer };
}

/** When each bus was last heard; a message nobody can read does not make a bus. */
function heardIn(readings: readonly Reading[]): Map<string, number> {
  return new Map(
    readings.filter((reading) => reading.is !== 'dead').map(({ arrival }) => [arrival.bus, arrival.at]),
  );
}

/** Returns what the schedule answers to the proposals among the records. */
async function writeRecords(
  db: Db,
  records: readonly BusRecord[],
  heard: ReadonlyMap<string, number>,
): Promise<Map<BusRecord, ProposalAnswer>> {
  const buses = await busIds(db, heard);
  const busOf = (record: BusRecord) => buses.get(record.bus)!;
  const epochs = await epochIds(
    db,
    records.map((record) => ({ bus_id: busOf(record), code: record.body.epoch })),
  );
  const stops = await stopIds(
    db,
    records.flatMap((record) => stopsOf(record).map((name) => ({ bus_id: busOf(record), name }))),
  );
  const keys: BatchKeys = { buses, epochs, stops };

  const undated = await writeShards(
    db,
    records.filter((record) => record.kind === 'shard'),
    keys,
  );
  for (const record of records) {
    if (record.kind !== 'epoch' && record.kind !== 'anchor') continue;
    const epoch = epochs.get(busOf(record), record.body.epoch);
    if (record.kind === 'epoch') await writeEpoch(db, epoch, record);
    else await writeAnchor(db, epoch, record);
    undated.add(epoch);
  }
  for (const record of records) if (record.kind === 'fact') await writeFact(db, record, keys);
  await dateMoments(db, undated);
  await giveCounts(db, new Set(records.map((record) => epochs.get(busOf(record), record.body.epoch))));
  return decideProposals(
    db,
    records.filter((record) => record.kind === 'proposal'),
    buses,
    heard,
  );
}

async function decideProposals(
  db: Db,
  records: readonly (BusRecord & { kind: 'proposal' })[],
  buses: ReadonlyMap<string, number>,
  heard: ReadonlyMap<string, number>,
): Promise<Map<BusRecord, ProposalAnswer>> {
  const answers = new Map<BusRecord, ProposalAnswer>();
  for (const bus of [...new Set(records.map((record) => record.bus))].sort()) {
    const own = records.filter((record) => record.bus === bus);
    const submissions = own.map(({ body }) => ({ proposal: body.proposal, origin: 'bus' as const }));
    const given = await takeProposals(db, buses.get(bus)!, submissions, heard.get(bus)!);
    own.forEach((record, n) => answers.set(record, given[n]!));
  }
  return answers;
}

function stopsOf(record: BusRecord): string[] {
  if (record.kind === 'shard') return record.body.segments.flatMap(({ stop }) => stop ?? []);
  if (record.kind !== 'fact') return [];
  const { fact, stop, detail } = record.body;
  return [stop, fact === 'amended' ? Amendment.parse(detail).stop : null].filter((name) => name !== null);
}

async function writeEpoch(db: Db, id: number, { rev, body }: BusRecord & { kind: 'epoch' }): Promise<void> {
  await db
    .updateTable('epoch')
    .set({
      rev,
      boot: body.boot,
      previous_code: body.previous?.epoch ?? null,
      previous_count: body.previous?.count ?? null,
      time_zone: body.timeZone,
      software: body.software,
    })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('rev', 'is', null), eb('rev', '<', rev)]))
    .execute();
}

async function writeAnchor(
  db: Db,
  epoch_id: number,
  { id, body }: BusRecord & { kind: 'anchor' },
): Promise<void> {
  const { monotonic, wall, source, error } = body;
  await db
    .insertInto('anchor')
    .values({ epoch_id, record: id, monotonic, wall, source, error })
    .onConflict((conflict) => conflict.columns(['epoch_id', 'record']).doNothing())
    .execute();
}

async function writeFact(
  db: Db,
  { bus, id, body }: BusRecord & { kind: 'fact' },
  keys: BatchKeys,
): Promise<void> {
  const bus_id = keys.buses.get(bus)!;
  await db
    .insertInto('fact')
    .values({
      bus_id,
      record: id,
      epoch_id: keys.epochs.get(bus_id, body.epoch),
      fact: body.fact,
      monotonic: body.monotonic,
      stop_id: body.stop === null ? null : keys.stops.get(bus_id, body.stop),
      stop_zh: body.stopName?.zh ?? null,
      stop_en: body.stopName?.en ?? null,
      purpose: body.purpose ?? null,
      door: body.calibration?.door ?? null,
      tapped: body.calibration?.tapped ?? null,
      error_estimate: body.calibration?.estimate ?? null,
      error_low: body.calibration?.low ?? null,
      error_high: body.calibration?.high ?? null,
      by_id: body.by?.id ?? null,
      by_name: body.by?.name ?? null,
      detail: body.detail === undefined ? null : JSON.stringify(body.detail),
    })
    .onConflict((conflict) => conflict.columns(['bus_id', 'record']).doNothing())
    .execute();
}

async function writePresences(db: Db, readings: readonly Read<'presence'>[]): Promise<void> {
  // A late will must not overwrite where the bus was last; only what an online bus says is worth keeping.
  const latest = new Map(
    readings.filter(({ presence }) => presence.online).map(({ presence }) => [presence.bus, presence]),
  );
  for (const [name, presence] of latest) {
    await db
      .updateTable('bus')
      .set({ presence: JSON.stringify(presence) })
      .where('name', '=', name)
      .execute();
  }
}

async function writeDeadLetters(db: Db, dead: readonly Read<'dead'>[]): Promise<void> {
  for (const { arrival, why, address } of dead) {
    await db
      .insertInto('dead_letter')
      .values({
        bus: arrival.bus.slice(0, 80),
        digest: digestOf(arrival),
        channel: arrival.channel,
        why: why.slice(0, 500),
        kind: address?.kind ?? null,
        record: address?.id ?? null,
        rev: address?.rev ?? null,
        body: excerptOf(arrival),
        first_at: arrival.at,
        last_at: arrival.at,
      })
      .onConflict((conflict) =>
        conflict.columns(['bus', 'digest']).doUpdateSet((eb) => ({
          times: eb('dead_letter.times', '+', 1),
          last_at: eb.ref('excluded.last_at'),
          why: eb.ref('excluded.why'),
        })),
      )
      .execute();
  }
  if (dead.length === 0) return;
  const { newest } = await db
    .selectFrom('dead_letter')
    .select((eb) => eb.fn.max('id').as('newest'))
    .executeTakeFirstOrThrow();
  await db
    .deleteFrom('dead_letter')
    .where('id', '<=', Number(newest) - DEAD_LETTERS_KEPT)
    .execute();
}
