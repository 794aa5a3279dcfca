import { randomBytes } from 'node:crypto';
import type { Db } from '../database/open-database.ts';
import {
  type Account,
  accountOf,
  accountRow,
  accountRowByUser,
  endSessions,
  passwordOf,
} from './accounts.ts';
import { AttemptLimit, type LimitKey } from './attempt-limit.ts';
import { FREE_ATTEMPTS } from './attempt-rule.ts';
import { audit } from './audit.ts';
import { type PasswordFault, passwordFault } from './password-rule.ts';
import { type PasswordHash, browserProof, hashPassword, passwordFits, sameSecret } from './secrets.ts';
import { type Session, openSession } from './sessions.ts';

/** Each hash takes 32 MiB while it is made; beyond this many waiting, signing in is refused for a moment. */
const HASHES_AT_MOST = 16;
const BUSY_WAIT_MS = 2_000;

export interface SignInAttempt {
  user: string;
  password: string;
  /** Where it came from, as an address. */
  address: string;
  /** What an earlier sign-in left in this browser. */
  browser: string | null;
}

export type SignedIn = { is: 'in'; account: Account; session: Session; token: string; browser: string };
export type SignInOutcome = SignedIn | { is: 'wrong' } | { is: 'wait'; ms: number };

export type PasswordOutcome =
  SignedIn | { is: 'wrong' } | { is: 'wait'; ms: number } | { is: 'fault'; fault: PasswordFault | 'same' };

/** Signing in and changing one's password: the two places where a password is tried. */
export class SignIn {
  readonly #db: Db;
  readonly #limit = new AttemptLimit();
  #hashing = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The same answer, after the same work, for an unknown name, a wrong password and a one-time password that has run out. */
  async signIn(attempt: SignInAttempt, now: number): Promise<SignInOutcome> {
    const row = await accountRowByUser(this.#db, attempt.user);
    const password = row && passwordOf(row);
    const known = row !== null && password !== null && isProof(attempt.browser, row.id, password);
    // Whoever has signed in with this account on this browser before waits for no stranger.
    const keys = known
      ? [ofAccount(`browser ${row.id} ${attempt.browser}`)]
      : [ofAccount(`user ${attempt.user}`), ofAddress(attempt.address)];
    const wait = this.#begin(keys, now);
    if (wait > 0) return { is: 'wait', ms: wait };
    const fits = await this.#hashed(() => passwordFits(attempt.password, password));
    const inTime = row !== null && (row.must_change_by === null || row.must_change_by > now);
    if (!fits || !inTime) {
      if (row) await audit(this.#db, { at: now, actor: null, action: 'sign-in-failed', subject: row.id });
      return { is: 'wrong' };
    }
    this.#limit.succeeded(keys);
    const actor = { id: row.id, name: row.name ?? '' };
    await audit(this.#db, { at: now, actor, action: 'signed-in' });
    return this.#enter(this.#db, row.id, now);
  }

  /** Changes a password, ends every session of the account, and opens a new one for whoever changed it. */
  async changePassword(
    change: { account: string; current: string; password: string },
    now: number,
  ): Promise<PasswordOutcome> {
    const row = await accountRow(this.#db, change.account);
    if (row === null) return { is: 'wrong' };
    const keys = [ofAccount(`change ${row.id}`)];
    const wait = this.#begin(keys, now);
    if (wait > 0) return { is: 'wait', ms: wait };
    if (!(await this.#hashed(() => passwordFits(change.current, passwordOf(row))))) return { is: 'wrong' };
    this.#limit.succeeded(keys);
    const fault =
      change.password === change.current ? 'same' : passwordFault(change.password, row.user ?? '');
    if (fault !== null) return { is: 'fault', fault };
    const hash = await this.#hashed(() => hashPassword(change.password));
    return this.#db.transaction().execute(async (trx) => {
      // Two changes at once, or an administrator's reset in between: the later one knows an old password.
      const changed = await trx
        .updateTable('account')
        .set({ ...hash, must_change_by: null })
        .where('id', '=', row.id)
        .where('hash', '=', row.hash)
        .executeTakeFirst();
      if (changed.numUpdatedRows !== 1n) return { is: 'wrong' } as const;
      await endSessions(trx, row.id);
      const actor = { id: row.id, name: row.name ?? '' };
      await audit(trx, { at: now, actor, action: 'password-changed', subject: row.id });
      return this.#enter(trx, row.id, now);
    });
  }

  async #enter(db: Db, id: string, now: number): Promise<SignedIn | { is: 'wrong' }> {
    const row = await accountRow(db, id);
    const password = row && passwordOf(row);
    if (!row || !password) return { is: 'wrong' };
    const { token, session } = await openSession(db, id, now);
    const nonce = randomBytes(9).toString('base64url');
    const browser = `${nonce}.${browserProof(id, password, nonce)}`;
    return { is: 'in', account: accountOf(row), session, token, browser };
  }

  #begin(keys: readonly LimitKey[], now: number): number {
    if (this.#hashing >= HASHES_AT_MOST) return BUSY_WAIT_MS;
    return this.#limit.begin(keys, now);
  }

  async #hashed<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#hashing += 1;
    try {
      return await work();
    } finally {
      this.#hashing -= 1;
    }
  }
}

function ofAccount(key: string): LimitKey {
  return { key, free: FREE_ATTEMPTS.account, forgiving: true };
}

function ofAddress(address: string): LimitKey {
  return { key: `address ${addressKey(address)}`, free: FREE_ATTEMPTS.address, forgiving: false };
}

function isProof(browser: string | null, account: string, password: PasswordHash): boolean {
  const [nonce, proof] = browser?.split('.') ?? [];
  if (!nonce || !proof || nonce.length > 40) return false;
  return sameSecret(proof, browserProof(account, password, nonce));
}

/** Whoever has one IPv6 address has 2^64 of them. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':').length : 0;
  while (tail !== undefined && groups.length < 8 - after) groups.push('0');
  return `${groups.slice(0, 4).join(':')}::/64`;
}
