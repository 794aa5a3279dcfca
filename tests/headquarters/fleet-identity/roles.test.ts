import type {
  BusIdentityAnswer,
  EnrolmentCodeAnswer,
  IdentitiesAnswer,
} from '@pingan/headquarters/web/answers';
import type { AuditAnswer } from '@pingan/headquarters/web/identity/identity-answers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askHeadquarters } from '@pingan/firmware-bridge/enrolment/ask-headquarters';
import { enrol } from '@pingan/firmware-bridge/enrolment/enrol';
import { WITH_TLS } from '../enrolled-bus.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { StaffBrowser } from '../staff-browser.ts';

let headquarters: RunningHeadquarters;
beforeEach(async () => void (headquarters = await RunningHeadquarters.start(WITH_TLS, false)));
afterEach(() => headquarters.end());

test('administrators alone give out and take back identities, a bus enrols without an account, and the audit log tells', async () => {
  const boss = await StaffBrowser.administrator(headquarters);
  const { browser: publisher } = await boss.hire(headquarters, 'li-wei', 'publisher');
  const nobody = new StaffBrowser(headquarters);
  for (const [who, status] of [
    [nobody, 401],
    [publisher, 403],
    [await boss.withToken(headquarters), 403],
  ] as const) {
    expect((await who.ask('POST', 'buses/bus-17/enrolment-code')).status).toBe(status);
    expect((await who.ask('POST', 'buses/bus-17/revoke', { reason: 'x' })).status).toBe(status);
  }
  expect((await nobody.ask('GET', 'buses/bus-17/identity')).status).toBe(401);
  expect((await publisher.ask('GET', 'identities')).status).toBe(403);

  const { code } = (await boss.ask<EnrolmentCodeAnswer>('POST', 'buses/bus-17/enrolment-code')).body;
  await enrol({ bus: 'bus-17', code, ask: (request) => askHeadquarters(headquarters.web, request) });
  const seen = (await publisher.ask<BusIdentityAnswer>('GET', 'buses/bus-17/identity')).body;
  expect(seen.certificates).toHaveLength(1);
  expect((await boss.ask('POST', 'buses/bus-17/revoke', { reason: 'stolen' })).status).toBe(200);

  const { entries } = (await boss.ask<AuditAnswer>('GET', 'audit')).body;
  expect(entries.slice(0, 3).map(({ action, name, subjectName }) => [action, name, subjectName])).toEqual([
    ['bus-revoked', expect.any(String), 'bus-17'],
    ['bus-enrolled', null, 'bus-17'],
    ['enrolment-code', expect.any(String), 'bus-17'],
  ]);
});

test('one list names every bus that has an identity or could get one, heard of or not, and the broker they will find', async () => {
  const boss = await StaffBrowser.administrator(headquarters);
  const list = async () => (await boss.ask<IdentitiesAnswer>('GET', 'identities')).body;
  expect(await list()).toEqual({ broker: expect.stringMatching(/^mqtts:/), buses: [] });

  const issue = async (bus: string) =>
    (await boss.ask<EnrolmentCodeAnswer>('POST', `buses/${bus}/enrolment-code`)).body;
  const { code } = await issue('bus-17');
  const { expires } = await issue('bus-02');
  await enrol({ bus: 'bus-17', code, ask: (request) => askHeadquarters(headquarters.web, request) });
  await boss.ask('POST', 'buses/bus-17/revoke', { reason: 'stolen' });
  const again = await issue('bus-17');
  expect((await list()).buses).toEqual([
    { bus: 'bus-02', heard: false, certificates: [], codeUntil: expires },
    {
      bus: 'bus-17',
      // It came for its identity.
      heard: true,
      certificates: [expect.objectContaining({ reason: 'stolen', revokedAt: expect.any(Number) })],
      codeUntil: again.expires,
    },
  ]);
});
