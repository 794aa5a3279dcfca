import { createPrivateKey, createPublicKey } from 'node:crypto';
import { askHeadquarters } from '@pingan/firmware-bridge/enrolment/ask-headquarters';
import { enrol } from '@pingan/firmware-bridge/enrolment/enrol';
import type { BusIdentity } from '@pingan/firmware-bridge/store/identity-file';
import { mayCarry } from '@pingan/headquarters/accounts/roles';
import type { CarryReadingsAnswer, EnrolmentCodeAnswer, ErrorAnswer } from '@pingan/headquarters/web/answers';
import { sealCarryFile } from '@pingan/protocol/carry/seal';
import type { BusRecord } from '@pingan/protocol/records';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOTE, answerTo, keysOfBothSides } from '../../protocol/carry/carried.ts';
import { WITH_TLS } from '../enrolled-bus.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { newId, newStop, place } from '../schedule/a-plan.ts';
import { fact, newEpoch } from '../speaking-bus.ts';
import { StaffBrowser } from '../staff-browser.ts';

let headquarters: RunningHeadquarters;
let boss: StaffBrowser;
beforeAll(async () => {
  headquarters = await RunningHeadquarters.start(WITH_TLS, false);
  boss = await StaffBrowser.administrator(headquarters);
});
afterAll(() => headquarters.end());

async function enrolled(bus: string): Promise<BusIdentity> {
  const { code } = (await boss.ask<EnrolmentCodeAnswer>('POST', `buses/${bus}/enrolment-code`)).body;
  return enrol({ bus, code, ask: (request) => askHeadquarters(headquarters.web, request) });
}

function fileOf(bus: string, { carryKey, key, certificate }: BusIdentity): Promise<Buffer> {
  const epoch = newEpoch();
  const record: BusRecord = fact(bus, `${epoch}/0`, { fact: 'started', epoch, monotonic: 0, stop: null });
  return sealCarryFile({
    note: { ...NOTE, bus, id: newId(), certificate },
    content: { answerTo: answerTo(keysOfBothSides()), records: [JSON.stringify(record)] },
    sealTo: createPublicKey(carryKey),
    signWith: createPrivateKey(key),
  });
}

async function bring(browser: StaffBrowser, file: Buffer): Promise<{ status: number; said: ErrorAnswer }> {
  const response = await fetch(`${headquarters.web}/api/v1/carry`, {
    method: 'POST',
    body: new Uint8Array(file),
    headers: {
      'content-type': 'application/octet-stream',
      'x-csrf-token': browser.csrf ?? '',
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  });
  return { status: response.status, said: (await response.json()) as ErrorAnswer };
}

test('a limited account brings files of buses with a stop in its counties, or of no known county', () => {
  const south = { role: 'scheduler', counties: ['south'] } as const;
  expect(mayCarry({ ...south, counties: [] }, ['north'])).toBe(true);
  expect(mayCarry(south, [])).toBe(true);
  expect(mayCarry(south, ['north', 'south'])).toBe(true);
  expect(mayCarry(south, ['north'])).toBe(false);
  expect(mayCarry({ ...south, role: 'viewer' }, ['south'])).toBe(false);
});

describe('a file of a bus whose stops lie in one county', () => {
  test('is refused from another county with nothing stored, and read from that one and by whoever has no limit', async () => {
    const identity = await enrolled('bus-north');
    expect(await bring(boss, await fileOf('bus-north', identity))).toMatchObject({ status: 200 });
    const set = newStop('2026-12-01', 'village-1', { place: place('village-1', 'north') });
    const stop = { id: newId(), stop: 'market', set };
    expect((await boss.ask('POST', 'schedule/bus-north', stop)).status).toBe(200);

    const { browser: south } = await boss.hire(headquarters, 'south', 'scheduler', ['south']);
    const { browser: north } = await boss.hire(headquarters, 'north', 'scheduler', ['north']);
    const records = () => headquarters.query('select id from fact').length;
    const before = records();
    const file = await fileOf('bus-north', identity);
    const { status, said } = await bring(south, file);
    expect([status, said.text?.zh, records()]).toEqual([403, expect.stringContaining('bus-north'), before]);
    expect((await bring(north, file)).status).toBe(200);
    expect(records()).toBe(before + 1);

    const seen = async (browser: StaffBrowser) =>
      (await browser.ask<CarryReadingsAnswer>('GET', 'carry')).body.readings.length;
    expect([await seen(south), await seen(north), await seen(boss)]).toEqual([0, 2, 2]);
  });
});
