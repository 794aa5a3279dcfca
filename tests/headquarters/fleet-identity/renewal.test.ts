import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LivingIdentity } from '@pingan/firmware-bridge/enrolment/living-identity';
import { newKeyAndRequest } from '@pingan/firmware-bridge/enrolment/key-and-request';
import { IdentityFile } from '@pingan/firmware-bridge/store/identity-file';
import { MqttLink } from '@pingan/firmware-bridge/sync/mqtt-link';
import type { BusIdentityAnswer } from '@pingan/headquarters/web/answers';
import { topics } from '@pingan/protocol/topics';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WITH_TLS, connectAs, enrolledBus, heardBy } from '../enrolled-bus.ts';
import { HeardLog, RunningHeadquarters, eventually } from '../running-headquarters.ts';

const DAY = 86_400_000;

let headquarters: RunningHeadquarters;
let data: string;
const links: MqttLink[] = [];
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'pingan-bus-'));
  headquarters = await RunningHeadquarters.start(WITH_TLS);
});
afterEach(async () => {
  for (const link of links.splice(0)) await link.stop();
  await headquarters.end();
  await rm(data, { recursive: true, force: true });
});

/** A bus that was enrolled so long ago that this many days are left, and its link. */
async function busWithDaysLeft(days: number): Promise<{ file: IdentityFile; link: MqttLink; first: string }> {
  headquarters.clock = Date.now() - (730 - days) * DAY;
  const file = await IdentityFile.open(data, new HeardLog());
  await file.keep(await enrolledBus(headquarters, 'bus-17'));
  headquarters.clock = null;
  const first = file.identity!.certificate;
  const identity = new LivingIdentity(file, file.identity!);
  const link = new MqttLink({
    bus: 'bus-17',
    broker: headquarters.broker,
    identity,
    log: new HeardLog(),
    random: Math.random,
  });
  links.push(link);
  const nothing = () => undefined;
  link.start({
    ...{ onConnected: nothing, onDisconnected: nothing, onReceipts: nothing, onStatus: nothing },
    ...{ onSchedule: nothing, onCrew: nothing, onWarnings: nothing },
  });
  await eventually(
    () => link.status,
    ({ state }) => state === 'connected',
  );
  return { file, link, first };
}

const certificates = async () =>
  (await headquarters.ask<BusIdentityAnswer>('buses/bus-17/identity')).certificates;

test('a bus renews its identity over the live link, and the old one holds until it runs out', async () => {
  const { file, first } = await busWithDaysLeft(59);
  await eventually(
    () => file.identity!.certificate,
    (certificate) => certificate !== first,
  );
  const renewed = (await IdentityFile.open(data, new HeardLog())).identity!;
  expect(renewed).toEqual(file.identity);
  const [next, before] = await certificates();
  expect(next!.expires - Date.now()).toBeGreaterThan(729 * DAY);
  expect(before).toMatchObject({ revokedAt: null });
  const client = await connectAs(headquarters.broker, renewed);
  client.end(true);
});

test('nobody renews for another bus, or what is no request; a bus takes no certificate it has not asked for', async () => {
  const seventeen = await enrolledBus(headquarters, 'bus-17');
  const client = await connectAs(headquarters.broker, seventeen);
  const heard = heardBy(client);
  await client.subscribeAsync(topics.identity('bus-17'), { qos: 1 });
  const { request } = await newKeyAndRequest('bus-18');
  const before = headquarters.log.lines.length;
  for (const text of [
    JSON.stringify({ v: 1, bus: 'bus-18', request }),
    JSON.stringify({ v: 1, bus: 'bus-17', request }),
    'torn {',
  ])
    await client.publishAsync(topics.renewal('bus-17'), text, { qos: 1 });
  await eventually(
    () => headquarters.log.lines.slice(before),
    (lines) => lines.filter((line) => line.includes('a renewal of bus-17 was refused')).length === 3,
  );
  expect(heard).toEqual([]);
  client.end(true);

  const file = await IdentityFile.open(data, new HeardLog());
  await file.keep(seventeen);
  const identity = new LivingIdentity(file, seventeen);
  await expect(identity.keep(seventeen.certificate)).rejects.toThrow(/nobody here has asked/);
  await identity.newRequest();
  await expect(identity.keep(seventeen.certificate)).rejects.toThrow(/another key/);
  expect(file.identity).toEqual(seventeen);
});
