import type { Generated } from 'kysely';
import type { Role } from '../accounts/roles.ts';

/** Wall times are milliseconds since 1970-01-01T00:00Z by the clock of headquarters. */
type WallMs = number;

/** Rows are never deleted, so that an id is never given to somebody else; what names a person is. */
export interface AccountTable {
  number: Generated<number>;
  /** `staff-{number}`: what plans and facts name as their author. */
  id: string;
  /** What is typed to sign in; null once the person is forgotten. */
  user: string | null;
  /** As people call them; null once the person is forgotten. */
  name: string | null;
  role: Role;
  /** Ids of counties as a JSON array; empty for all. */
  counties: string;
  /** scrypt of the password; all three null while the account is disabled. */
  salt: string | null;
  hash: string | null;
  cost: number | null;
  /** While set, the password is a one-time password that opens nothing but its own change, until then. */
  must_change_by: WallMs | null;
  disabled_at: WallMs | null;
  created_at: WallMs;
}

export interface SessionTable {
  id: Generated<number>;
  /** SHA-256 of the token in the cookie. */
  digest: string;
  account: string;
  csrf: string;
  created: WallMs;
  last_used: WallMs;
  expires: WallMs;
}

export interface ApiTokenTable {
  id: Generated<number>;
  /** SHA-256 of the token. */
  digest: string;
  label: string;
  account: string;
  created: WallMs;
  last_used: WallMs | null;
  revoked: WallMs | null;
}

/** Who changed what; append-only but for names that have to go. */
export interface AuditTable {
  id: Generated<number>;
  at: WallMs;
  /** Null where headquarters itself or the console of the machine did it. */
  account: string | null;
  /** As it was then; null once the person is forgotten. */
  name: string | null;
  action: string;
  subject: string | null;
  /** Never a name or a secret. */
  detail: string | null;
}
