import type { Authority, ProposalAnswer } from '@pingan/protocol/schedule/authority';
import { conflictsOf } from '@pingan/protocol/schedule/merge';
import type { Proposal, StopPlan } from '@pingan/protocol/schedule/plan';
import { chunks } from '../database/keys.ts';
import type { Db } from '../database/open-database.ts';
import type { Submission } from './decide-submissions.ts';

/** What is known of a few stops of a bus, and of a few proposals. */
export interface KnownSchedule {
  authority: Authority;
  proposals: ReadonlyMap<string, KnownProposal>;
}

export type KnownProposal = Pick<Proposal, 'stop' | 'base' | 'set'> & { author: string };

export async function loadSchedule(
  db: Db,
  bus_id: number,
  wanted: { stops: readonly string[]; proposals: readonly string[] },
): Promise<KnownSchedule> {
  const schedule = await db
    .selectFrom('schedule')
    .select('revision')
    .where('bus_id', '=', bus_id)
    .executeTakeFirst();
  const plans = new Map<string, StopPlan>();
  for (const some of chunks([...new Set(wanted.stops)].sort())) {
    const rows = await db
      .selectFrom('plan')
      .select(['stop', 'plan'])
      .where('bus_id', '=', bus_id)
      .where('stop', 'in', some)
      .execute();
    for (const { stop, plan } of rows) plans.set(stop, planOfRow(plan));
  }
  const answers = new Map<string, ProposalAnswer>();
  const proposals = new Map<string, KnownProposal>();
  for (const some of chunks([...new Set(wanted.proposals)].sort())) {
    const rows = await db
      .selectFrom('proposal')
      .selectAll()
      .where('bus_id', '=', bus_id)
      .where('code', 'in', some)
      .execute();
    for (const { code, stop, author_id, base, changes, outcome, why, revision } of rows) {
      answers.set(code, { outcome, ...(why !== null && { why }), revision });
      proposals.set(code, {
        stop,
        author: author_id,
        base: JSON.parse(base) as Proposal['base'],
        set: JSON.parse(changes) as Proposal['set'],
      });
    }
  }
  return { authority: { revision: schedule?.revision ?? 0, plans, answers }, proposals };
}

/** Written here alone, after its schema was checked. */
export function planOfRow(plan: string): StopPlan {
  return JSON.parse(plan) as StopPlan;
}

export async function savePlans(db: Db, bus_id: number, plans: readonly StopPlan[]): Promise<void> {
  for (const some of chunks([...plans].sort((a, b) => (a.id < b.id ? -1 : 1)))) {
    await db
      .insertInto('plan')
      .values(
        some.map((plan) => ({
          bus_id,
          stop: plan.id,
          plan: JSON.stringify(plan),
          date: plan.fields.when?.current.value.date ?? null,
          conflicts: conflictsOf(plan).length,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['bus_id', 'stop']).doUpdateSet((eb) => ({
          plan: eb.ref('excluded.plan'),
          date: eb.ref('excluded.date'),
          conflicts: eb.ref('excluded.conflicts'),
        })),
      )
      .execute();
  }
}

/** @param arrived wall time of headquarters in milliseconds */
export async function saveProposals(
  db: Db,
  bus_id: number,
  decided: readonly (Submission & { answer: ProposalAnswer })[],
  arrived: number,
): Promise<void> {
  for (const some of chunks(decided)) {
    await db
      .insertInto('proposal')
      .values(
        some.map(({ proposal, origin, answer }) => ({
          bus_id,
          code: proposal.id,
          stop: proposal.stop,
          author_id: proposal.author.id,
          author_name: proposal.author.name,
          at: proposal.at,
          base: JSON.stringify(proposal.base),
          changes: JSON.stringify(proposal.set),
          origin,
          arrived,
          outcome: answer.outcome,
          why: answer.why ?? null,
          revision: answer.revision,
        })),
      )
      .execute();
  }
}

export async function saveRevision(db: Db, bus_id: number, revision: number): Promise<void> {
  await db
    .insertInto('schedule')
    .values({ bus_id, revision })
    .onConflict((conflict) => conflict.column('bus_id').doUpdateSet({ revision }))
    .execute();
}
