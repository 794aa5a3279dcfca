import type { ErrorAnswer } from '@pingan/headquarters/web/answers';
import type { SessionsAnswer } from '@pingan/headquarters/web/identity/identity-answers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROXY_NAME, RunningHeadquarters } from '../running-headquarters.ts';
import { StaffBrowser } from '../staff-browser.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let headquarters: RunningHeadquarters;
beforeEach(async () => {
  headquarters = await RunningHeadquarters.start(undefined, false);
});
afterEach(() => headquarters.end());

const admin = () => StaffBrowser.administrator(headquarters);

describe('signing in', () => {
  test('opens nothing but the change of a one-time password, and everything allowed after it', async () => {
    const browser = new StaffBrowser(headquarters);
    const first = headquarters.oneTimePassword!;
    expect((await browser.ask('GET', 'totals')).status).toBe(401);
    expect((await browser.signIn('admin', first)).body).toMatchObject({ signedIn: true, mustChange: true });
    expect((await browser.ask('GET', 'totals')).status).toBe(403);
    expect((await browser.changePassword(first, 'short')).body).toMatchObject({ field: 'password' });
    expect((await browser.changePassword(first, first)).body).toMatchObject({ field: 'password' });
    expect((await browser.changePassword('a wrong one', 'four unrelated words')).body).toMatchObject({
      field: 'current',
    });
    const changed = await browser.changePassword(first, 'four unrelated words');
    expect(changed.body).toMatchObject({ mustChange: false, role: 'administrator' });
    expect((await browser.ask('GET', 'totals')).status).toBe(200);
    expect((await new StaffBrowser(headquarters).signIn('admin', first)).status).toBe(401);
  });

  test('answers an unknown user and a wrong password alike, and says nothing of who exists', async () => {
    await admin();
    const answers = [];
    for (const user of ['admin', 'nobody', '; drop table account', '管理员']) {
      const { status, body, headers } = await new StaffBrowser(headquarters).signIn(user, 'a wrong password');
      answers.push({ status, body, names: [...headers.keys()].filter((name) => name !== 'date').sort() });
    }
    expect(answers[0]!.status).toBe(401);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test('after a few wrong passwords waits for strangers, and not for the browser that was signed in before', async () => {
    headquarters.clock = Date.now();
    const known = await admin();
    const stranger = new StaffBrowser(headquarters);
    for (let n = 0; n < 5; n += 1) expect((await stranger.signIn('admin', `guess ${n}`)).status).toBe(401);
    const refused = await stranger.signIn('admin', 'guess 6');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await stranger.signIn('admin', 'the password of admin here')).status).toBe(429);
    // An unknown name waits in the same way.
    for (let n = 0; n < 5; n += 1) await stranger.signIn('nobody', `guess ${n}`);
    expect((await stranger.signIn('nobody', 'guess 6')).body).toEqual(refused.body);
    await known.ask('DELETE', 'session');
    known.csrf = null;
    expect((await known.signIn('admin', 'the password of admin here')).status).toBe(200);
    // And a stranger who has the password after all comes in when the wait is over.
    headquarters.clock += 15 * 60_000;
    expect((await stranger.signIn('admin', 'the password of admin here')).status).toBe(200);
  });

  test('many guesses at once gain nothing', async () => {
    const statuses = await Promise.all(
      Array.from(
        { length: 30 },
        async (_, n) => (await new StaffBrowser(headquarters).signIn('admin', `${n}`)).status,
      ),
    );
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(25);
  });

  test('sets a cookie that scripts, other sites and plain http cannot have', async () => {
    const { headers } = await new StaffBrowser(headquarters).signIn('admin', headquarters.oneTimePassword!);
    const [session] = headers.getSetCookie();
    expect(session).toMatch(/^pingan-session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    const { request } = await import('node:http');
    const ask = (more: Record<string, string>) =>
      new Promise<{ status: number; cookies: string[] }>((done) => {
        const { port } = new URL(headquarters.web);
        const options = { host: '127.0.0.1', port, path: '/api/v1/session', method: 'POST' };
        const json = { host: PROXY_NAME, 'content-type': 'application/json', ...more };
        request({ ...options, headers: json }, (answer) => {
          answer.resume();
          done({ status: answer.statusCode!, cookies: answer.headers['set-cookie'] ?? [] });
        }).end(JSON.stringify({ user: 'admin', password: headquarters.oneTimePassword }));
      });
    const secure = await ask({ 'x-forwarded-proto': 'https', 'x-forwarded-for': '6.6.6.6, 203.0.113.9' });
    expect(secure.status).toBe(200);
    expect(secure.cookies[0]).toMatch(
      /^__Host-pingan-session=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(secure.cookies[1]).toMatch(/^__Secure-pingan-browser=.*; Secure; SameSite=Strict$/);
    expect((await ask({ 'x-forwarded-proto': 'http' })).status).toBe(421);
    expect((await ask({})).status).toBe(421);
  });

  test.each([
    ['{"user":"admin"', 'application/json', 400],
    [{ user: 'admin' }, undefined, 400],
    [{ user: 'admin', password: 7 }, undefined, 400],
    [{ user: 'admin', password: 'x', role: 'administrator' }, undefined, 400],
    [{ user: 'admin', password: 'x'.repeat(20_000) }, undefined, 413],
    ['user=admin&password=x', 'application/x-www-form-urlencoded', 415],
    ['{"user":"admin","password":"x"}', 'text/plain', 415],
    [['admin'], undefined, 400],
  ])('refuses %j with what is wrong in both languages', async (body, type, status) => {
    const browser = new StaffBrowser(headquarters);
    if (type) browser.headers['content-type'] = type;
    const answer = await browser.ask<ErrorAnswer>('POST', 'session', body);
    expect(answer.status).toBe(status);
    expect(answer.body.text?.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(answer.body.error).toContain(answer.body.text!.en);
  });

  test('refuses a page of another site, signed in or not', async () => {
    const browser = new StaffBrowser(headquarters);
    browser.headers['origin'] = 'http://evil.example';
    expect((await browser.signIn('admin', headquarters.oneTimePassword!)).status).toBe(403);
    browser.headers['origin'] = 'null';
    expect((await browser.signIn('admin', headquarters.oneTimePassword!)).status).toBe(403);
    browser.headers['origin'] = headquarters.web;
    expect((await browser.signIn('admin', headquarters.oneTimePassword!)).status).toBe(200);
  });
});

describe('sessions', () => {
  test('a stolen cookie is worthless once the password was changed, and so is every other', async () => {
    const mine = await admin();
    const thief = new StaffBrowser(headquarters);
    for (const [name, value] of mine.cookies) thief.cookies.set(name, value);
    thief.csrf = mine.csrf;
    expect((await thief.ask('GET', 'totals')).status).toBe(200);
    await mine.changePassword('the password of admin here', 'another four plain words');
    expect((await thief.ask('GET', 'totals')).status).toBe(401);
    expect((await thief.changePassword('another four plain words', 'mine mine mine mine')).status).toBe(401);
    expect((await mine.ask('GET', 'totals')).status).toBe(200);
  });

  test('end when nobody uses them for 12 hours, after 7 days in any case, and when signing out', async () => {
    headquarters.clock = Date.now();
    const start = headquarters.clock;
    const browser = await admin();
    for (let hour = 11; hour < 7 * 24; hour += 11) {
      headquarters.clock = start + hour * HOUR;
      expect((await browser.ask('GET', 'totals')).status).toBe(200);
    }
    headquarters.clock = start + 7 * DAY;
    expect((await browser.ask('GET', 'totals')).status).toBe(401);
    const again = new StaffBrowser(headquarters);
    await again.signIn('admin', 'the password of admin here');
    headquarters.clock += 11 * HOUR;
    // A page that only fetches by itself keeps no session open.
    again.headers['x-unattended'] = 'yes';
    expect((await again.ask('GET', 'totals')).status).toBe(200);
    headquarters.clock += 1 * HOUR;
    expect((await again.ask('GET', 'totals')).status).toBe(401);
    const third = new StaffBrowser(headquarters);
    await third.signIn('admin', 'the password of admin here');
    const cookies = new Map(third.cookies);
    await third.ask('DELETE', 'session');
    expect([...third.cookies.keys()]).toEqual(['pingan-browser']);
    for (const [name, value] of cookies) third.cookies.set(name, value);
    expect((await third.ask('GET', 'totals')).status).toBe(401);
  });

  test('are listed and ended one by one: one’s own, and for an administrator everybody’s', async () => {
    const boss = await admin();
    const { browser: viewer, id } = await boss.hire(headquarters, 'li-wei', 'viewer');
    const phone = new StaffBrowser(headquarters);
    await phone.signIn('li-wei', 'the password of li-wei here');
    const own = await viewer.ask<SessionsAnswer>('GET', 'sessions');
    expect(own.body.sessions.map(({ account, current }) => [account, current]).sort()).toEqual([
      [id, false],
      [id, true],
    ]);
    const all = (await boss.ask<SessionsAnswer>('GET', 'sessions')).body.sessions;
    expect(new Set(all.map(({ account }) => account))).toEqual(new Set(['staff-1', id]));
    const bosses = all.find(({ current }) => current)!;
    expect((await viewer.ask('DELETE', `sessions/${bosses.id}`)).status).toBe(404);
    const other = own.body.sessions.find(({ current }) => !current)!;
    expect((await viewer.ask('DELETE', `sessions/${other.id}`)).status).toBe(200);
    expect((await phone.ask('GET', 'totals')).status).toBe(401);
    const mine = own.body.sessions.find(({ current }) => current)!;
    expect((await boss.ask('DELETE', `sessions/${mine.id}`)).status).toBe(200);
    expect((await viewer.ask('GET', 'totals')).status).toBe(401);
  });

  test('an open stream ends with its session or its token', async () => {
    const boss = await admin();
    const { id, browser } = await boss.hire(headquarters, 'li-wei', 'viewer');
    const token = await browser.withToken(headquarters);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const open = (headers: Record<string, string>) =>
      fetch(`${headquarters.web}/api/v1/live`, { headers: { accept: 'text/event-stream', ...headers } });
    const streams = await Promise.all([open({ cookie }), open(token.headers)]);
    const readers = streams.map((response) => response.body!.getReader());
    for (const reader of readers) expect((await reader.read()).done).toBe(false);
    await boss.ask('PATCH', `accounts/${id}`, { disabled: true });
    for (const reader of readers) while (!(await reader.read()).done);
    expect((await open({ cookie })).status).toBe(401);
    expect((await open(token.headers)).status).toBe(401);
  });
});
