import type { Db } from '../database/open-database.ts';
import { type Account, accountOf } from './accounts.ts';
import { sessionEnd } from './keeping-rule.ts';
import { digestOf, newToken } from './secrets.ts';

/** Using a session is written down no more often than this. */
const NOTE_USE_EVERY_MS = 60_000;

export interface Session {
  id: number;
  csrf: string;
  created: number;
  lastUsed: number;
  expires: number;
}

export interface OpenSession {
  session: Session;
  account: Account;
}

/** Opens a session; the token is returned and only its digest kept. */
export async function openSession(
  db: Db,
  account: string,
  now: number,
): Promise<{ token: string; session: Session }> {
  const token = newToken();
  const times = { created: now, lastUsed: now };
  const expires = sessionEnd(times);
  const csrf = newToken();
  const { id } = await db
    .insertInto('session')
    .values({ digest: digestOf(token), account, csrf, created: now, last_used: now, expires })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { token, session: { id, csrf, ...times, expires } };
}

/**
 * The session that a token opens now, or null: unknown, ended, or its account disabled.
 * @param attended a person asks; what a page fetches by itself keeps no session open
 */
export async function findSession(
  db: Db,
  token: string,
  now: number,
  attended: boolean,
): Promise<OpenSession | null> {
  const row = await db
    .selectFrom('session')
    .selectAll()
    .where('digest', '=', digestOf(token))
    .executeTakeFirst();
  if (row === undefined || row.expires <= now) return null;
  const owner = await db.selectFrom('account').selectAll().where('id', '=', row.account).executeTakeFirst();
  if (owner === undefined || owner.disabled_at !== null) return null;
  const session = {
    id: row.id,
    csrf: row.csrf,
    created: row.created,
    lastUsed: row.last_used,
    expires: row.expires,
  };
  if (attended && now - row.last_used >= NOTE_USE_EVERY_MS) {
    session.lastUsed = now;
    session.expires = sessionEnd(session);
    await db
      .updateTable('session')
      .set({ last_used: now, expires: session.expires })
      .where('id', '=', row.id)
      .execute();
  }
  return { session, account: accountOf(owner) };
}

/** Open sessions of one account, or of all, the latest used first. */
export async function listSessions(db: Db, account: string | null, now: number) {
  let query = db
    .selectFrom('session')
    .select(['id', 'account', 'created', 'last_used as lastUsed', 'expires'])
    .where('expires', '>', now)
    .orderBy('last_used', 'desc');
  if (account !== null) query = query.where('account', '=', account);
  return query.execute();
}

/** Ends a session of `account`, or of anybody where that is null; returns whose it was. */
export async function endSession(db: Db, id: number, account: string | null): Promise<string | null> {
  let query = db.deleteFrom('session').where('id', '=', id);
  if (account !== null) query = query.where('account', '=', account);
  const ended = await query.returning('account').executeTakeFirst();
  return ended?.account ?? null;
}
