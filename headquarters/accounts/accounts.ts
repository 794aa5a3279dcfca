import type { AccountTable } from '../database/account-tables.ts';
import type { Db } from '../database/open-database.ts';
import type { Selectable } from 'kysely';
import { type Actor, type AuditAction, audit } from './audit.ts';
import { type ChangeFault, type Change, changeFault } from './change-rule.ts';
import { ONE_TIME_PASSWORD_MS } from './keeping-rule.ts';
import type { Role } from './roles.ts';
import { type PasswordHash, hashPassword, newOneTimePassword } from './secrets.ts';

/** An account as the rules see it. */
export interface Account {
  id: string;
  /** Null once the person is forgotten, like `name`. */
  user: string | null;
  name: string | null;
  role: Role;
  counties: string[];
  mustChangeBy: number | null;
  disabledAt: number | null;
  createdAt: number;
}

/** The change is not allowed; `fault` says why. */
export class AccountFault extends Error {
  readonly fault: ChangeFault | 'unknown' | 'user-taken' | 'forgotten';
  constructor(fault: AccountFault['fault']) {
    super(`the account cannot be changed: ${fault}`);
    this.fault = fault;
  }
}

type Row = Selectable<AccountTable>;

export function accountOf(row: Row): Account {
  return {
    id: row.id,
    user: row.user,
    name: row.name,
    role: row.role,
    counties: JSON.parse(row.counties) as string[],
    mustChangeBy: row.must_change_by,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  };
}

/** The hash of a row, or null while the account is disabled. */
export function passwordOf({ salt, hash, cost }: Row): PasswordHash | null {
  return salt === null || hash === null || cost === null ? null : { salt, hash, cost };
}

export async function listAccounts(db: Db): Promise<Account[]> {
  const rows = await db.selectFrom('account').selectAll().orderBy('number').execute();
  return rows.map(accountOf);
}

export async function accountRow(db: Db, id: string): Promise<Row | null> {
  return (await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function accountRowByUser(db: Db, user: string): Promise<Row | null> {
  return (await db.selectFrom('account').selectAll().where('user', '=', user).executeTakeFirst()) ?? null;
}

export interface NewAccount {
  user: string;
  name: string;
  role: Role;
  counties: readonly string[];
}

/** Creates an account with a one-time password, which is returned and kept nowhere. */
export async function createAccount(
  db: Db,
  made: NewAccount,
  actor: Actor,
  now: number,
  action: AuditAction = 'account-created',
): Promise<{ account: Account; oneTimePassword: string }> {
  const oneTimePassword = newOneTimePassword();
  const hash = await hashPassword(oneTimePassword);
  const account = await db.transaction().execute(async (trx) => {
    if (await accountRowByUser(trx, made.user)) throw new AccountFault('user-taken');
    const { last } = await trx
      .selectFrom('account')
      .select((eb) => eb.fn.max('number').as('last'))
      .executeTakeFirstOrThrow();
    const number = (last ?? 0) + 1;
    const row = await trx
      .insertInto('account')
      .values({
        ...hash,
        number,
        id: `staff-${number}`,
        user: made.user,
        name: made.name,
        role: made.role,
        counties: JSON.stringify(made.counties),
        must_change_by: now + ONE_TIME_PASSWORD_MS,
        disabled_at: null,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(trx, { at: now, actor, action, subject: row.id, detail: made.role });
    return accountOf(row);
  });
  return { account, oneTimePassword };
}

/** Changes an account and ends its sessions where its rights changed, in one transaction. */
export async function changeAccount(
  db: Db,
  id: string,
  change: Change,
  actor: Actor,
  now: number,
): Promise<Account> {
  return db.transaction().execute(async (trx) => {
    const row = await accountRow(trx, id);
    if (row === null) throw new AccountFault('unknown');
    const before = accountOf(row);
    const fault = changeFault(await listAccounts(trx), before, change, actor?.id ?? null);
    if (fault !== null) throw new AccountFault(fault);
    const counties = change.counties && JSON.stringify(change.counties);
    const disables = change.disabled === true && before.disabledAt === null;
    const entries: [AuditAction, string][] = [];
    if (change.name !== undefined && change.name !== before.name) entries.push(['account-renamed', '']);
    if (change.role !== undefined && change.role !== before.role)
      entries.push(['role-changed', `${before.role} → ${change.role}`]);
    if (counties !== undefined && counties !== row.counties)
      entries.push(['counties-changed', `${before.counties.join(' ')} → ${change.counties!.join(' ')}`]);
    if (disables) entries.push(['account-disabled', '']);
    if (entries.length === 0) return before;
    const after = await trx
      .updateTable('account')
      .set({
        name: change.name,
        role: change.role,
        counties,
        ...(disables ? { disabled_at: now, salt: null, hash: null, cost: null, must_change_by: null } : {}),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (entries.some(([action]) => action !== 'account-renamed')) await endSessions(trx, id);
    if (disables) await revokeTokens(trx, id, now);
    for (const [action, detail] of entries)
      await audit(trx, { at: now, actor, action, subject: id, detail: detail || undefined });
    return accountOf(after);
  });
}

/**
 * Gives an account a new one-time password, which is returned and kept nowhere; ends its sessions and tokens.
 * A disabled account is enabled again by it, unless the person has been forgotten.
 */
export async function resetPassword(
  db: Db,
  id: string,
  actor: Actor,
  now: number,
  action: AuditAction = 'one-time-password',
): Promise<string> {
  const oneTimePassword = newOneTimePassword();
  const hash = await hashPassword(oneTimePassword);
  await db.transaction().execute(async (trx) => {
    const row = await accountRow(trx, id);
    if (row === null) throw new AccountFault('unknown');
    if (row.user === null) throw new AccountFault('forgotten');
    await trx
      .updateTable('account')
      .set({ ...hash, must_change_by: now + ONE_TIME_PASSWORD_MS, disabled_at: null })
      .where('id', '=', id)
      .execute();
    await endSessions(trx, id);
    await revokeTokens(trx, id, now);
    const detail = row.disabled_at === null ? undefined : 'enabled again';
    await audit(trx, { at: now, actor, action, subject: id, detail });
  });
  return oneTimePassword;
}

export async function endSessions(db: Db, account: string): Promise<void> {
  await db.deleteFrom('session').where('account', '=', account).execute();
}

async function revokeTokens(db: Db, account: string, now: number): Promise<void> {
  await db
    .updateTable('api_token')
    .set({ revoked: now })
    .where('account', '=', account)
    .where('revoked', 'is', null)
    .execute();
}
