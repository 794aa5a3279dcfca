import type { MiddlewareHandler } from 'hono';
import { accountOfToken } from '../../accounts/api-tokens.ts';
import { atLeast } from '../../accounts/roles.ts';
import { findSession } from '../../accounts/sessions.ts';
import type { Db } from '../../database/open-database.ts';
import { Refusal } from '../refusal.ts';
import { type ApiContext, type ApiEnv, type IdentityParts, REHEARSAL, type Who } from './api-env.ts';
import { sessionToken } from './cookies.ts';

/** Puts who sends the request into its context. Decides nothing: that is `requires`. */
export function knowWho({ db, now, rehearsal }: IdentityParts): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    c.set('who', rehearsal ? REHEARSAL : await whoSends(c, db, now(), isAttended(c)));
    await next();
  };
}

/** Whether whoever opened a connection that outlives a request may still do so. */
export async function isStillKnown(c: ApiContext, { db, now, rehearsal }: IdentityParts): Promise<boolean> {
  if (rehearsal) return true;
  try {
    return (await whoSends(c, db, now(), false)) !== null;
  } catch (problem) {
    if (problem instanceof Refusal) return false;
    throw problem;
  }
}

/** A page marks what it fetches by itself; streams open again by themselves, and cannot be marked. */
function isAttended(c: ApiContext): boolean {
  return c.req.header('x-unattended') === undefined && c.req.header('accept') !== 'text/event-stream';
}

async function whoSends(c: ApiContext, db: Db, now: number, attended: boolean): Promise<Who | null> {
  const authorization = c.req.header('authorization');
  if (authorization !== undefined) return byToken(authorization, db, now);
  const token = sessionToken(c);
  const open = token === null ? null : await findSession(db, token, now, attended);
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
