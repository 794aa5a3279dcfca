import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Role } from '../../accounts/roles.ts';
import type { Db } from '../../database/open-database.ts';

export const API_BASE = '/api/v1';

/** Who sends a request, and what they may. */
export interface Who {
  account: { id: string; name: string; user: string };
  role: Role;
  /** Ids of counties; empty means all of them. */
  counties: string[];
  by: 'session' | 'token' | 'rehearsal';
  /** The password is a one-time password: nothing but changing it is allowed. */
  mustChange: boolean;
  session: { id: number; csrf: string; expires: number } | null;
}

export interface ApiEnv {
  Bindings: HttpBindings;
  Variables: {
    /** Null where nobody has signed in. */
    who: Who | null;
  };
}
export type ApiContext = Context<ApiEnv>;

/** Under `--rehearsal` nobody signs in, and everything is allowed. */
export const REHEARSAL: Who = {
  account: { id: 'rehearsal', name: '演练 Rehearsal', user: 'rehearsal' },
  role: 'administrator',
  counties: [],
  by: 'rehearsal',
  mustChange: false,
  session: null,
};

export interface IdentityParts {
  db: Db;
  /** Wall time in milliseconds. */
  now(): number;
  rehearsal: boolean;
}
