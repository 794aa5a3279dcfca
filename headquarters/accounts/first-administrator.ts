import type { Db } from '../database/open-database.ts';
import { createAccount, listAccounts, resetPassword } from './accounts.ts';

/** A one-time password that must reach a person, and who signs in with it. */
export interface OneTimePassword {
  user: string;
  password: string;
}

/**
 * At every start: creates the first administrator where there is no account. While no administrator has chosen a password yet, a new
 * one-time password takes the place of the one that was printed before. Null as soon as somebody has.
 */
export async function firstAdministrator(db: Db, now: number): Promise<OneTimePassword | null> {
  const accounts = await listAccounts(db);
  if (accounts.length === 0) {
    const first = {
      user: 'admin',
      name: '管理员 Administrator',
      role: 'administrator',
      counties: [],
    } as const;
    const { oneTimePassword } = await createAccount(db, first, null, now, 'first-administrator');
    return { user: first.user, password: oneTimePassword };
  }
  const administrators = accounts.filter(isEnabledAdministrator);
  if (administrators.some(({ mustChangeBy }) => mustChangeBy === null)) return null;
  return resetOf(administrators, db, now);
}

/** For whoever sits at the machine and has lost every administrator's password: a new one-time password for the first of them. */
export async function resetAdministrator(db: Db, now: number): Promise<OneTimePassword> {
  const administrators = (await listAccounts(db)).filter(isEnabledAdministrator);
  const reset = await resetOf(administrators, db, now);
  return reset ?? (await firstAdministrator(db, now))!;
}

async function resetOf(
  administrators: readonly { id: string; user: string | null }[],
  db: Db,
  now: number,
): Promise<OneTimePassword | null> {
  const first = administrators[0];
  if (first === undefined || first.user === null) return null;
  return { user: first.user, password: await resetPassword(db, first.id, null, now, 'administrator-reset') };
}

function isEnabledAdministrator({ role, disabledAt }: { role: string; disabledAt: number | null }): boolean {
  return role === 'administrator' && disabledAt === null;
}

/** The one line that shows a one-time password. It goes to stdout alone, never to the log. */
export function oneTimePasswordLine({ user, password }: OneTimePassword): string {
  return `Administrator ${user}, one-time password ${password} (valid until changed at the first sign-in)`;
}
