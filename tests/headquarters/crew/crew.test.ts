import { scryptSync } from 'node:crypto';
import { openDatabase } from '@pingan/headquarters/database/open-database';
import { pinFault } from '@pingan/headquarters/crew/secrets';
import type { CodesAnswer, CrewAnswer, ErrorAnswer } from '@pingan/headquarters/web/answers';
import { CrewList, type SecretHash } from '@pingan/protocol/crew';
import { topics } from '@pingan/protocol/topics';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { NINE_IN_SHANGHAI, SpeakingBus, fact, newEpoch } from '../speaking-bus.ts';

let headquarters: RunningHeadquarters;
let bus: SpeakingBus;
const epoch = newEpoch();
const DAY_MS = 86_400_000;

beforeEach(async () => {
  headquarters = await RunningHeadquarters.start();
  headquarters.clock = NINE_IN_SHANGHAI;
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  await bus.deliver(fact('bus-01', `${epoch}/0`, { fact: 'started', epoch, monotonic: 0, stop: null }));
});
afterEach(async () => {
  await bus.leave();
  await headquarters.end();
});

async function ask<Answer = CrewAnswer & ErrorAnswer>(method: string, path: string, body?: object) {
  const response = await fetch(`${headquarters.web}/api/v1/crew/${path}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const told = async (revision: number) =>
  CrewList.parse(await bus.hear<CrewList>(topics.crew('bus-01'), (list) => list.revision >= revision));

function opens({ salt, hash, cost }: SecretHash, secret: string): boolean {
  const options = { N: 2 ** cost, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
  return scryptSync(secret, Buffer.from(salt, 'base64'), 32, options).toString('base64') === hash;
}

test('two officers with one name are two members; the bus is told of them at once', async () => {
  await ask('POST', 'bus-01', { name: '王警官' });
  const { answer } = await ask('POST', 'bus-01', { name: '王警官' });
  const [one, two] = answer.members;
  expect(one!.id).not.toBe(two!.id);
  expect((await told(2)).members).toEqual([
    { id: one!.id, name: '王警官', pin: null },
    { id: two!.id, name: '王警官', pin: null },
  ]);
  const again = await ask('POST', 'bus-01', { id: one!.id, name: '李警官' });
  expect(again).toMatchObject({
    status: 409,
    answer: { error: `${one!.id} is in the crew of bus-01 already` },
  });
});

test('a PIN is told to the bus as a hash alone', async () => {
  await ask('POST', 'bus-01', { id: 'wang', name: '王警官' });
  expect((await ask('PUT', 'bus-01/wang/pin', { pin: '4826' })).status).toBe(200);
  const { members } = await told(2);
  expect(opens(members[0]!.pin!, '4826')).toBe(true);
  expect(opens(members[0]!.pin!, '4827')).toBe(false);
  expect((await ask('GET', 'bus-01')).answer.members).toMatchObject([{ id: 'wang', hasPin: true }]);
  const weak = await ask('PUT', 'bus-01/wang/pin', { pin: '1234' });
  expect(weak).toMatchObject({
    status: 400,
    answer: { error: expect.stringContaining('choose another') as string },
  });
});

test.each([
  ['123', 'not-digits'],
  ['123456789', 'not-digits'],
  ['12a4', 'not-digits'],
  ['0000', 'guessable'],
  ['4321', 'guessable'],
  ['345678', 'guessable'],
])('refuses the PIN %s', (pin, why) => expect(pinFault(pin)).toBe(why));

test.each(['4826', '1357', '9021', '20261122'])('takes the PIN %s', (pin) =>
  expect(pinFault(pin)).toBeNull(),
);

test('codes are shown once, kept as hashes, replaced by the next sheet, and expire', async () => {
  await ask('POST', 'bus-01', { id: 'wang', name: '王警官' });
  const { answer: sheet } = await ask<CodesAnswer>('POST', 'bus-01/wang/codes', { count: 2, days: 30 });
  expect(sheet.expires).toBe('2026-12-22');
  expect(sheet.codes.map(({ code }) => code)).toEqual([
    expect.stringMatching(/^\d{12}$/),
    expect.stringMatching(/^\d{12}$/),
  ]);
  const list = await told(2);
  for (const { id, code } of sheet.codes) {
    const sealed = list.codes.find((each) => each.id === id)!;
    expect(sealed).toMatchObject({ member: 'wang', expires: '2026-12-22' });
    expect(opens(sealed.code, code)).toBe(true);
  }
  const kept = JSON.stringify(headquarters.query('select * from crew_code'));
  for (const { code } of sheet.codes) expect(kept).not.toContain(code);

  const { answer: next } = await ask<CodesAnswer>('POST', 'bus-01/wang/codes', { count: 1, days: 1 });
  expect((await told(3)).codes.map(({ id }) => id)).toEqual(next.codes.map(({ id }) => id));

  headquarters.clock = NINE_IN_SHANGHAI + 2 * DAY_MS;
  expect((await ask('GET', 'bus-01')).answer.members).toMatchObject([{ codes: 0, codesExpire: null }]);
  await bus.leave();
  await headquarters.stop();
  await headquarters.start();
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  expect((await told(4)).codes).toEqual([]);
  expect(headquarters.query('select * from crew_code')).toEqual([]);
});

test('who is removed disappears from the retained list at once, with PIN and codes', async () => {
  await ask('POST', 'bus-01', { id: 'wang', name: '王警官' });
  await ask('PUT', 'bus-01/wang/pin', { pin: '4826' });
  await ask('POST', 'bus-01/wang/codes', {});
  expect((await ask('DELETE', 'bus-01/wang')).answer.members).toEqual([]);
  expect(await told(4)).toMatchObject({ members: [], codes: [] });
  expect(headquarters.query('select * from crew_code')).toEqual([]);
  expect((await ask('DELETE', 'bus-01/wang')).answer.error).toBe('wang is not in the crew of bus-01');
  expect((await ask('GET', 'bus-99')).status).toBe(404);
});

test('a crew that no message could carry is refused, and the list stays as it was', async () => {
  await ask('POST', 'bus-01', { id: 'wang', name: '王警官' });
  const database = await openDatabase(headquarters.databaseFile);
  const rows = Array.from({ length: 199 }, (_, n) => ({
    bus_id: 1,
    code: `m-${n}`,
    name: '演练员',
    pin: null,
  }));
  await database.db.insertInto('crew_member').values(rows).execute();
  await database.db.destroy();
  const refused = await ask('POST', 'bus-01', { name: '赵警官' });
  expect(refused).toMatchObject({
    status: 409,
    answer: { error: expect.stringContaining('no longer fit') as string },
  });
  expect((await ask('GET', 'bus-01')).answer.members).toHaveLength(200);
});
