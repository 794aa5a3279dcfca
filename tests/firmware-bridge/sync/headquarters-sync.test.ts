import type { PresenceReport } from '@pingan/firmware-bridge/sync/headquarters-link';
import { HeadquartersSync } from '@pingan/firmware-bridge/sync/headquarters-sync';
import { MqttLink } from '@pingan/firmware-bridge/sync/mqtt-link';
import type { Outbox, OutboxItem } from '@pingan/firmware-bridge/sync/outbox';
import { Presence } from '@pingan/protocol/presence';
import { readRecord, type BusRecord } from '@pingan/protocol/records';
import type { Receipt } from '@pingan/protocol/receipts';
import { topics } from '@pingan/protocol/topics';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepLog } from '../store/kept-log.ts';
import { freePort, hasMosquitto, startAedes, startMosquitto, type TestBroker } from './brokers.ts';

const BUS = 'bus-17';
const EPOCH = 'e'.repeat(16);
const SOON = { timeout: 20_000, interval: 20 };
const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** An outbox in memory. */
class MemoryOutbox implements Outbox {
  readonly records = new Map<string, BusRecord>();
  #listeners = new Set<() => void>();

  put(id: string, rev: number): void {
    const body = {
      epoch: EPOCH,
      day: 0,
      part: 0,
      segments: [],
      cells: [[0, 0, 'front', 'door.in', '', rev]],
    };
    this.records.set(id, { v: 1, bus: BUS, kind: 'shard', id, rev, body } as unknown as BusRecord);
    for (const listener of this.#listeners) listener();
  }
  unconfirmed(): OutboxItem[] {
    return [...this.records.values()].map(({ kind, id, rev }) => ({ kind, id, rev })).reverse();
  }
  record(item: OutboxItem): BusRecord {
    return this.records.get(item.id)!;
  }
  async confirm(receipt: Receipt): Promise<void> {
    if ((this.records.get(receipt.id)?.rev ?? Infinity) <= receipt.rev) this.records.delete(receipt.id);
  }
  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function start(broker: string) {
  const outbox = new MemoryOutbox();
  const log = keepLog();
  const report: PresenceReport = {
    epoch: EPOCH,
    purpose: 'service',
    stop: null,
    board: 'ready',
    backlog: 0,
    faults: [],
  };
  const link = new MqttLink({ bus: BUS, broker, log, random: Math.random, delay: () => 150 });
  const sync = new HeadquartersSync({
    bus: BUS,
    broker,
    outbox,
    presence: () => ({ ...report }),
    now: () => performance.now(),
    log,
    link,
  });
  sync.start();
  endings.push(() => sync.stop());
  return { outbox, log, report, sync };
}

/** Headquarters as a client of the broker: stores, then receipts. */
async function headquarters(url: string, answer: (id: string) => boolean = () => true) {
  const client: MqttClient = await connectAsync(url, { protocolVersion: 4 });
  endings.push(() => client.endAsync(true));
  const states: Presence[] = [];
  const received: BusRecord[] = [];
  client.on('message', (topic, payload) => {
    if (topic === topics.state(BUS)) states.push(Presence.parse(JSON.parse(payload.toString())));
    if (topic !== topics.records(BUS)) return;
    const read = readRecord(payload.toString(), BUS);
    if (!('record' in read)) throw new Error(read.unreadable.why);
    received.push(read.record);
    const { kind, id, rev } = read.record;
    if (answer(id)) receipts([{ kind, id, rev, outcome: 'stored' }]);
  });
  const say = (topic: string, message: unknown, retain = false) =>
    void client.publish(topic, typeof message === 'string' ? message : JSON.stringify(message), {
      qos: 1,
      retain,
    });
  const receipts = (list: Receipt[]) => say(topics.receipts(BUS), { v: 1, bus: BUS, receipts: list });
  await client.subscribeAsync([topics.everyState, topics.everyRecord], { qos: 1 });
  return { client, states, received, receipts, say };
}

const brokers: [string, boolean, () => Promise<TestBroker>][] = [
  ['the embedded broker', true, () => startAedes()],
  ['Mosquitto', hasMosquitto, startMosquitto],
];

describe.each(brokers)('over %s', (_name, available, startBroker) => {
  describe.skipIf(!available)('a bus', () => {
    async function house() {
      const broker = await startBroker();
      endings.push(() => broker.stop().catch(() => undefined));
      return broker;
    }

    it('brings its records to headquarters until each is receipted, more than a window of them', async () => {
      const broker = await house();
      const { received } = await headquarters(broker.url);
      const { outbox } = start(broker.url);
      for (let n = 0; n < 50; n++) outbox.put(`r${n}`, 1);
      await vi.waitFor(() => expect(outbox.records.size).toBe(0), SOON);
      expect(new Set(received.map(({ id }) => id)).size).toBe(50);
      outbox.put('r3', 2);
      await vi.waitFor(() => expect(outbox.records.size).toBe(0), SOON);
      expect(received.at(-1)).toMatchObject({ id: 'r3', rev: 2 });
    });

    it('says it is there with a connection id, what changes, and goodbye', async () => {
      const broker = await house();
      const { states } = await headquarters(broker.url);
      const { sync, report } = start(broker.url);
      await vi.waitFor(
        () => expect(states.at(-1)).toMatchObject({ bus: BUS, online: true, epoch: EPOCH, board: 'ready' }),
        SOON,
      );
      report.board = 'lost';
      report.stop = 'market';
      for (let n = 0; n < 10; n++) sync.presenceChanged();
      await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ board: 'lost', stop: 'market' }), SOON);
      expect(states).toHaveLength(2);
      expect(states[1]!.connection).toBe(states[0]!.connection);
      await sync.stop();
      await vi.waitFor(
        () => expect(states.at(-1)).toMatchObject({ online: false, connection: states[0]!.connection }),
        SOON,
      );
      const later = await headquarters(broker.url);
      await vi.waitFor(
        () => expect(later.states).toEqual([expect.objectContaining({ online: false })]),
        SOON,
      );
    });

    it('puts its birth right where the last will of an earlier connection comes late', async () => {
      const broker = await house();
      const { states, say } = await headquarters(broker.url);
      start(broker.url);
      await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ online: true }), SOON);
      const { connection } = states.at(-1)!;
      say(topics.state(BUS), { v: 1, bus: BUS, connection: 'long-gone', online: false }, true);
      await vi.waitFor(() => expect(states.map(({ online }) => online)).toEqual([true, false, true]), SOON);
      const later = await headquarters(broker.url);
      await vi.waitFor(
        () => expect(later.states).toEqual([expect.objectContaining({ online: true, connection })]),
        SOON,
      );
    });

    it('shows whether headquarters is behind the broker, and sends again when it is back', async () => {
      const broker = await house();
      let answering = false;
      const { received, say } = await headquarters(broker.url, () => answering);
      say(topics.headquarters, { v: 1, online: false }, true);
      const { sync, outbox } = start(broker.url);
      outbox.put('r1', 1);
      await vi.waitFor(
        () =>
          expect(sync.status).toMatchObject({
            state: 'connected',
            detail: expect.stringMatching(/headquarters is away/),
          }),
        SOON,
      );
      await vi.waitFor(() => expect(received).toHaveLength(1), SOON);
      answering = true;
      say(topics.headquarters, { v: 1, online: true }, true);
      await vi.waitFor(() => expect(outbox.records.size).toBe(0), SOON);
      expect(sync.status.detail).toMatch(/connected to headquarters/);
    });

    it('ignores receipts it cannot understand, with the topic and the reason', async () => {
      const broker = await house();
      const { states, say, receipts } = await headquarters(broker.url, () => false);
      const { outbox, log } = start(broker.url);
      outbox.put('r1', 1);
      await vi.waitFor(() => expect(states).not.toEqual([]), SOON);
      const bad = [
        '',
        'null',
        '{"v":1}',
        '{"v":2,"bus":"bus-17","receipts":[]}',
        '{"v":1,"bus":"bus-18","receipts":[]}',
      ];
      for (const message of bad) say(topics.receipts(BUS), message);
      receipts([{ kind: 'shard', id: 'r1', rev: 1, outcome: 'stored' }]);
      await vi.waitFor(() => expect(outbox.records.size).toBe(0), SOON);
      const warnings = log.lines.filter(({ level }) => level === 'warn').map(({ message }) => message);
      expect(warnings).toHaveLength(bad.length);
      for (const warning of warnings) expect(warning).toContain(topics.receipts(BUS));
    });
  });
});

describe('without a good way to headquarters a bus', () => {
  it('finds a broker that starts later, and again after each restart of it, with a new connection each time', async () => {
    const port = await freePort();
    const { outbox, sync } = start(`mqtt://127.0.0.1:${port}`);
    outbox.put('r0', 1);
    await vi.waitFor(() => expect(sync.status.detail).toMatch(/nobody listens there.*trying again in/), SOON);
    const connections = new Set<string>();
    for (let round = 1; round <= 3; round++) {
      const broker = await startAedes(port);
      const { states } = await headquarters(broker.url);
      await vi.waitFor(() => expect(outbox.records.size).toBe(0), SOON);
      await vi.waitFor(() => expect(states.some(({ online }) => online)).toBe(true), SOON);
      for (const { connection } of states) connections.add(connection);
      await broker.stop();
      await vi.waitFor(() => expect(sync.status.state).toBe('connecting'), SOON);
      outbox.put(`r${round}`, 1);
    }
    expect(connections.size).toBe(3);
    expect(outbox.records.size).toBe(1);
  });

  it('leaves its last will with the broker: a bus that vanishes is offline', async () => {
    const broker = await startAedes();
    endings.push(() => broker.stop());
    const { states } = await headquarters(broker.url);
    start(broker.url);
    await vi.waitFor(() => expect(states).toHaveLength(1), SOON);
    const clients = (broker.aedes as unknown as { clients: Record<string, { conn: { destroy(): void } }> })
      .clients;
    Object.entries(clients)
      .find(([id]) => id.startsWith('pingan-'))![1]
      .conn.destroy();
    await vi.waitFor(
      () => expect(states[1]).toMatchObject({ online: false, connection: states[0]!.connection }),
      SOON,
    );
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ online: true }), SOON);
    expect(states.at(-1)!.connection).not.toBe(states[0]!.connection);
  });

  it('says that the broker refused it, and why', async () => {
    const broker = await startAedes(0, {
      authenticate: (_client, _user, _password, done) =>
        done(Object.assign(new Error('no'), { returnCode: 5 }), null),
    });
    endings.push(() => broker.stop());
    const { sync, log } = start(broker.url.replace('mqtt://', 'mqtt://bus-17:secret@'));
    await vi.waitFor(
      () => expect(sync.status.detail).toMatch(/refused this bus .*Not authorized.*check user/),
      SOON,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(JSON.stringify([log.lines, sync.status])).not.toContain('secret');
  });

  it.each(['htp:/x', 'localhost', 'mqtt://127.0.0.1:99999'])(
    'says what is wrong with the address %s and goes on',
    async (address) => {
      const { sync, outbox } = start(address);
      outbox.put('r1', 1);
      expect(sync.status).toMatchObject({
        state: 'connecting',
        detail: expect.stringMatching(/mqtt:\/\/HOST/),
      });
      await sync.stop();
      expect(outbox.records.size).toBe(1);
    },
  );

  it('stops at once while it is connecting', async () => {
    const { sync } = start('mqtt://192.0.2.1:1883');
    await sync.stop();
  });
});
