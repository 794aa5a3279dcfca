import { ROLES, type Role, atLeast } from '@pingan/headquarters/accounts/roles';
import { createApi } from '@pingan/headquarters/web/api';
import { type Access, guardedRoutes, requires } from '@pingan/headquarters/web/identity/access';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { StaffBrowser } from '../staff-browser.ts';

/**
 * Who may use which route, by hand, so that nobody opens a door by a slip: a new route fails the first test until it stands here.
 */
const ROUTES: Record<string, Access> = {
  'DELETE /crew/:bus/:member': 'administrator',
  'DELETE /warnings/:id': 'publisher',
  'GET /crew/:bus': 'administrator',
  'GET /schedule': 'viewer',
  'GET /schedule/:bus/:stop': 'viewer',
  'GET /warnings': 'viewer',
  'PATCH /schedule/:bus/:stop': 'scheduler',
  'POST /crew/:bus': 'administrator',
  'POST /crew/:bus/:member/codes': 'administrator',
  'POST /schedule/:bus': 'scheduler',
  'PUT /crew/:bus/:member/pin': 'viewer',
  'PUT /warnings/:id': 'publisher',
  'GET /health': 'open',
  'GET /session': 'open',
  'POST /session': 'open',
  'DELETE /session': 'self',
  'POST /session/password': 'self',
  'GET /sessions': 'self',
  'DELETE /sessions/:id': 'self',
  'GET /tokens': 'viewer',
  'POST /tokens': 'viewer',
  'DELETE /tokens/:id': 'viewer',
  'GET /accounts': 'administrator',
  'POST /accounts': 'administrator',
  'PATCH /accounts/:id': 'administrator',
  'POST /accounts/:id/one-time-password': 'administrator',
  'GET /audit': 'administrator',
  'GET /condition': 'viewer',
  'GET /totals': 'viewer',
  'GET /buses': 'viewer',
  'GET /days': 'viewer',
  'GET /stops': 'viewer',
  'GET /stories': 'viewer',
  'GET /exhibits': 'viewer',
  'GET /learning': 'viewer',
  'GET /purposes': 'viewer',
  'GET /gaps': 'viewer',
  'GET /dead-letters': 'viewer',
  'GET /live': 'viewer',
  'GET /carry': 'scheduler',
  'POST /carry': 'scheduler',
  'GET /identities': 'administrator',
  'GET /buses/:bus/identity': 'viewer',
  'POST /buses/:bus/enrolment-code': 'administrator',
  'POST /buses/:bus/revoke': 'administrator',
  'POST /enrolment': 'open',
};

/** Never reached by whoever is refused; only its routes are read. */
const api = createApi({ rehearsal: false } as Parameters<typeof createApi>[0]);

test('every route of the API stands in this table with the role it declares', () => {
  const found = guardedRoutes(api).map(({ method, path, access }) => [
    `${method} ${path.replace('/api/v1', '')}`,
    access,
  ]);
  expect(Object.fromEntries(found)).toEqual(ROUTES);
});

test('an API with a route that declares no role does not start', () => {
  const forgetful = new Hono().basePath('/api/v1') as unknown as typeof api;
  forgetful.get('/open', requires('open'), (c) => c.text('here'));
  expect(guardedRoutes(forgetful)).toHaveLength(1);
  forgetful.get('/secrets', (c) => c.text('here'));
  expect(() => guardedRoutes(forgetful)).toThrow('GET /api/v1/secrets does not say who may use it');
});

describe('every route by every role', () => {
  let headquarters: RunningHeadquarters;
  const staff = new Map<Role, StaffBrowser>();
  /** A PIN is open to its own member alone. */
  const ids = new Map<StaffBrowser, string>();
  let token: StaffBrowser;

  beforeAll(async () => {
    headquarters = await RunningHeadquarters.start(undefined, false);
    const administrator = await StaffBrowser.administrator(headquarters);
    for (const role of ROLES) {
      const { id, browser } = await administrator.hire(headquarters, `a-${role}`, role);
      staff.set(role, browser);
      ids.set(browser, id);
    }
    token = await staff.get('administrator')!.withToken(headquarters);
  });
  afterAll(() => headquarters.end());

  /** The status of a request that fits no row and whose body is empty: 401 and 403 come before it is looked at. */
  async function status(browser: StaffBrowser, route: string): Promise<number> {
    const [method, path] = route.split(' ') as [string, string];
    const url = path
      .slice(1)
      .replace(':id', '999999')
      .replace(':member', ids.get(browser) ?? 'nobody');
    // The stream stays open: its status is all that is asked for.
    if (path === '/live') {
      const abort = new AbortController();
      const headers = { ...browser.headers, cookie: cookieOf(browser) };
      const response = await fetch(`${headquarters.web}/api/v1/live`, { headers, signal: abort.signal });
      abort.abort();
      return response.status;
    }
    return (await browser.ask(method, url, method === 'GET' || method === 'DELETE' ? undefined : {})).status;
  }

  test.each(Object.entries(ROUTES).filter(([, access]) => access !== 'open'))(
    '%s lets nobody in who has not signed in (%s)',
    async (route) => {
      expect(await status(new StaffBrowser(headquarters), route)).toBe(401);
    },
  );

  const roleRoutes = Object.entries(ROUTES).filter(([, access]) => access !== 'open' && access !== 'self');
  test.each(roleRoutes.flatMap(([route, access]) => ROLES.map((role) => [route, access, role] as const)))(
    '%s needs %s and is asked for by %s',
    async (route, access, role) => {
      const answered = await status(staff.get(role)!, route);
      if (atLeast(role, access as Role)) expect([200, 400, 404, 409, 422]).toContain(answered);
      else expect(answered).toBe(403);
    },
  );

  test.each(Object.entries(ROUTES).filter(([, access]) => access === 'administrator' || access === 'self'))(
    '%s (%s) is closed to an API token, even to one of an administrator',
    async (route) => {
      expect(await status(token, route)).toBe(403);
    },
  );

  test.each(roleRoutes.filter(([route]) => !route.startsWith('GET')))(
    '%s refuses a cookie without its CSRF token (%s)',
    async (route) => {
      const thief = new StaffBrowser(headquarters);
      for (const [name, value] of staff.get('administrator')!.cookies) thief.cookies.set(name, value);
      expect(await status(thief, route)).toBe(403);
      thief.csrf = 'a guess';
      expect(await status(thief, route)).toBe(403);
    },
  );

  test.each(roleRoutes)('%s is closed to whoever has still to choose a password (%s)', async (route) => {
    const administrator = staff.get('administrator')!;
    const { body } = await administrator.ask<{ account: { id: string }; oneTimePassword: string }>(
      'POST',
      'accounts',
      { user: `new-${roleRoutes.findIndex(([one]) => one === route)}`, name: '新人', role: 'administrator' },
    );
    const newcomer = new StaffBrowser(headquarters);
    await newcomer.signIn(`new-${roleRoutes.findIndex(([one]) => one === route)}`, body.oneTimePassword);
    expect(await status(newcomer, route)).toBe(403);
  });
});

function cookieOf(browser: StaffBrowser): string {
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
