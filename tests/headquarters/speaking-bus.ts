import { randomBytes } from 'node:crypto';
import type { Presence } from '@pingan/protocol/presence';
import { ReceiptMessage, type Receipt } from '@pingan/protocol/receipts';
import type { BusRecord, FactBody } from '@pingan/protocol/records';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import { type Cell, type Segment, countOf } from '@pingan/protocol/tally';
import { topics } from '@pingan/protocol/topics';
import { type IClientOptions, type MqttClient, connectAsync } from 'mqtt';
import { eventually } from './running-headquarters.ts';

export const newEpoch = () => randomBytes(8).toString('hex');

/** 2026-11-22 09:00 in Shanghai. */
export const NINE_IN_SHANGHAI = Date.UTC(2026, 10, 22, 1);

export const service: Segment = { id: 0, stop: null, purpose: 'service', start: 0 };

export function shard(
  bus: string,
  epoch: string,
  cells: Cell[],
  more: { segments?: Segment[]; rev?: number; day?: number; part?: number } = {},
): BusRecord & { kind: 'shard' } {
  const { segments = [service], day = 0, part = 0, rev = countOf(cells) } = more;
  return {
    v: 1,
    bus,
    kind: 'shard',
    id: `${epoch}/${day}/${part}`,
    rev,
    body: { epoch, day, part, segments, cells },
  };
}

export function epochRecord(
  bus: string,
  epoch: string,
  boot: number,
  previous: { epoch: string; count: number } | null = null,
  timeZone = 'Asia/Shanghai',
): BusRecord & { kind: 'epoch' } {
  return {
    v: 1,
    bus,
    kind: 'epoch',
    id: epoch,
    rev: 1,
    body: { epoch, boot, previous, timeZone, software: 'test' },
  };
}

export function anchor(
  bus: string,
  epoch: string,
  monotonic: number,
  wall: number,
  error = 50,
): BusRecord & { kind: 'anchor' } {
  return {
    v: 1,
    bus,
    kind: 'anchor',
    id: `${epoch}/${monotonic}`,
    rev: 1,
    body: { epoch, monotonic, wall, source: 'ntp', error },
  };
}

export function fact(bus: string, id: string, body: FactBody): BusRecord & { kind: 'fact' } {
  return { v: 1, bus, kind: 'fact', id, rev: 1, body };
}

export function calibration(
  bus: string,
  epoch: string,
  monotonic: number,
  said: NonNullable<FactBody['calibration']>,
): BusRecord & { kind: 'fact' } {
  const body = { fact: 'door-calibrated', epoch, monotonic, stop: null, calibration: said };
  return fact(bus, `${epoch}/${said.door}/${monotonic}`, body);
}

export function proposalRecord(
  bus: string,
  epoch: string,
  proposal: Proposal,
): BusRecord & { kind: 'proposal' } {
  return { v: 1, bus, kind: 'proposal', id: proposal.id, rev: 1, body: { epoch, proposal } };
}

/** A bus on the wire: it sends what it is told and keeps the receipts it gets. */
export class SpeakingBus {
  readonly name: string;
  readonly client: MqttClient;
  readonly receipts: Receipt[] = [];
  /** The latest message of each other topic it listens to. */
  readonly heard = new Map<string, unknown>();

  private constructor(name: string, client: MqttClient) {
    this.name = name;
    this.client = client;
    client.on('message', (topic, payload) => {
      if (topic !== topics.receipts(name)) {
        this.heard.set(topic, JSON.parse(payload.toString()));
        return;
      }
      this.receipts.push(...ReceiptMessage.parse(JSON.parse(payload.toString())).receipts);
    });
  }

  static async connect(
    broker: string,
    name: string,
    will?: Presence,
    more: IClientOptions = {},
  ): Promise<SpeakingBus> {
    const client = await connectAsync(broker, {
      protocolVersion: 4,
      reconnectPeriod: 0,
      ...more,
      ...(will && {
        will: { topic: topics.state(name), payload: Buffer.from(JSON.stringify(will)), qos: 1, retain: true },
      }),
    });
    const bus = new SpeakingBus(name, client);
    await client.subscribeAsync(topics.receipts(name), { qos: 1 });
    return bus;
  }

  /** Begins to listen to a topic, and waits for the first message that satisfies. */
  async hear<Message>(topic: string, isRight: (message: Message) => boolean = () => true): Promise<Message> {
    await this.client.subscribeAsync(topic, { qos: 1 });
    return eventually(
      () => this.heard.get(topic) as Message,
      (message) => message !== undefined && isRight(message),
    );
  }

  async say(record: BusRecord | string): Promise<void> {
    await this.client.publishAsync(
      topics.records(this.name),
      typeof record === 'string' ? record : JSON.stringify(record),
      { qos: 1 },
    );
  }

  async sayState(state: Omit<Presence, 'v' | 'bus'>): Promise<void> {
    const presence: Presence = { v: 1, bus: this.name, ...state };
    await this.client.publishAsync(topics.state(this.name), JSON.stringify(presence), {
      qos: 1,
      retain: true,
    });
  }

  /** Sends records and waits until each has its receipt. */
  async deliver(...records: BusRecord[]): Promise<Receipt[]> {
    const before = this.receipts.length;
    for (const record of records) await this.say(record);
    await this.received(before + records.length);
    return this.receipts.slice(before);
  }

  /** Waits until `n` receipts have come in all. */
  async received(n: number): Promise<void> {
    await eventually(
      () => this.receipts.length,
      (got) => got >= n,
    );
  }

  async leave(): Promise<void> {
    await this.client.endAsync();
  }

  /** Cuts the connection without a farewell, so that the broker sends the last will. */
  vanish(): void {
    this.client.stream.destroy();
  }
}
