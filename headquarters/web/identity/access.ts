import type { Hono, MiddlewareHandler } from 'hono';
import { type Role, atLeast } from '../../accounts/roles.ts';
import { sameSecret } from '../../accounts/secrets.ts';
import { Refusal } from '../refusal.ts';
import { API_BASE, type ApiContext, type ApiEnv, type Who } from './api-env.ts';

/** `open`: everybody. `self`: whoever has signed in, even with a one-time password, and no API token. Else the least role. */
export type Access = 'open' | 'self' | Role;

const declared = new WeakMap<object, Access>();
const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The first handler of every route: says who may use it, and refuses everybody else.
 * A route without it keeps headquarters from starting, see `guardedRoutes`.
 */
export function requires(access: Access): MiddlewareHandler<ApiEnv> {
  const guard: MiddlewareHandler<ApiEnv> = async (c, next) => {
    if (!CHANGES_NOTHING.has(c.req.method)) refuseForeignPage(c);
    if (access !== 'open') {
      const who = c.get('who');
      refuse(who, access);
      if (who?.session && !CHANGES_NOTHING.has(c.req.method)) refuseWithoutCsrf(c, who.session.csrf);
    }
    await next();
  };
  declared.set(guard, access);
  return guard;
}

/** Who sends a request that `requires` has let through. */
export function signedIn(c: ApiContext): Who {
  const who = c.get('who');
  if (who === null) throw new NobodyError();
  return who;
}

class NobodyError extends Error {
  constructor() {
    super('a route that is open to everybody asked who had signed in; guard it with requires(role)');
  }
}

function refuse(who: Who | null, access: Exclude<Access, 'open'>): void {
  if (who === null)
    throw new Refusal(
      401,
      {
        zh: '请先登录，或使用 API 令牌（Authorization: Bearer …）',
        en: 'sign in first, or send an API token as Authorization: Bearer TOKEN',
      },
      { headers: { 'WWW-Authenticate': 'Bearer' } },
    );
  if (access === 'self') {
    if (who.by !== 'token') return;
    throw new Refusal(403, {
      zh: 'API 令牌不能这样做；请登录',
      en: 'no API token may do this; sign in instead',
    });
  }
  if (who.mustChange)
    throw new Refusal(403, {
      zh: '请先把一次性密码换成自己的密码',
      en: 'choose a password of your own first: POST /api/v1/session/password',
    });
  if (!atLeast(who.role, access)) throw new Refusal(403, tooLittle(who, access));
}

function tooLittle(who: Who, access: Role) {
  const token = who.by === 'token' && access === 'administrator';
  if (token) return { zh: 'API 令牌不能管理账号；请登录', en: 'no API token administers; sign in instead' };
  return {
    zh: `需要“${ROLE_NAMES[access]}”权限；请联系管理员`,
    en: `this needs the role ${access}, and you are ${who.role}; ask an administrator`,
  };
}

const ROLE_NAMES: Record<Role, string> = {
  viewer: '查看',
  scheduler: '排程',
  publisher: '发布',
  administrator: '管理员',
};

function refuseWithoutCsrf(c: ApiContext, csrf: string): void {
  const given = c.req.header('x-csrf-token');
  if (given !== undefined && sameSecret(given, csrf)) return;
  throw new Refusal(403, {
    zh: '页面已过期，请刷新后再试',
    en: 'the X-CSRF-Token header is missing or old; reload the page, or read it from GET /api/v1/session',
  });
}

/** Browsers name the page that sends a changing request. */
function refuseForeignPage(c: ApiContext): void {
  const origin = c.req.header('origin');
  if (origin === undefined) return;
  if (URL.canParse(origin) && new URL(origin).host === c.req.header('host')) return;
  throw new Refusal(403, {
    zh: '此请求来自其他网站，已拒绝',
    en: 'this request comes from a page of another site and is refused',
  });
}

export interface GuardedRoute {
  method: string;
  path: string;
  access: Access;
}

class UnguardedRouteError extends Error {
  constructor(route: string) {
    super(`${route} does not say who may use it; make requires(role) its first handler`);
  }
}

/** Every route with who may use it. Throws where one does not say it first. */
export function guardedRoutes(api: Hono<ApiEnv>): GuardedRoute[] {
  const first = new Map<string, GuardedRoute>();
  for (const { method, path, handler } of api.routes) {
    // Middleware for everything, like `knowWho`, answers nothing by itself.
    if (method === 'ALL' && path === `${API_BASE}/*`) continue;
    const name = `${method} ${path}`;
    if (first.has(name)) continue;
    const access = declared.get(handler);
    if (access === undefined) throw new UnguardedRouteError(name);
    first.set(name, { method, path, access });
  }
  return [...first.values()];
}
