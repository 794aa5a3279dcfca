import type { AuditAction } from '../../accounts/audit.ts';
import type { Role } from '../../accounts/roles.ts';
import type { BilingualName } from '../answers.ts';

/** What the routes of accounts answer. Types only: the console reads the same ones. Wall times are milliseconds since 1970. */

/** `GET /api/v1/session`: who asks. */
export type SessionAnswer =
  | { signedIn: false }
  | {
      signedIn: true;
      /** Nobody signs in, everything is allowed. */
      rehearsal: boolean;
      account: { id: string; name: string; user: string };
      role: Role;
      counties: string[];
      mustChange: boolean;
      /** To be sent as `X-CSRF-Token` with everything that changes something; null without a cookie. */
      csrf: string | null;
      expires: number | null;
    };

export interface AccountAnswer {
  id: string;
  /** Null once the person is forgotten. */
  user: string | null;
  /** Of a person who is forgotten, what stands in its place. */
  name: string | BilingualName;
  role: Role;
  counties: string[];
  mustChangeBy: number | null;
  disabledAt: number | null;
  createdAt: number;
}

export interface AccountsAnswer {
  accounts: AccountAnswer[];
}

/** The one-time password is in this answer and nowhere else. */
export interface NewPasswordAnswer {
  account: AccountAnswer;
  oneTimePassword: string;
}

export interface SessionsAnswer {
  sessions: {
    id: number;
    account: string;
    name: string | BilingualName;
    mine: boolean;
    /** The one that asks. */
    current: boolean;
    created: number;
    lastUsed: number;
    expires: number;
  }[];
}

export interface TokenAnswer {
  id: number;
  label: string;
  account: string;
  name: string | BilingualName;
  mine: boolean;
  created: number;
  lastUsed: number | null;
  revoked: number | null;
}

export interface TokensAnswer {
  tokens: TokenAnswer[];
}

/** The token is in this answer and nowhere else. */
export interface NewTokenAnswer {
  made: TokenAnswer;
  token: string;
}

export interface AuditAnswer {
  entries: {
    id: number;
    at: number;
    account: string | null;
    /** Null where headquarters itself did it. */
    name: string | BilingualName | null;
    action: AuditAction;
    subject: string | null;
    /** Where the subject is an account: whose, as they are called now. */
    subjectName: string | BilingualName | null;
    detail: string | null;
  }[];
  /** To be asked as `before` for the entries before these; null at the end. */
  next: number | null;
}
