import type { ErrorAnswer } from '@pingan/headquarters/web/answers';
import type {
  AccountsAnswer,
  AuditAnswer,
  NewPasswordAnswer,
  NewTokenAnswer,
  SessionAnswer,
  TokensAnswer,
} from '@pingan/headquarters/web/identity/identity-answers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RunningHeadquarters, eventually } from '../running-headquarters.ts';
import { StaffBrowser } from '../staff-browser.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let headquarters: RunningHeadquarters;
beforeEach(async () => {
  headquarters = await RunningHeadquarters.start(undefined, false);
});
afterEach(() => headquarters.end());

const admin = () => StaffBrowser.administrator(headquarters);

describe('accounts', () => {
  test('a change of role counts at once: the session ends and a token has the new role', async () => {
    const boss = await admin();
    const { id, browser } = await boss.hire(headquarters, 'li-wei', 'publisher', ['east', 'west']);
    const token = await browser.withToken(headquarters);
    expect((await token.ask<SessionAnswer>('GET', 'session')).body).toMatchObject({ role: 'publisher' });
    const changed = await boss.ask('PATCH', `accounts/${id}`, { role: 'viewer', counties: ['east'] });
    expect(changed.body).toMatchObject({ id, role: 'viewer', counties: ['east'] });
    expect((await browser.ask('GET', 'totals')).status).toBe(401);
    expect((await token.ask<SessionAnswer>('GET', 'session')).body).toMatchObject({
      role: 'viewer',
      counties: ['east'],
    });
  });

  test('nobody raises themselves', async () => {
    const boss = await admin();
    const { id, browser } = await boss.hire(headquarters, 'li-wei', 'publisher');
    expect((await browser.ask('PATCH', `accounts/${id}`, { role: 'administrator' })).status).toBe(403);
    const made = { user: 'friend', name: 'friend', role: 'administrator' };
    expect((await browser.ask('POST', 'accounts', made)).status).toBe(403);
    expect((await browser.ask('POST', 'accounts/staff-1/one-time-password', {})).status).toBe(403);
    const { accounts } = (await boss.ask<AccountsAnswer>('GET', 'accounts')).body;
    expect(accounts.map(({ user, role }) => [user, role])).toEqual([
      ['admin', 'administrator'],
      ['li-wei', 'publisher'],
    ]);
  });

  test('an administrator always remains', async () => {
    const boss = await admin();
    expect((await boss.ask('PATCH', 'accounts/staff-1', { disabled: true })).status).toBe(409);
    expect((await boss.ask('PATCH', 'accounts/staff-1', { role: 'viewer' })).status).toBe(409);
    expect((await boss.ask('GET', 'accounts')).status).toBe(200);
  });

  test.each([
    [{ user: 'Li Wei', name: '李', role: 'viewer' }, 400, 'user'],
    [{ user: 'li-wei', name: ' ', role: 'viewer' }, 400, 'name'],
    [{ user: 'li-wei', name: '李', role: 'king' }, 400, 'role'],
    [{ user: 'li-wei', name: '李', role: 'viewer', counties: ['East'] }, 400, 'counties'],
    [{ user: 'admin', name: '李', role: 'viewer' }, 409, 'user'],
  ])('refuses %j, naming the field', async (made, status, field) => {
    const boss = await admin();
    const answer = await boss.ask<ErrorAnswer>('POST', 'accounts', made);
    expect(answer.status).toBe(status);
    expect(answer.body.field).toBe(field);
  });

  test('a disabled account loses its password, sessions and tokens at once, and its names after 90 days', async () => {
    headquarters.clock = Date.now();
    const start = headquarters.clock;
    const boss = await admin();
    const { id, browser } = await boss.hire(headquarters, 'li-wei', 'viewer', ['east']);
    const token = await browser.withToken(headquarters);
    await boss.ask('PATCH', `accounts/${id}`, { disabled: true });
    expect((await browser.ask('GET', 'totals')).status).toBe(401);
    expect((await token.ask('GET', 'totals')).status).toBe(401);
    const login = () => new StaffBrowser(headquarters).signIn('li-wei', 'the password of li-wei here');
    expect((await login()).status).toBe(401);
    expect(headquarters.query('select salt, hash, cost from account where id = ?', id)).toEqual([
      { salt: null, hash: null, cost: null },
    ]);
    headquarters.clock = start + 90 * DAY - 1_000;
    await headquarters.stop();
    await headquarters.start();
    expect(headquarters.query('select user, name from account where id = ?', id)).toEqual([
      { user: 'li-wei', name: 'li-wei 同志' },
    ]);
    headquarters.clock = start + 90 * DAY + 1_000;
    await headquarters.stop();
    await headquarters.start();
    const text = JSON.stringify([
      headquarters.query('select * from account'),
      headquarters.query('select * from audit'),
      headquarters.query('select * from api_token'),
      headquarters.query('select * from session'),
    ]);
    expect(text).not.toContain('li-wei');
    const later = new StaffBrowser(headquarters);
    await later.signIn('admin', 'the password of admin here');
    const former = { zh: '前工作人员 2', en: 'former staff 2' };
    const { accounts } = (await later.ask<AccountsAnswer>('GET', 'accounts')).body;
    expect(accounts.find((one) => one.id === id)).toMatchObject({ user: null, name: former, counties: [] });
    const { entries } = (await later.ask<AuditAnswer>('GET', 'audit?limit=500')).body;
    expect(entries.find(({ account, action }) => account === id && action === 'token-created')?.name).toEqual(
      former,
    );
    // Its user name may be given again; its id may not.
    const next = await later.hire(headquarters, 'li-wei', 'viewer');
    expect(next.id).toBe('staff-3');
    expect((await later.ask('POST', `accounts/${id}/one-time-password`, {})).status).toBe(409);
  });

  test('an administrator’s one-time password ends sessions, runs out after 14 days, and enables again', async () => {
    headquarters.clock = Date.now();
    const boss = await admin();
    const { id, browser } = await boss.hire(headquarters, 'li-wei', 'viewer');
    const reset = () => boss.ask<NewPasswordAnswer>('POST', `accounts/${id}/one-time-password`, {});
    const first = (await reset()).body.oneTimePassword;
    expect((await browser.ask('GET', 'totals')).status).toBe(401);
    await boss.ask('PATCH', `accounts/${id}`, { disabled: true });
    const again = await reset();
    expect(again.body.account.disabledAt).toBeNull();
    expect((await new StaffBrowser(headquarters).signIn('li-wei', first)).status).toBe(401);
    headquarters.clock += 14 * DAY;
    expect((await new StaffBrowser(headquarters).signIn('li-wei', again.body.oneTimePassword)).status).toBe(
      401,
    );
  });
});

describe('API tokens', () => {
  test('read what their account may see, are shown once, stored as a digest, and end when revoked', async () => {
    const boss = await admin();
    const { browser } = await boss.hire(headquarters, 'li-wei', 'viewer');
    const { body } = await browser.ask<NewTokenAnswer>('POST', 'tokens', { label: '  monthly report ' });
    const holder = new StaffBrowser(headquarters);
    holder.headers = { authorization: `Bearer ${body.token}` };
    expect((await holder.ask('GET', 'totals')).body).toEqual({ metrics: {} });
    expect(JSON.stringify(headquarters.query('select * from api_token'))).not.toContain(body.token.slice(7));
    const listed = await browser.ask<TokensAnswer>('GET', 'tokens');
    expect(listed.body.tokens).toMatchObject([{ label: 'monthly report', mine: true }]);
    expect(listed.body.tokens[0]!.lastUsed).toEqual(expect.any(Number));
    // A token neither makes nor revokes tokens.
    expect((await holder.ask('POST', 'tokens', { label: 'another' })).status).toBe(403);
    expect((await holder.ask('DELETE', `tokens/${body.made.id}`)).status).toBe(403);
    expect((await browser.ask('DELETE', `tokens/${body.made.id}`)).status).toBe(200);
    expect((await browser.ask('DELETE', `tokens/${body.made.id}`)).status).toBe(404);
    expect((await holder.ask('GET', 'totals')).status).toBe(401);
  });

  test.each([
    'Bearer',
    'Bearer pingan_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'Basic YTpi',
    'nonsense',
  ])('authorization %s is refused, even beside a good cookie', async (authorization) => {
    const boss = await admin();
    boss.headers = { authorization };
    expect((await boss.ask('GET', 'totals')).status).toBe(401);
    expect((await new StaffBrowser(headquarters).ask('GET', 'health')).status).toBe(200);
  });
});

describe('the audit log', () => {
  test('says who did what to whom, the latest first, page by page, without a secret in it', async () => {
    const boss = await admin();
    const { id } = await boss.hire(headquarters, 'li-wei', 'viewer');
    await boss.ask('PATCH', `accounts/${id}`, { role: 'scheduler' });
    const whole = (await boss.ask<AuditAnswer>('GET', 'audit?limit=500')).body.entries;
    expect(whole[0]).toMatchObject({
      account: 'staff-1',
      action: 'role-changed',
      subject: id,
      detail: 'viewer → scheduler',
    });
    expect(whole.at(-1)).toMatchObject({ account: null, name: null, action: 'first-administrator' });
    const first = (await boss.ask<AuditAnswer>('GET', 'audit?limit=3')).body;
    const second = (await boss.ask<AuditAnswer>('GET', `audit?limit=500&before=${first.next}`)).body;
    expect([...first.entries, ...second.entries]).toEqual(whole);
    expect(second.next).toBeNull();
    expect(JSON.stringify(whole)).not.toContain('password of');
  });

  test('forgets entries after 400 days', async () => {
    headquarters.clock = Date.now();
    const boss = await admin();
    headquarters.clock += 401 * DAY;
    await headquarters.stop();
    await headquarters.start();
    expect(headquarters.query("select * from audit where action = 'first-administrator'")).toEqual([]);
    expect((await boss.ask('GET', 'totals')).status).toBe(401);
  });
});

describe('the upkeep', () => {
  test('runs daily while headquarters runs on', async () => {
    await headquarters.stop();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      headquarters.clock = Date.now();
      await headquarters.start();
      await admin();
      const sessions = () => headquarters.query('select * from session').length;
      headquarters.clock += 13 * HOUR;
      vi.advanceTimersByTime(23 * HOUR);
      expect(sessions()).toBe(1);
      vi.advanceTimersByTime(1 * HOUR);
      await eventually(sessions, (n) => n === 0);
      // The broker's own timers stop as they were started.
      await headquarters.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the first administrator', () => {
  test('gets a new one-time password at every start until somebody has chosen a password', async () => {
    const first = headquarters.oneTimePassword!;
    await headquarters.stop();
    await headquarters.start();
    const second = headquarters.oneTimePassword!;
    expect(second).not.toBe(first);
    expect((await new StaffBrowser(headquarters).signIn('admin', first)).status).toBe(401);
    await StaffBrowser.enter(headquarters, 'admin', second);
    await headquarters.stop();
    await headquarters.start();
    expect(headquarters.oneTimePassword).toBeNull();
    expect(headquarters.query('select user from account')).toEqual([{ user: 'admin' }]);
  });

  test('its password stands in no log line', () => {
    expect(headquarters.log.lines.join('\n')).not.toContain(headquarters.oneTimePassword);
  });
});

describe('a rehearsal', () => {
  test('needs no sign-in, makes no accounts, and refuses a database that has some', async () => {
    const rehearsal = await RunningHeadquarters.start();
    const anybody = new StaffBrowser(rehearsal);
    expect((await anybody.ask<SessionAnswer>('GET', 'session')).body).toMatchObject({
      rehearsal: true,
      role: 'administrator',
    });
    expect((await anybody.ask('GET', 'audit')).status).toBe(200);
    const made = { user: 'li-wei', name: '李', role: 'administrator' };
    expect((await anybody.ask('POST', 'accounts', made)).status).toBe(409);
    expect((await anybody.signIn('admin', 'x')).status).toBe(409);
    anybody.headers['origin'] = 'http://evil.example';
    expect((await anybody.ask('POST', 'tokens', { label: 'x' })).status).toBe(403);
    await rehearsal.end();
    await headquarters.stop();
    const real = new RunningHeadquarters(headquarters.directory);
    await expect(real.start()).rejects.toThrow('has accounts, and --rehearsal would open it to everybody');
    await headquarters.start();
    await eventually(
      () => new StaffBrowser(headquarters).ask('GET', 'totals'),
      ({ status }) => status === 401,
    );
  });
});
