import type { BusesAnswer, HealthAnswer, TotalsAnswer } from '@pingan/headquarters/web/answers';
import { topics } from '@pingan/protocol/topics';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RunningHeadquarters, eventually } from '../running-headquarters.ts';
import { SpeakingBus, newEpoch, shard } from '../speaking-bus.ts';
import { Mosquitto, freePort, mosquitto } from './mosquitto-process.ts';

describe.skipIf(mosquitto === undefined)('with a Mosquitto broker', () => {
  let port: number;
  let broker: Mosquitto | undefined;
  let headquarters: RunningHeadquarters;

  async function startBroker(): Promise<void> {
    broker = new Mosquitto(['-p', String(port)]);
    const url = `mqtt://127.0.0.1:${port}`;
    await broker.start(async () => {
      const client = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0 }, false);
      await client.endAsync();
    });
  }

  const healthy = () =>
    eventually(
      () => headquarters.ask<HealthAnswer>('health'),
      (health) => health.broker.state === 'connected',
    );

  beforeEach(async () => {
    port = await freePort();
  });
  afterEach(async () => {
    await headquarters.end();
    await broker?.stop();
    broker = undefined;
  });

  test('stores and receipts, hears the retained presence, and says when it goes', async () => {
    await startBroker();
    const bus = await SpeakingBus.connect(`mqtt://127.0.0.1:${port}`, 'bus-01');
    await bus.sayState({ connection: 'a', online: true, board: 'ready' });
    headquarters = await RunningHeadquarters.start({ kind: 'external', url: `mqtt://127.0.0.1:${port}` });
    await healthy();
    await eventually(
      () => headquarters.ask<BusesAnswer>('buses'),
      ({ buses }) => buses[0]?.online === true,
    );
    const receipts = await bus.deliver(shard('bus-01', newEpoch(), [[0, 0, 'front', 'door.in', '', 3]]));
    expect(receipts[0]).toMatchObject({ outcome: 'stored', rev: 3 });
    expect((await headquarters.ask<TotalsAnswer>('totals')).metrics).toEqual({ 'door.in': { '': 3 } });

    const heard: unknown[] = [];
    bus.client.on(
      'message',
      (topic, payload) => topic === topics.headquarters && heard.push(JSON.parse(payload.toString())),
    );
    await bus.client.subscribeAsync(topics.headquarters, { qos: 1 });
    await eventually(
      () => heard,
      (all) => all.length === 1,
    );
    await headquarters.stop();
    await eventually(
      () => heard,
      (all) => all.length === 2,
    );
    expect(heard).toEqual([
      { v: 1, online: true },
      { v: 1, online: false },
    ]);
    bus.client.end(true);
  });

  test('serves without a broker, says what is wrong, and works once the broker is there', async () => {
    headquarters = await RunningHeadquarters.start({ kind: 'external', url: `mqtt://127.0.0.1:${port}` });
    const health = await eventually(
      () => headquarters.ask<HealthAnswer>('health'),
      (answer) => answer.broker.detail.includes('ECONNREFUSED'),
    );
    expect(health).toMatchObject({ status: 'failing', broker: { state: 'connecting' } });
    expect(headquarters.log.lines.filter((line) => line.includes('is --broker right?'))).toHaveLength(1);
    await startBroker();
    await healthy();
    const bus = await SpeakingBus.connect(`mqtt://127.0.0.1:${port}`, 'bus-01');
    expect(
      (await bus.deliver(shard('bus-01', newEpoch(), [[0, 0, 'front', 'door.in', '', 1]])))[0]?.outcome,
    ).toBe('stored');
    bus.client.end(true);
  });
});
