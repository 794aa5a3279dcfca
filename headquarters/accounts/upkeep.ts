import type { Db } from '../database/open-database.ts';
import { audit } from './audit.ts';
import { forgetAuthors } from './forget-authors.ts';
import { AUDIT_KEPT_MS, NAME_KEPT_MS, REVOKED_TOKEN_KEPT_MS } from './keeping-rule.ts';

/** Deletes what is kept no longer; see `keeping-rule.ts`. Runs at start and daily; any number of times changes nothing more. */
export async function upkeep(db: Db, now: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('session').where('expires', '<=', now).execute();
    await trx
      .deleteFrom('audit')
      .where('at', '<=', now - AUDIT_KEPT_MS)
      .execute();
    await trx
      .deleteFrom('api_token')
      .where('revoked', '<=', now - REVOKED_TOKEN_KEPT_MS)
      .execute();
    await forgetNames(trx, now);
    await forgetAuthors(trx);
  });
}

async function forgetNames(db: Db, now: number): Promise<void> {
  const gone = await db
    .updateTable('account')
    .set({ user: null, name: null, counties: '[]' })
    .where('disabled_at', '<=', now - NAME_KEPT_MS)
    .where('user', 'is not', null)
    .returning('id')
    .execute();
  for (const { id } of gone) {
    await db.updateTable('audit').set({ name: null }).where('account', '=', id).execute();
    await db.deleteFrom('api_token').where('account', '=', id).execute();
    await audit(db, { at: now, actor: null, action: 'names-forgotten', subject: id });
  }
}
