import type { Db } from '../database/open-database.ts';
import { type Account, accountOf } from './accounts.ts';
import { digestOf, newToken } from './secrets.ts';

const NOTE_USE_EVERY_MS = 60_000;
/** So that one can see in a log or a file what it is, and whose. */
const PREFIX = 'pingan_';

export interface ApiToken {
  id: number;
  label: string;
  account: string;
  created: number;
  lastUsed: number | null;
  revoked: number | null;
}

/** Makes a token of an account; the token is returned and only its digest kept. */
export async function createToken(
  db: Db,
  account: string,
  label: string,
  now: number,
): Promise<{ token: string; made: ApiToken }> {
  const token = PREFIX + newToken();
  const { id } = await db
    .insertInto('api_token')
    .values({ digest: digestOf(token), label, account, created: now, last_used: null, revoked: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { token, made: { id, label, account, created: now, lastUsed: null, revoked: null } };
}

/** The account that a token speaks for now, or null. A token of somebody who has still to choose a password opens nothing. */
export async function accountOfToken(db: Db, token: string, now: number): Promise<Account | null> {
  const row = await db
    .selectFrom('api_token')
    .select(['id', 'account', 'last_used'])
    .where('digest', '=', digestOf(token))
    .where('revoked', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const owner = await db.selectFrom('account').selectAll().where('id', '=', row.account).executeTakeFirst();
  if (owner === undefined || owner.disabled_at !== null || owner.must_change_by !== null) return null;
  if (row.last_used === null || now - row.last_used >= NOTE_USE_EVERY_MS)
    await db.updateTable('api_token').set({ last_used: now }).where('id', '=', row.id).execute();
  return accountOf(owner);
}

/** Tokens of one account, or of all, the newest first. */
export async function listTokens(db: Db, account: string | null): Promise<ApiToken[]> {
  let query = db
    .selectFrom('api_token')
    .select(['id', 'label', 'account', 'created', 'last_used as lastUsed', 'revoked'])
    .orderBy('id', 'desc');
  if (account !== null) query = query.where('account', '=', account);
  return query.execute();
}

/** Revokes a token of `account`, or of anybody where that is null; returns whose it was. */
export async function revokeToken(
  db: Db,
  id: number,
  account: string | null,
  now: number,
): Promise<string | null> {
  let query = db
    .updateTable('api_token')
    .set({ revoked: now })
    .where('id', '=', id)
    .where('revoked', 'is', null);
  if (account !== null) query = query.where('account', '=', account);
  const revoked = await query.returning('account').executeTakeFirst();
  return revoked?.account ?? null;
}
