import type { ErrorAnswer, ScheduleAnswer } from '@pingan/headquarters/web/answers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { SpeakingBus, fact, newEpoch } from '../speaking-bus.ts';
import { StaffBrowser } from '../staff-browser.ts';
import { aWarning } from '../warnings/a-warning.ts';
import { newId, newStop, place } from './a-plan.ts';

let headquarters: RunningHeadquarters;
let boss: StaffBrowser;
const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  headquarters = await RunningHeadquarters.start(undefined, false);
  const bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  const epoch = newEpoch();
  await bus.deliver(fact('bus-01', `${epoch}/0`, { fact: 'started', epoch, monotonic: 0, stop: null }));
  await bus.leave();
  boss = await StaffBrowser.administrator(headquarters);
});
afterAll(() => headquarters.end());

let hired = 0;
const hire = (role: 'viewer' | 'scheduler' | 'publisher', counties: string[] = []) =>
  boss.hire(headquarters, `staff-${(hired += 1)}`, role, counties);

const create = async (browser: StaffBrowser, county: string | null = null, stop = `stop-${newId()}`) => {
  const set = newStop(day(3), 'village-1', { place: place('village-1', county) });
  const { status, body } = await browser.ask<ErrorAnswer>('POST', 'schedule/bus-01', {
    id: newId(),
    stop,
    set,
  });
  return { status, error: body.error };
};
const warn = async (browser: StaffBrowser, id: string, counties: string[]) => {
  const warning = aWarning(id, day(0), day(5));
  return (await browser.ask('PUT', `warnings/${id}`, { warning, counties })).status;
};

describe('whoever', () => {
  test('is not signed in gets nothing and changes nothing', async () => {
    const stranger = new StaffBrowser(headquarters);
    for (const path of ['schedule', 'schedule/bus-01/market', 'crew/bus-01', 'warnings'])
      expect((await stranger.ask('GET', path)).status).toBe(401);
    expect((await create(stranger)).status).toBe(401);
    expect(await warn(stranger, 'w-0', [])).toBe(401);
  });

  test('is a viewer reads the schedule and edits nothing', async () => {
    const { browser } = await hire('viewer');
    expect((await browser.ask('GET', 'schedule')).status).toBe(200);
    expect(await create(browser)).toEqual({
      status: 403,
      error: 'this needs the role scheduler, and you are viewer; ask an administrator',
    });
    expect((await browser.ask('GET', 'crew/bus-01')).status).toBe(403);
  });

  test('is a scheduler plans under their own name, and publishes no warning', async () => {
    const { browser, id } = await hire('scheduler');
    expect((await create(browser, null, 'signed')).status).toBe(200);
    const { stops } = (await browser.ask<ScheduleAnswer>('GET', 'schedule')).body;
    const plan = stops.find(({ stop }) => stop === 'signed')!.plan!;
    expect(plan.fields.when!.current.author.id).toBe(id);
    expect(await warn(browser, 'w-1', [])).toBe(403);
  });

  test('acts for a county plans there alone, takes no stop out of another, and does not see it', async () => {
    await create(boss, 'north', 'in-north');
    const { browser } = await hire('scheduler', ['south']);
    expect((await create(browser, 'south', 'in-south')).status).toBe(200);
    expect((await create(browser, 'north')).status).toBe(403);
    expect((await create(browser, null)).status).toBe(403);
    const steal = { id: newId(), base: {}, set: { place: place('a', 'south') } };
    expect((await browser.ask('PATCH', 'schedule/bus-01/in-north', steal)).status).toBe(403);
    const { stops } = (await browser.ask<ScheduleAnswer>('GET', 'schedule')).body;
    expect(stops.map(({ stop }) => stop)).toContain('in-south');
    expect(stops.map(({ stop }) => stop)).not.toContain('in-north');
    expect((await browser.ask('GET', 'schedule/bus-01/in-north')).status).toBe(404);
  });

  test('acts for a county warns it alone, and not everybody', async () => {
    const { browser: south } = await hire('publisher', ['south']);
    expect(await warn(south, 'w-2', [])).toBe(403);
    expect(await warn(south, 'w-2', ['south', 'north'])).toBe(403);
    expect(await warn(south, 'w-2', ['south'])).toBe(200);
    const { browser: north } = await hire('publisher', ['north']);
    expect(await warn(north, 'w-2', ['north'])).toBe(403);
    expect((await north.ask('DELETE', 'warnings/w-2')).status).toBe(403);
    expect((await south.ask('DELETE', 'warnings/w-2')).status).toBe(200);
  });

  test('is in the crew sets their own PIN, nobody else’s, and no program sets one', async () => {
    const { browser, id } = await hire('viewer');
    for (const member of [id, 'zhao']) await boss.ask('POST', 'crew/bus-01', { id: member, name: '演练员' });
    expect((await browser.ask('PUT', `crew/bus-01/${id}/pin`, { pin: '4826' })).status).toBe(200);
    expect((await browser.ask('PUT', 'crew/bus-01/zhao/pin', { pin: '4826' })).status).toBe(403);
    expect((await boss.ask('PUT', 'crew/bus-01/zhao/pin', { pin: '4826' })).status).toBe(200);
    const token = await browser.withToken(headquarters);
    expect((await token.ask('PUT', `crew/bus-01/${id}/pin`, { pin: '4826' })).status).toBe(403);
  });
});
