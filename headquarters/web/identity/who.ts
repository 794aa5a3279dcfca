import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { accountOfToken } from '../../accounts/api-tokens.ts';
import { type Role, atLeast } from '../../accounts/roles.ts';
import { findSession } from '../../accounts/sessions.ts';
import type { Db } from '../../database/open-database.ts';
import { Refusal } from '../refusal.ts';
import { sessionToken } from './cookies.ts';

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

/** Puts who sends the request into its context. Decides nothing: that is `requires`. */
export function knowWho({ db, now, rehearsal }: IdentityParts): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    c.set('who', rehearsal ? REHEARSAL : await whoSends(c, db, now()));
    await next();
  };
}

async function whoSends(c: ApiContext, db: Db, now: number): Promise<Who | null> {
  const authorization = c.req.header('authorization');
  if (authorization !== undefined) return byToken(authorization, db, now);
  const token = sessionToken(c);
  const open =
    token === null ? null : await findSession(db, token, now, c.req.header('x-unattended') === undefined);
  if (open === null) return null;
  const { account, session } = open;
  return {
    account: { id: account.id, name: account.name ?? '', user: account.user ?? '' },
    role: account.role,
    counties: account.counties,
    by: 'session',
    mustChange: account.mustChangeBy !== null,
    session,
  };
}

/** A token never administers: whoever finds one must not be able to make accounts with it. */
async function byToken(authorization: string, db: Db, now: number): Promise<Who> {
  const token = /^Bearer ([\w-]{20,100})$/i.exec(authorization)?.[1];
  const account = token === undefined ? null : await accountOfToken(db, token, now);
  if (account === null)
    throw new Refusal(
      401,
      {
        zh: 'API 令牌无效或已吊销；请登录指挥中心页面另建一个',
        en: 'this API token is unknown or revoked; make another on the page of headquarters, and send Authorization: Bearer TOKEN',
      },
      { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
    );
  return {
    account: { id: account.id, name: account.name ?? '', user: account.user ?? '' },
    role: atLeast(account.role, 'administrator') ? 'publisher' : account.role,
    counties: account.counties,
    by: 'token',
    mustChange: false,
    session: null,
  };
}
