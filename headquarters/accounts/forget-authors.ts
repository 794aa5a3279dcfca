import type { AnyPlanned, AnyVersion, StopPlan } from '@pingan/protocol/schedule/plan';
import { sql } from 'kysely';
import type { Db } from '../database/open-database.ts';
import { forgottenName } from './keeping-rule.ts';

/**
 * Puts ids in the place of names, wherever somebody whose account is forgotten planned, did or published something; also where
 * that came late, from a bus that had no link. Any number of times changes nothing more.
 */
export async function forgetAuthors(db: Db): Promise<void> {
  const rows = await db.selectFrom('account').select('id').where('user', 'is', null).execute();
  for (const { id } of rows) {
    const name = forgottenName(id);
    await db
      .updateTable('proposal')
      .set({ author_name: name })
      .where('author_id', '=', id)
      .where('author_name', '!=', name)
      .execute();
    await db
      .updateTable('fact')
      .set({ by_name: name })
      .where('by_id', '=', id)
      .where('by_name', '!=', name)
      .execute();
    await db
      .updateTable('fact')
      .set({ detail: sql<string>`json_set(detail, '$.to.name', ${name})` })
      .where('fact', '=', 'shift-handed-over')
      .where(sql`json_extract(detail, '$.to.id')`, '=', id)
      .execute();
    await db.updateTable('warning').set({ author_name: name }).where('author_id', '=', id).execute();
    await forgetInPlans(db, id);
  }
}

async function forgetInPlans(db: Db, account: string): Promise<void> {
  const rows = await db
    .selectFrom('plan')
    .select(['id', 'plan'])
    .where('plan', 'like', `%"id":"${account}"%`)
    .execute();
  for (const { id, plan } of rows) {
    const nameless = JSON.stringify(withoutName(JSON.parse(plan) as StopPlan, account));
    if (nameless !== plan)
      await db.updateTable('plan').set({ plan: nameless }).where('id', '=', id).execute();
  }
}

/** The same plan, its versions and values included, without the name of one author. */
function withoutName(plan: StopPlan, account: string): StopPlan {
  const forget = (version: AnyVersion): AnyVersion =>
    version.author.id === account
      ? { ...version, author: { id: account, name: forgottenName(account) } }
      : version;
  const fields = Object.entries(plan.fields as Record<string, AnyPlanned>).map(([field, planned]) => [
    field,
    { ...planned, current: forget(planned.current), rivals: planned.rivals.map(forget) },
  ]);
  return { ...plan, fields: Object.fromEntries(fields) as StopPlan['fields'] };
}
