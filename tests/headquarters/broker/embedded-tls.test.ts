import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKeyAndRequest } from '@pingan/firmware-bridge/enrolment/key-and-request';
import type { BusIdentity } from '@pingan/firmware-bridge/store/identity-file';
import { Authority } from '@pingan/headquarters/fleet-identity/authority';
import type { BusesAnswer, DeadLettersAnswer, TotalsAnswer } from '@pingan/headquarters/web/answers';
import { topics } from '@pingan/protocol/topics';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WITH_TLS, connectAs, enrolledBus, heardBy, shown } from '../enrolled-bus.ts';
import { RunningHeadquarters, eventually } from '../running-headquarters.ts';
import { SpeakingBus, newEpoch, shard } from '../speaking-bus.ts';

type Shown = Pick<BusIdentity, 'key' | 'certificate' | 'authority'>;

let headquarters: RunningHeadquarters;
let folder: string;
const toEnd: MqttClient[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pingan-authority-'));
  headquarters = await RunningHeadquarters.start(WITH_TLS);
});
afterEach(async () => {
  for (const client of toEnd.splice(0)) client.end(true);
  await headquarters.end();
  await rm(folder, { recursive: true, force: true });
});

async function connected(identity: Shown, more = {}): Promise<MqttClient> {
  const client = await connectAs(headquarters.broker, identity, more);
  toEnd.push(client);
  client.on('error', () => undefined);
  return client;
}

const speaking = async (identity: BusIdentity) => {
  const bus = await SpeakingBus.connect(headquarters.broker, identity.bus, undefined, shown(identity));
  toEnd.push(bus.client);
  return bus;
};

const refusals = () => headquarters.log.lines.filter((line) => line.startsWith('warn refused'));
const counted = async () => (await headquarters.ask<TotalsAnswer>('totals')).metrics['door.in']?.[''] ?? 0;
const oneIn = (bus: string) => shard(bus, newEpoch(), [[0, 0, 'front', 'door.in', '', 1]]);

/** Resolves when the connection is gone. */
const closed = (client: MqttClient) =>
  new Promise<void>((done) => (client.connected ? client.once('close', () => done()) : done()));

describe('the embedded broker with TLS', () => {
  test('stores and receipts what a bus with its certificate sends', async () => {
    const bus = await speaking(await enrolledBus(headquarters, 'bus-17'));
    expect((await bus.deliver(oneIn('bus-17')))[0]).toMatchObject({ outcome: 'stored' });
    expect(await counted()).toBe(1);
    expect(headquarters.broker).toMatch(/^mqtts:/);
  });

  test('lets a bus publish nothing but its own, nothing retained but its state, nothing above QoS 1', async () => {
    const identity = await enrolledBus(headquarters, 'bus-18');
    const record = JSON.stringify(oneIn('bus-17'));
    const forbidden = [
      [topics.records('bus-17'), { qos: 1 }],
      [topics.state('bus-17'), { qos: 1, retain: true }],
      [topics.renewal('bus-17'), { qos: 1 }],
      [topics.receipts('bus-17'), { qos: 1 }],
      [topics.receipts('bus-18'), { qos: 1 }],
      [topics.headquarters, { qos: 1, retain: true }],
      ['pingan/v1/up/bus-18', { qos: 0 }],
      ['pingan/v1/up/bus-180/records', { qos: 0 }],
      ['$SYS/anything', { qos: 0 }],
      [topics.records('bus-18'), { qos: 1, retain: true }],
      [topics.records('bus-18'), { qos: 2 }],
    ] as const;
    for (const [topic, options] of forbidden) {
      const client = await connected(identity);
      const before = refusals().length;
      client.publish(topic, record, options);
      await closed(client);
      expect(refusals().slice(before), topic).toEqual([expect.stringContaining('refused bus-18')]);
    }
    expect(await counted()).toBe(0);
    // Who was enrolled is known; who was only spoken for is not.
    expect((await headquarters.ask<BusesAnswer>('buses')).buses.map(({ bus }) => bus)).toEqual(['bus-18']);
  });

  test('lets a bus hear what is for it and for all, and nothing else', async () => {
    const [seventeen, eighteen] = [
      await speaking(await enrolledBus(headquarters, 'bus-17')),
      await connected(await enrolledBus(headquarters, 'bus-18')),
    ];
    const heard = heardBy(eighteen);
    for (const filter of [
      '#',
      'pingan/#',
      'pingan/v1/#',
      'pingan/v1/+/+/receipts',
      'pingan/v1/down/#',
      'pingan/v1/down/+/receipts',
      topics.receipts('bus-17'),
      'pingan/v1/up/#',
      topics.everyState,
      topics.everyRecord,
      'pingan/v1/up/bus-18/#',
      'pingan/v1/down/bus-180/#',
      '$SYS/#',
      '$share/all/pingan/v1/down/+/receipts',
    ])
      await expect(eighteen.subscribeAsync(filter, { qos: 1 }), filter).rejects.toThrow();
    for (const filter of ['pingan/v1/down/bus-18/#', 'pingan/v1/all/#', topics.state('bus-18')])
      await eighteen.subscribeAsync(filter, { qos: 1 });
    await seventeen.sayState({ connection: 'a', online: true });
    await seventeen.deliver(oneIn('bus-17'));
    await eighteen.publishAsync(topics.records('bus-18'), JSON.stringify(oneIn('bus-18')), { qos: 1 });
    // Its warnings and its receipt come in either order: what is meant for it is waited for, then nothing else may be there.
    const meant = [topics.headquarters, topics.receipts('bus-18'), topics.warnings('bus-18')];
    const heardTopics = () => new Set(heard.map(({ topic }) => topic));
    await eventually(heardTopics, (all) => meant.every((topic) => all.has(topic)));
    expect(heardTopics()).toEqual(new Set(meant));
  });

  test('takes a bus for the one in its certificate, whatever it calls itself: it cannot push another off', async () => {
    const first = await enrolledBus(headquarters, 'bus-17');
    const seventeen = await connected(first, { clientId: 'bus-17' });
    let lost = 0;
    seventeen.on('close', () => lost++);
    const eighteen = await connected(await enrolledBus(headquarters, 'bus-18'), {
      clientId: 'bus-17',
      clean: false,
    });
    await eighteen.subscribeAsync('pingan/v1/down/bus-18/#', { qos: 1 });
    await seventeen.publishAsync(topics.records('bus-17'), JSON.stringify(oneIn('bus-17')), { qos: 1 });
    await eventually(counted, (n) => n === 1);
    expect(lost).toBe(0);
    // The same bus again, under any name, takes its own place.
    await connected(first, { clientId: 'something-else' });
    await eventually(
      () => lost,
      (n) => n === 1,
    );
  });

  test('refuses a last will in the name of another, and delivers a true one', async () => {
    const identity = await enrolledBus(headquarters, 'bus-18');
    const will = (bus: string) => ({
      will: {
        topic: topics.state(bus),
        payload: Buffer.from(JSON.stringify({ v: 1, bus, connection: 'x', online: false })),
        qos: 1 as const,
        retain: true,
      },
    });
    await expect(connected(identity, will('bus-17'))).rejects.toThrow();
    expect(refusals()).toEqual([expect.stringContaining('last will')]);
    const honest = await connected(identity, will('bus-18'));
    const birth = { v: 1, bus: 'bus-18', connection: 'x', online: true };
    await honest.publishAsync(topics.state('bus-18'), JSON.stringify(birth), { qos: 1, retain: true });
    const online = (is: boolean) =>
      eventually(
        () => headquarters.ask<BusesAnswer>('buses'),
        ({ buses }) => buses[0]?.online === is,
      );
    await online(true);
    honest.stream.destroy();
    await online(false);
  });

  test('turns away whoever has no valid certificate of a bus, and says who knocked', async () => {
    const own = await Authority.open(join(headquarters.directory, 'identity'));
    const other = await Authority.open(folder);
    const { key, request } = await newKeyAndRequest('bus-17');
    headquarters.clock = Date.now() - 3 * 365 * 86_400_000;
    const expired = await enrolledBus(headquarters, 'bus-17');
    headquarters.clock = null;
    const { certificate } = await other.forBus('bus-17', request);
    const self = await selfSigned(join(folder, 'self'));
    const authority = own.certificate;
    for (const [who, identity, words] of [
      ['nobody', { key: undefined, certificate: undefined, authority }, /no certificate of ours/],
      ['one of another authority', { key, certificate, authority }, /no certificate of ours/],
      ['one that signed itself', { ...self, authority }, /no certificate of ours/],
      ['one that has run out', expired, /CERT_HAS_EXPIRED/],
      ['a broker', { ...(await own.forServer(['bus-17'])), authority }, /no certificate of ours/],
      ['headquarters', { ...(await own.forHeadquarters()), authority }, /no bus's \(headquarters\)/],
    ] as const) {
      const before = headquarters.log.lines.length;
      await expect(connectAs(headquarters.broker, identity as Shown), who).rejects.toThrow(/Not authorized/);
      expect(headquarters.log.lines.slice(before).join('\n'), who).toMatch(words);
    }
  });

  test('ends the connection of a bus the moment it is revoked, and never lets that certificate in again', async () => {
    const [lost, other] = [
      await enrolledBus(headquarters, 'bus-17'),
      await enrolledBus(headquarters, 'bus-18'),
    ];
    const [client, stays] = [await connected(lost), await connected(other)];
    let othersLost = 0;
    stays.on('close', () => othersLost++);
    const gone = closed(client);
    await headquarters.tell('buses/bus-17/revoke', { reason: 'stolen' });
    await gone;
    await expect(connected(lost)).rejects.toThrow(/Not authorized/);
    expect(othersLost).toBe(0);
    // The port is another after the restart, the list is the same.
    await headquarters.stop();
    await headquarters.start();
    await expect(connected(lost)).rejects.toThrow(/Not authorized/);
    await connected(await enrolledBus(headquarters, 'bus-17'));
  });

  test('knows a clone: two machines with one identity that push each other off', async () => {
    const identity = await enrolledBus(headquarters, 'bus-17');
    const say = async (connection: string, epoch: string) => {
      const client = await connected(identity);
      const state = { v: 1, bus: 'bus-17', connection, online: true, epoch };
      await client.publishAsync(topics.state('bus-17'), JSON.stringify(state), { qos: 1, retain: true });
    };
    const [machine, copy] = [newEpoch(), newEpoch()];
    await say('1', machine);
    await say('2', copy);
    await say('3', machine);
    await eventually(
      () => headquarters.ask<BusesAnswer>('buses'),
      ({ buses }) => buses[0]?.cloned === true,
    );
  });

  test('refuses a record that names another bus than the one that sent it, and says which', async () => {
    const bus = await speaking(await enrolledBus(headquarters, 'bus-18'));
    await bus.say(oneIn('bus-17'));
    const { deadLetters } = await eventually(
      () => headquarters.ask<DeadLettersAnswer>('dead-letters'),
      ({ total }) => total === 1,
    );
    expect(deadLetters[0]!.bus).toBe('bus-18');
    expect(deadLetters[0]!.why).toMatch(/bus-17.*bus-18/);
    expect(await counted()).toBe(0);
  });

  test('says nothing to whoever speaks MQTT without TLS', async () => {
    const socket = connectSocket(Number(new URL(headquarters.broker).port), '127.0.0.1');
    const heard: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => heard.push(bytes));
    socket.on('error', () => undefined);
    const gone = once(socket, 'close');
    // CONNECT, MQTT 3.1.1, client id "x".
    socket.write(Buffer.from('101300044d5154540402003c0001780000000000', 'hex'));
    await gone;
    // A TLS alert (content type 21) at most, never a CONNACK.
    expect([undefined, 21]).toContain(Buffer.concat(heard)[0]);
  });
});

/** An authority that names itself as a bus would. */
async function selfSigned(path: string): Promise<{ key: string; certificate: string }> {
  const authority = await Authority.open(path);
  const key = (await readFile(join(path, 'authority.pem'), 'utf8')).split('-----BEGIN CERTIFICATE')[0]!;
  return { key, certificate: authority.certificate };
}
