import { randomBytes } from 'node:crypto';
import { CrewList } from '@pingan/protocol/crew';
import { HeadquartersPresence, Presence } from '@pingan/protocol/presence';
import { ReceiptMessage } from '@pingan/protocol/receipts';
import { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import { topics } from '@pingan/protocol/topics';
import { WarningList } from '@pingan/protocol/warnings';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { readBrokerAddress } from './broker-address.ts';
import type { HeadquartersLink, LinkListeners, LinkStatus, PresenceReport } from './headquarters-link.ts';
import { MqttConnection } from './mqtt-connection.ts';
import { reconnectDelay } from './reconnect-delay.ts';

/** A connection this old was no accident, so the next loss starts with a short delay again. */
const LASTING_MS = 60_000;

export class NotConnected extends Error {
  constructor(broker: string) {
    super(`not connected to ${broker}; the record stays in the outbox`);
  }
}

export interface MqttLinkParts {
  bus: string;
  broker: string;
  log: Log;
  /** 0..1; spreads reconnects. */
  random: () => number;
  /** Milliseconds before the next attempt. */
  delay?: typeof reconnectDelay;
}

/**
 * The link to headquarters through an MQTT 3.1.1 broker. Every connection is a client of its own, with its own
 * connection id and last will, so nothing of an earlier one can linger in mqtt.js's queues.
 */
export class MqttLink implements HeadquartersLink {
  readonly #bus: string;
  readonly #broker: string;
  readonly #log: Log;
  readonly #random: () => number;
  readonly #delay: typeof reconnectDelay;
  readonly #shown: string;
  /** One per process: the broker then drops our own half-dead connection at once, but never a clone's. */
  readonly #clientId = `pingan-${randomBytes(8).toString('hex')}`;
  #listeners: LinkListeners | null = null;
  #connection: MqttConnection | null = null;
  #status: LinkStatus;
  #report: PresenceReport | null = null;
  #headquarters: boolean | null = null;
  #failures = 0;
  #everConnected = false;
  #lasting: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: MqttLinkParts) {
    this.#bus = parts.bus;
    this.#broker = parts.broker;
    this.#log = parts.log;
    this.#random = parts.random;
    this.#delay = parts.delay ?? reconnectDelay;
    const address = readBrokerAddress(parts.broker);
    this.#shown = 'shown' in address ? address.shown : '';
    const detail = 'fault' in address ? address.fault : `connecting to ${this.#shown}`;
    this.#status = { state: 'connecting', detail };
  }

  get status(): LinkStatus {
    return this.#status;
  }

  start(listeners: LinkListeners): void {
    this.#listeners = listeners;
    if (this.#shown === '') this.#log.error({}, this.#status.detail);
    else this.#connect();
  }

  async stop(): Promise<void> {
    this.#listeners = null;
    clearTimeout(this.#retry);
    clearTimeout(this.#lasting);
    const connection = this.#connection;
    this.#connection = null;
    this.#say('connecting', 'stopped');
    await connection?.close();
  }

  async publish(record: string): Promise<void> {
    if (this.#connection === null || this.#status.state !== 'connected') throw new NotConnected(this.#shown);
    await this.#connection.publish(topics.records(this.#bus), record, false);
  }

  announce(report: PresenceReport): void {
    this.#report = report;
    if (this.#status.state !== 'connected') return;
    this.#connection?.birth(report).catch((problem: unknown) => {
      this.#log.debug(
        { err: problem },
        'presence was not taken; the next change or connection says it again',
      );
    });
  }

  #connect(): void {
    const connection = new MqttConnection({
      bus: this.#bus,
      broker: this.#broker,
      clientId: this.#clientId,
      opened: () => this.#opened(),
      message: (topic, payload) => this.#message(topic, payload),
      closed: (why) => this.#closed(connection, why),
    });
    this.#connection = connection;
    connection.open();
  }

  #opened(): void {
    this.#everConnected = true;
    this.#headquarters = null;
    this.#lasting = setTimeout(() => (this.#failures = 0), LASTING_MS);
    this.#log.info({ broker: this.#shown }, 'connected to the broker');
    this.#say('connected', `connected to ${this.#shown}`);
    if (this.#report !== null) this.announce(this.#report);
    this.#listeners?.onConnected();
  }

  #closed(connection: MqttConnection, why: string): void {
    if (connection !== this.#connection) return;
    this.#connection = null;
    clearTimeout(this.#lasting);
    const wasConnected = this.#status.state === 'connected';
    this.#failures++;
    const delay = this.#delay(this.#failures, this.#everConnected, this.#random());
    this.#retry = setTimeout(() => this.#connect(), delay);
    const detail = `${this.#shown}: ${why}; trying again in ${Math.ceil(delay / 1000)} s, records wait on the bus`;
    // Somebody reads the log once for a loss, not once for every try of a long night.
    if (wasConnected || this.#failures === 1) this.#log.warn({ broker: this.#shown, why }, detail);
    else this.#log.debug({ broker: this.#shown, why }, detail);
    this.#say('connecting', detail);
    if (wasConnected) this.#listeners?.onDisconnected();
  }

  #message(topic: string, payload: string): void {
    const bus = this.#bus;
    switch (topic) {
      case topics.receipts(bus):
        return this.#own(ReceiptMessage, topic, payload, ({ receipts }) =>
          this.#listeners?.onReceipts(receipts),
        );
      case topics.schedule(bus):
        return this.#own(ScheduleSnapshot, topic, payload, (snapshot) =>
          this.#listeners?.onSchedule(snapshot),
        );
      case topics.crew(bus):
        return this.#own(CrewList, topic, payload, (list) => this.#listeners?.onCrew(list));
      case topics.warnings(bus):
        return this.#warnings(topic, payload);
      case topics.headquarters:
        return this.#presence(topic, payload);
      case topics.state(bus):
        return this.#ownState(payload);
    }
  }

  /** Passes a message on that says which bus it is for, if it is this one. */
  #own<T extends { bus: string }>(
    schema: z.ZodType<T>,
    topic: string,
    payload: string,
    pass: (message: T) => void,
  ): void {
    const message = this.#read(schema, topic, payload);
    if (message === null) return;
    if (message.bus === this.#bus) return pass(message);
    this.#log.warn({ topic, bus: message.bus }, `what is for ${message.bus} came on ${topic}; ignored`);
  }

  #warnings(topic: string, payload: string): void {
    const list = this.#read(WarningList, topic, payload);
    if (list !== null) this.#listeners?.onWarnings(list);
  }

  #presence(topic: string, payload: string): void {
    const message = this.#read(HeadquartersPresence, topic, payload);
    if (message === null || this.#status.state !== 'connected') return;
    const returned = this.#headquarters === false && message.online;
    this.#headquarters = message.online;
    const away = `the broker ${this.#shown} is there, headquarters is away; records wait on the bus`;
    this.#say('connected', message.online ? `connected to headquarters through ${this.#shown}` : away);
    if (returned) this.#listeners?.onConnected();
  }

  /** A last will of an earlier connection that comes late replaces our retained birth; say it again. */
  #ownState(payload: string): void {
    const state = Presence.safeParse(parse(payload));
    if (!state.success || state.data.online || state.data.connection === this.#connection?.id) return;
    if (this.#report !== null) this.announce(this.#report);
  }

  #read<T>(schema: z.ZodType<T>, topic: string, payload: string): T | null {
    const message = schema.safeParse(parse(payload));
    if (message.success) return message.data;
    const why = z.prettifyError(message.error).replaceAll('\n', ' ');
    this.#log.warn({ topic, why }, `a message on ${topic} is not understood and ignored: ${why}`);
    return null;
  }

  #say(state: LinkStatus['state'], detail: string): void {
    this.#status = { state, detail };
    this.#listeners?.onStatus();
  }
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
