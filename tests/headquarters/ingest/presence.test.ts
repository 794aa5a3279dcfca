import type { BusAnswer, BusesAnswer, HealthAnswer } from '@pingan/headquarters/web/answers';
import { topics } from '@pingan/protocol/topics';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RunningHeadquarters, eventually } from '../running-headquarters.ts';
import { SpeakingBus } from '../speaking-bus.ts';

let headquarters: RunningHeadquarters;
beforeEach(async () => {
  headquarters = await RunningHeadquarters.start();
});
afterEach(() => headquarters.end());

async function busWhere(isRight: (bus: BusAnswer) => boolean): Promise<BusAnswer> {
  const find = async () => (await headquarters.ask<BusesAnswer>('buses')).buses[0];
  return (await eventually(find, (bus) => bus !== undefined && isRight(bus)))!;
}

const will = (connection: string) => ({ v: 1 as const, bus: 'bus-01', connection, online: false });

describe('presence at headquarters', () => {
  test('shows a bus online with what it says of itself, and offline once its will comes', async () => {
    const bus = await SpeakingBus.connect(headquarters.broker, 'bus-01', will('a'));
    await bus.sayState({
      connection: 'a',
      online: true,
      purpose: 'service',
      stop: 'east-market',
      board: 'ready',
      backlog: 3,
    });
    const here = await busWhere((one) => one.online);
    expect(here).toMatchObject({
      stop: 'east-market',
      board: 'ready',
      backlog: 3,
      purpose: 'service',
      cloned: false,
    });
    bus.vanish();
    const gone = await busWhere((one) => !one.online);
    expect(gone).toMatchObject({ stop: 'east-market', board: 'ready' });
    expect(gone.since).toBeGreaterThan(0);
  });

  test('shows what is wrong on a bus until the bus says otherwise, also while it is away and after a restart', async () => {
    const faults = [
      { zh: '控制板 uno-2 失联', en: 'board uno-2 is lost' },
      { zh: '后门光束不稳', en: 'the beam of the rear door flaps' },
    ];
    const bus = await SpeakingBus.connect(headquarters.broker, 'bus-01', will('a'));
    await bus.sayState({ connection: 'a', online: true, board: 'lost', faults });
    expect(await busWhere((one) => one.online)).toMatchObject({ board: 'lost', faults });
    bus.vanish();
    expect(await busWhere((one) => !one.online)).toMatchObject({ faults });
    await headquarters.stop();
    await headquarters.start();
    expect(await busWhere(() => true)).toMatchObject({ online: false, faults });
    const back = await SpeakingBus.connect(headquarters.broker, 'bus-01');
    await back.sayState({ connection: 'b', online: true, board: 'ready', faults: [] });
    expect(await busWhere((one) => one.online)).toMatchObject({ board: 'ready', faults: [] });
    await back.leave();
  });

  test('takes a bus that tells nothing of faults as one without', async () => {
    const bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
    await bus.sayState({ connection: 'a', online: true });
    expect(await busWhere((one) => one.online)).toMatchObject({ faults: [] });
    await bus.leave();
  });

  test('an old will delivered after the next birth changes nothing', async () => {
    const bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
    await bus.sayState({ connection: 'a', online: true, backlog: 1 });
    await bus.sayState({ connection: 'b', online: true, backlog: 2 });
    await bus.sayState({ connection: 'a', online: false });
    await bus.sayState({ connection: 'b', online: true, backlog: 9 });
    expect(await busWhere((one) => one.backlog === 9)).toMatchObject({ online: true, cloned: false });
    await bus.leave();
  });

  test('two machines that speak under one bus id raise the cloned-card alarm', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(() => SpeakingBus.connect(headquarters.broker, 'bus-01')),
    );
    await one!.sayState({ connection: 'a', online: true });
    await two!.sayState({ connection: 'b', online: true });
    await one!.sayState({ connection: 'a', online: true, backlog: 1 });
    await busWhere((bus) => bus.cloned);
    expect((await headquarters.ask<HealthAnswer>('health')).buses).toEqual({
      known: 1,
      online: 1,
      cloned: 1,
    });
    await Promise.all([one!.leave(), two!.leave()]);
  });

  test('tells the buses, retained, that an ingest is there, and that it goes', async () => {
    const heard: unknown[] = [];
    const client = await connectAsync(headquarters.broker, { protocolVersion: 4, reconnectPeriod: 0 });
    client.on('message', (_, payload) => heard.push(JSON.parse(payload.toString())));
    await client.subscribeAsync(topics.headquarters, { qos: 1 });
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
    client.end(true);
  });

  test('remembers after a restart where a bus last was, as offline until it is heard', async () => {
    const bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
    await bus.sayState({ connection: 'a', online: true, stop: 'east-market', purpose: 'service' });
    await busWhere((one) => one.online);
    bus.client.end(true);
    await headquarters.stop();
    await headquarters.start();
    expect(await busWhere(() => true)).toMatchObject({ online: false, stop: 'east-market' });
  });
});
