import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newKeyAndRequest } from '@pingan/firmware-bridge/enrolment/key-and-request';
import type { BusIdentity } from '@pingan/firmware-bridge/store/identity-file';
import { Authority } from '@pingan/headquarters/fleet-identity/authority';
import type { HealthAnswer, RevokedAnswer, TotalsAnswer } from '@pingan/headquarters/web/answers';
import { topics } from '@pingan/protocol/topics';
import { type MqttClient, connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAs, enrolledBus, heardBy, shown } from '../enrolled-bus.ts';
import { RunningHeadquarters, eventually } from '../running-headquarters.ts';
import { SpeakingBus, newEpoch, shard } from '../speaking-bus.ts';
import { Mosquitto, freePort, mosquitto } from './mosquitto-process.ts';

const COMMAND = join(
  createRequire(import.meta.url).resolve('@pingan/headquarters/package.json'),
  '../dist/broker-files/main.js',
);
const run = promisify(execFile);

describe.skipIf(mosquitto === undefined)('with Mosquitto as `npm run broker:files` sets it up', () => {
  let headquarters: RunningHeadquarters;
  let broker: Mosquitto;
  let files: string;
  let port: number;
  let url: string;
  const toEnd: MqttClient[] = [];

  const writeFiles = () =>
    run(process.execPath, [
      COMMAND,
      ...['--data', headquarters.directory, '--out', files, '--port', String(port), '--keep', files],
    ]);

  beforeEach(async () => {
    port = await freePort();
    url = `mqtts://127.0.0.1:${port}`;
    files = await mkdtemp(join(tmpdir(), 'pingan-mosquitto-'));
    headquarters = await RunningHeadquarters.start({ kind: 'external', url });
    await writeFiles();
    // As root it would become an account that may not read a folder of the test.
    await appendFile(join(files, 'mosquitto.conf'), `user ${userInfo().username}\n`);
    broker = new Mosquitto(['-c', join(files, 'mosquitto.conf')]);
    await broker.start(async () => {
      const health = await headquarters.ask<HealthAnswer>('health');
      if (health.broker.state !== 'connected') throw new Error(health.broker.detail);
    });
  });
  afterEach(async () => {
    for (const client of toEnd.splice(0)) client.end(true);
    await headquarters.end();
    await broker.stop();
    await rm(files, { recursive: true, force: true });
  });

  async function connected(identity: Parameters<typeof connectAs>[1], more = {}): Promise<MqttClient> {
    const client = await connectAs(url, identity, more);
    toEnd.push(client);
    client.on('error', () => undefined);
    return client;
  }

  const speaking = async (identity: BusIdentity) => {
    const bus = await SpeakingBus.connect(url, identity.bus, undefined, shown(identity));
    toEnd.push(bus.client);
    return bus;
  };

  const oneIn = (bus: string) => shard(bus, newEpoch(), [[0, 0, 'front', 'door.in', '', 1]]);
  const counted = async () => (await headquarters.ask<TotalsAnswer>('totals')).metrics['door.in']?.[''] ?? 0;

  test('headquarters works through it with its own certificate: a record is stored and receipted', async () => {
    const bus = await speaking(await enrolledBus(headquarters, 'bus-17'));
    expect((await bus.deliver(oneIn('bus-17')))[0]).toMatchObject({ outcome: 'stored' });
    expect(await counted()).toBe(1);
  });

  test('a bus with a valid certificate cannot write as another, nor read what is for another', async () => {
    const seventeen = await speaking(await enrolledBus(headquarters, 'bus-17'));
    const eighteen = await connected(await enrolledBus(headquarters, 'bus-18'));
    const [heard, heardBySeventeen] = [heardBy(eighteen), heardBy(seventeen.client)];
    // Mosquitto grants what it then does not deliver.
    for (const filter of [
      '#',
      'pingan/v1/#',
      'pingan/v1/down/#',
      topics.receipts('bus-17'),
      topics.everyRecord,
    ])
      await eighteen.subscribeAsync(filter, { qos: 1 }).catch(() => undefined);
    for (const topic of [
      topics.records('bus-17'),
      topics.receipts('bus-17'),
      topics.receipts('bus-18'),
      topics.state('bus-17'),
      topics.headquarters,
    ])
      await eighteen.publishAsync(topic, JSON.stringify(oneIn('bus-17')), { qos: 1, retain: true });
    await seventeen.deliver(oneIn('bus-17'));
    // One broker, one order: what headquarters answers to this comes after everything above.
    await eighteen.publishAsync(topics.records('bus-18'), JSON.stringify(oneIn('bus-18')), { qos: 1 });
    await eventually(
      () => heard,
      (all) => all.some(({ topic }) => topic === topics.receipts('bus-18')),
    );
    expect(await counted()).toBe(2);
    // What is told to everybody, and what headquarters keeps ready for this bus.
    const own = [
      topics.headquarters,
      topics.warnings('bus-18'),
      topics.schedule('bus-18'),
      topics.crew('bus-18'),
    ];
    const foreign = heard.filter(({ topic }) => ![...own, topics.receipts('bus-18')].includes(topic));
    expect(foreign).toEqual([]);
    expect(heardBySeventeen.filter(({ topic }) => topic === topics.receipts('bus-17'))).toHaveLength(1);
  });

  test('a bus cannot take over the client id of another', async () => {
    const seventeen = await connected(await enrolledBus(headquarters, 'bus-17'), { clientId: 'bus-17' });
    let lost = 0;
    seventeen.on('close', () => lost++);
    const eighteen = await connected(await enrolledBus(headquarters, 'bus-18'), { clientId: 'bus-17' });
    await eighteen.publishAsync(topics.records('bus-18'), JSON.stringify(oneIn('bus-18')), { qos: 1 });
    await seventeen.publishAsync(topics.records('bus-17'), JSON.stringify(oneIn('bus-17')), { qos: 1 });
    await eventually(counted, (n) => n === 2);
    expect(lost).toBe(0);
  });

  test('a revoked certificate is refused once the list was written anew and loaded; others go on', async () => {
    const [lost, other] = [
      await enrolledBus(headquarters, 'bus-17'),
      await enrolledBus(headquarters, 'bus-18'),
    ];
    (await connected(lost)).end(true);
    const stays = await connected(other);
    let othersLost = 0;
    stays.on('close', () => othersLost++);
    const { answer } = await headquarters.tell<RevokedAnswer>('buses/bus-17/revoke', { reason: 'stolen' });
    expect(answer.brokerMustReload).toBe(true);
    await writeFiles();
    broker.reload();
    await eventually(
      () =>
        connectAs(url, lost).then(
          (client) => client.endAsync().then(() => 'let in'),
          (problem: Error) => problem.message,
        ),
      (said) => said.includes('revoked'),
    );
    await connected(await enrolledBus(headquarters, 'bus-17'));
    expect(othersLost).toBe(0);
  });

  test('whoever signed their own certificate, has one that ran out, or none, is refused', async () => {
    const own = await Authority.open(join(headquarters.directory, 'identity'));
    const other = await Authority.open(join(files, 'other'));
    const { key, request } = await newKeyAndRequest('bus-17');
    const { certificate } = await other.forBus('bus-17', request);
    headquarters.clock = Date.now() - 3 * 365 * 86_400_000;
    const expired = await enrolledBus(headquarters, 'bus-17');
    headquarters.clock = null;
    const authority = own.certificate;
    await expect(connectAs(url, { key, certificate, authority })).rejects.toThrow();
    await expect(connectAs(url, expired)).rejects.toThrow(/expired/);
    await expect(connectAs(url, { ...(await own.forServer(['bus-17'])), authority })).rejects.toThrow();
    await expect(
      connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0, ca: authority }, false),
    ).rejects.toThrow();
    expect((await headquarters.ask<HealthAnswer>('health')).broker.state).toBe('connected');
  });
});

test('the command names what is missing, and ends with code 2', async () => {
  for (const [args, words] of [
    [[], /--out is missing/],
    [['--out', '/dev/null/x'], /ENOTDIR|EEXIST/],
    [['--out', 'x', '--names', 'a b'], /"a b" is neither/],
    [['--out', 'x', '--port', '99999'], /--port 99999/],
    [['--outt', 'x'], /--outt/],
  ] as const) {
    const folder = await mkdtemp(join(tmpdir(), 'pingan-files-'));
    const ended = run(process.execPath, [COMMAND, '--data', folder, ...args], { cwd: folder });
    await expect(ended).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(words) });
    await rm(folder, { recursive: true });
  }
});
