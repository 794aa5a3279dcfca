import { readRecord } from '@pingan/protocol/records';
import type { BusRecord } from '@pingan/protocol/records';
import type { Receipt } from '@pingan/protocol/receipts';
import {
  type Authority,
  decideProposals,
  EMPTY_AUTHORITY,
  snapshotOf,
} from '@pingan/protocol/schedule/authority';
import { seenOf } from '@pingan/protocol/schedule/merge';
import type { PlanField, Proposal } from '@pingan/protocol/schedule/plan';
import { topics } from '@pingan/protocol/topics';
import { connectAsync, type MqttClient } from 'mqtt';

export const ZHAO = { id: 'zhao', name: '赵' };

/** Headquarters as one bus sees it: decides edits, receipts everything after that, and retains the schedule. It outlives its broker. */
export class PlayedHeadquarters {
  readonly bus: string;
  readonly records: BusRecord[] = [];
  authority: Authority = EMPTY_AUTHORITY;
  /** Receipts go, the schedule does not: the bus must not let go of its own edit before it comes. */
  holdsSchedule = false;
  #client: MqttClient | null = null;
  #edits = 0;

  constructor(bus: string) {
    this.bus = bus;
  }

  async connect(url: string): Promise<void> {
    this.#client = await connectAsync(url, { reconnectPeriod: 0 });
    this.#client.on('message', (_topic, payload) => void this.#take(payload.toString()));
    await this.#client.subscribeAsync(topics.records(this.bus), { qos: 1 });
    await this.send(topics.headquarters, { v: 1, online: true });
    await this.publishSchedule();
  }

  async leave(): Promise<void> {
    await this.#client?.endAsync(true);
    this.#client = null;
  }

  /** Somebody at headquarters edits what they see there. */
  async edit(stop: string, set: Proposal['set']): Promise<void> {
    const base = seenOf(this.authority.plans.get(stop), Object.keys(set) as PlanField[]);
    const id = `f${String(++this.#edits).padStart(15, '0')}`;
    const { authority } = decideProposals(this.authority, [{ id, stop, author: ZHAO, at: null, base, set }]);
    this.authority = authority;
    await this.publishSchedule();
  }

  async publishSchedule(): Promise<void> {
    await this.send(topics.schedule(this.bus), snapshotOf(this.authority, this.bus));
  }

  /** As retained as headquarters sends it; nothing where it has no link. */
  async send(topic: string, message: unknown): Promise<void> {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    await this.#client?.publishAsync(topic, text, { qos: 1, retain: true });
  }

  /** The facts of a name, as they came. */
  facts(name: string) {
    const facts = new Map(
      this.records.flatMap((record) => (record.kind === 'fact' ? [[record.id, record.body]] : [])),
    );
    return [...facts.values()].filter(({ fact }) => fact === name);
  }

  get proposals(): Proposal[] {
    return this.records.flatMap((record) => (record.kind === 'proposal' ? [record.body.proposal] : []));
  }

  async #take(text: string): Promise<void> {
    const read = readRecord(text, this.bus);
    if (!('record' in read)) throw new Error(read.unreadable.why);
    const { record } = read;
    this.records.push(record);
    const receipt: Receipt = { kind: record.kind, id: record.id, rev: record.rev, outcome: 'stored' };
    if (record.kind === 'proposal') {
      const { authority, answers } = decideProposals(this.authority, [record.body.proposal]);
      this.authority = authority;
      const { outcome, why, revision } = answers[0]!;
      Object.assign(receipt, { outcome, schedule: revision, ...(why !== undefined && { why }) });
    }
    const message = { v: 1, bus: this.bus, receipts: [receipt] };
    await this.#client?.publishAsync(topics.receipts(this.bus), JSON.stringify(message), { qos: 1 });
    if (record.kind === 'proposal' && !this.holdsSchedule) await this.publishSchedule();
  }
}
