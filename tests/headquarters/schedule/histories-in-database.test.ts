import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenDatabase, openDatabase } from '@pingan/headquarters/database/open-database';
import { readArrival } from '@pingan/headquarters/ingest/arrival';
import { writeBatch } from '@pingan/headquarters/ingest/write-batch';
import { decideSubmissions } from '@pingan/headquarters/schedule/decide-submissions';
import { planOfRow } from '@pingan/headquarters/schedule/schedule-rows';
import { takeProposals } from '@pingan/headquarters/schedule/take-proposals';
import { type Authority, EMPTY_AUTHORITY } from '@pingan/protocol/schedule/authority';
import { PLAN_FIELDS, type Proposal } from '@pingan/protocol/schedule/plan';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Move, move, startWorld } from '../../protocol/schedule/histories.ts';
import { newEpoch, proposalRecord } from '../speaking-bus.ts';

let directory: string;
let database: OpenDatabase;
let run = 0;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-plans-'));
  database = await openDatabase(join(directory, 'hq.sqlite'));
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    does: fc.constantFrom('edit', 'edit', 'sync'),
    stop: fc.integer({ min: 0, max: 3 }),
    field: fc.constantFrom(...PLAN_FIELDS),
    value: fc.integer({ min: 0, max: 1_000_000 }),
    fate: fc.integer({ min: 0, max: 2 ** 20 - 1 }),
  }),
  { minLength: 1, maxLength: 20 },
);
/** What happens to each proposal on its way, by bits: 4 values each of lost, doubled, moved, and into which batch. */
const ways = fc.array(fc.nat(1023), { minLength: 64, maxLength: 64 });

interface Arrival {
  proposal: Proposal;
  batch: number;
  order: number;
}

/** Some proposals are lost, some come twice, all in another order. */
function arrivals(proposals: readonly Proposal[], fates: readonly number[]): Arrival[] {
  return proposals
    .flatMap((proposal, n) => {
      const fate = fates[n % fates.length]!;
      if (fate % 11 === 0) return [];
      const once = { proposal, batch: fate % 5, order: (fate * 7) % 13 };
      return fate % 4 === 0 ? [once, { ...once, batch: (fate + 2) % 5, order: fate % 3 }] : [once];
    })
    .sort((a, b) => a.batch - b.batch || a.order - b.order);
}

/** Batches arrive from the bus or from the console, one after the other. */
async function decideInDatabase(
  bus: string,
  batches: readonly Proposal[][],
  console: boolean,
): Promise<void> {
  const { db } = database;
  const epoch = newEpoch();
  for (const batch of batches) {
    if (console) {
      const { id } = await db
        .selectFrom('bus')
        .select('id')
        .where('name', '=', bus)
        .executeTakeFirstOrThrow();
      const submissions = batch.map((proposal) => ({ proposal, origin: 'headquarters' as const }));
      await db.transaction().execute((transaction) => takeProposals(transaction, id, submissions, 1));
      continue;
    }
    const readings = batch.map((proposal) =>
      readArrival({
        bus,
        channel: 'records',
        text: JSON.stringify(proposalRecord(bus, epoch, proposal)),
        at: 1,
      }),
    );
    const outcomes = await writeBatch(db, readings);
    expect(outcomes.every(({ outcome }) => outcome === 'decided')).toBe(true);
  }
}

test('a few hundred histories, lost, doubled and turned round, are decided in the database as the pure rule decides them', async () => {
  const { db } = database;
  await fc.assert(
    fc.asyncProperty(moves, ways, fc.boolean(), async (history, fates, console) => {
      const bus = `bus-${(run += 1)}`;
      await db
        .insertInto('bus')
        .values({ name: bus, first_heard: 1, last_heard: 1, presence: null })
        .execute();
      const all = arrivals(history.reduce(move, startWorld(3)).proposals, fates);
      const batches = [0, 1, 2, 3, 4].map((n) =>
        all.filter(({ batch }) => batch === n).map(({ proposal }) => proposal),
      );
      await decideInDatabase(bus, batches, console);

      const origin = console ? ('headquarters' as const) : ('bus' as const);
      const pure = batches.reduce<Authority>(
        (authority, batch) =>
          decideSubmissions(
            authority,
            batch.map((proposal) => ({ proposal, origin })),
          ).authority,
        EMPTY_AUTHORITY,
      );
      const { id } = await db
        .selectFrom('bus')
        .select('id')
        .where('name', '=', bus)
        .executeTakeFirstOrThrow();
      const plans = await db.selectFrom('plan').selectAll().where('bus_id', '=', id).execute();
      expect(new Map(plans.map(({ stop, plan }) => [stop, planOfRow(plan)]))).toEqual(pure.plans);
      for (const { plan, date } of plans)
        expect(date).toBe(planOfRow(plan).fields.when?.current.value.date ?? null);
      const proposals = await db.selectFrom('proposal').selectAll().where('bus_id', '=', id).execute();
      const answers = proposals.map(({ code, outcome, why, revision }) => [
        code,
        { outcome, ...(why !== null && { why }), revision },
      ]);
      expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(pure.answers));
      const schedule = await db
        .selectFrom('schedule')
        .select('revision')
        .where('bus_id', '=', id)
        .executeTakeFirst();
      expect(schedule?.revision ?? 0).toBe(pure.revision);
    }),
    { numRuns: 300 },
  );
});
