import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenDatabase, openDatabase } from '@pingan/headquarters/database/open-database';
import { RequestError } from '@pingan/headquarters/web/body';
import { createCrewApi } from '@pingan/headquarters/web/crew-api';
import { createScheduleApi } from '@pingan/headquarters/web/schedule-api';
import { createWarningsApi } from '@pingan/headquarters/web/warnings-api';
import type { Who } from '@pingan/headquarters/web/who';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, newStop, place } from './a-plan.ts';
import { aWarning } from '../warnings/a-warning.ts';

let directory: string;
let database: OpenDatabase;
let api: Hono;
let who: Who | null;
const NOW = Date.UTC(2026, 10, 22, 1);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-roles-'));
  database = await openDatabase(join(directory, 'hq.sqlite'));
  const { db } = database;
  await db
    .insertInto('bus')
    .values({ name: 'bus-01', first_heard: 1, last_heard: 1, presence: null })
    .execute();
  const parts = { db, whoOf: () => who, now: () => NOW };
  api = new Hono();
  api.route('/schedule', createScheduleApi({ ...parts, scheduleChanged: () => {} }));
  api.route('/crew', createCrewApi({ ...parts, crewChanged: () => {} }));
  api.route('/warnings', createWarningsApi({ ...parts, warningsChanged: () => {} }));
  api.onError((problem, c) => {
    if (problem instanceof RequestError) return c.json(problem.answer, problem.status);
    throw problem;
  });
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(() => signIn('administrator'));

function signIn(role: Who['role'], counties: string[] = [], id = 'li-1'): void {
  who = { author: { id, name: '演练员' }, role, counties };
}

async function ask(method: string, path: string, body?: object): Promise<{ status: number; error: string }> {
  const response = await api.request(path, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const { error = '' } = (await response.json()) as { error?: string };
  return { status: response.status, error };
}

const create = (set = newStop('2026-11-25')) =>
  ask('POST', '/schedule/bus-01', { id: newId(), stop: `stop-${newId()}`, set });

describe('whoever', () => {
  test('is not signed in gets nothing', async () => {
    who = null;
    for (const path of ['/schedule', '/crew/bus-01', '/warnings'])
      expect((await ask('GET', path)).status).toBe(401);
    expect((await create()).status).toBe(401);
  });

  test('is a viewer reads the schedule and edits nothing', async () => {
    signIn('viewer');
    expect((await ask('GET', '/schedule')).status).toBe(200);
    expect(await create()).toEqual({
      status: 403,
      error: 'your account is a viewer; this needs a scheduler. Ask an administrator',
    });
    expect((await ask('GET', '/crew/bus-01')).status).toBe(403);
  });

  test('is a scheduler plans, and publishes no warning', async () => {
    signIn('scheduler');
    expect((await create()).status).toBe(200);
    const put = await ask('PUT', '/warnings/w-1', {
      warning: aWarning('w-1', '2026-11-22', '2026-11-30'),
      counties: [],
    });
    expect(put.status).toBe(403);
  });

  test('acts for a county plans there alone, and takes no stop out of another', async () => {
    await create(newStop('2026-11-25', 'a', { place: place('a', 'north') }));
    const { stop } = await database.db
      .selectFrom('plan')
      .select('stop')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    signIn('scheduler', ['south']);
    expect((await create(newStop('2026-11-25', 'b', { place: place('b', 'south') }))).status).toBe(200);
    expect(await create(newStop('2026-11-25', 'b', { place: place('b', 'north') }))).toEqual({
      status: 403,
      error: 'your account acts for south alone, and this is in north',
    });
    const steal = { id: newId(), base: {}, set: { place: place('a', 'south') } };
    expect((await ask('PATCH', `/schedule/bus-01/${stop}`, steal)).status).toBe(403);
  });

  test('acts for a county warns it alone, and not everybody', async () => {
    signIn('publisher', ['south']);
    const warn = (counties: string[]) =>
      ask('PUT', '/warnings/w-2', { warning: aWarning('w-2', '2026-11-22', '2026-11-30'), counties });
    expect((await warn([])).status).toBe(403);
    expect((await warn(['south', 'north'])).error).toContain('north');
    expect((await warn(['south'])).status).toBe(200);
    signIn('publisher', ['north']);
    expect((await warn(['north'])).status).toBe(403);
    expect((await ask('DELETE', '/warnings/w-2')).status).toBe(403);
  });

  test('is in the crew sets their own PIN, and nobody else’s', async () => {
    for (const id of ['wang', 'zhao']) await ask('POST', '/crew/bus-01', { id, name: '演练员' });
    signIn('viewer', [], 'wang');
    expect((await ask('PUT', '/crew/bus-01/wang/pin', { pin: '4826' })).status).toBe(200);
    expect((await ask('PUT', '/crew/bus-01/zhao/pin', { pin: '4826' })).status).toBe(403);
  });
});
