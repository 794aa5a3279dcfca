import { randomBytes } from 'node:crypto';
import type { Presence } from '@pingan/protocol/presence';
import { PROTOCOL_VERSION } from '@pingan/protocol/records';
import { topics } from '@pingan/protocol/topics';
import { connect, type MqttClient } from 'mqtt';
import type { PresenceReport } from './headquarters-link.ts';

const CONNECT_WITHIN_MS = 10_000;
const KEEPALIVE_S = 60;
/** mqtt.js may keep a publish callback for ever. */
const TAKEN_WITHIN_MS = 15_000;
const GOODBYE_WITHIN_MS = 500;

export class NotTaken extends Error {
  constructor(topic: string) {
    super(
      `the broker did not take a message on ${topic} within ${TAKEN_WITHIN_MS / 1000} s; the record stays in the outbox`,
    );
  }
}

interface ConnectionParts {
  bus: string;
  broker: string;
  clientId: string;
  /** Connected and subscribed. */
  opened: () => void;
  message: (topic: string, payload: string) => void;
  /** Once, with the reason in words, also where it never opened. Not after `close()`. */
  closed: (why: string) => void;
}

/** One connection to the broker, from connect to close; it never reconnects by itself. */
export class MqttConnection {
  /** Drawn anew for every connection, so that an old last will can be told from news. */
  readonly id = randomBytes(8).toString('hex');
  readonly #parts: ConnectionParts;
  #client: MqttClient | null = null;
  #why = 'the connection was closed';
  #over = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  open(): void {
    try {
      this.#client = connect(this.#parts.broker, {
        clientId: this.#parts.clientId,
        protocolVersion: 4,
        clean: true,
        queueQoSZero: false,
        resubscribe: false,
        reconnectPeriod: 0,
        keepalive: KEEPALIVE_S,
        connectTimeout: CONNECT_WITHIN_MS,
        will: {
          topic: topics.state(this.#parts.bus),
          payload: Buffer.from(this.#state(false)),
          qos: 1,
          retain: true,
        },
      });
    } catch (problem) {
      // A port above 65535, for example. Not in this turn: whoever opens does not expect to hear of it yet.
      setImmediate(() => this.#end(inWords(problem)));
      return;
    }
    this.#client.on('connect', () => this.#subscribe());
    this.#client.on('message', (topic, payload) => {
      if (!this.#over) this.#parts.message(topic, payload.toString('utf8'));
    });
    this.#client.on('error', (problem) => (this.#why = inWords(problem)));
    this.#client.on('close', () => this.#end(this.#why));
  }

  /** Resolves when the broker has it, which does not mean that headquarters has. */
  publish(topic: string, payload: string, retain: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new NotTaken(topic)), TAKEN_WITHIN_MS);
      const done = (problem?: Error | null) => {
        clearTimeout(timer);
        if (problem) reject(problem);
        else resolve();
      };
      if (this.#over || !this.#client?.connected) done(new NotTaken(topic));
      else this.#client.publish(topic, payload, { qos: 1, retain }, done);
    });
  }

  birth(report: PresenceReport): Promise<void> {
    return this.publish(topics.state(this.#parts.bus), this.#state(true, report), true);
  }

  /** An orderly end: the broker drops the last will then, so "offline" is said here. */
  async close(): Promise<void> {
    if (this.#over) return;
    const client = this.#client;
    if (client?.connected) {
      const offline = this.publish(topics.state(this.#parts.bus), this.#state(false), true);
      await within(GOODBYE_WITHIN_MS, offline);
      await within(GOODBYE_WITHIN_MS, client.endAsync());
    }
    this.#over = true;
    client?.end(true);
  }

  #subscribe(): void {
    const { bus, opened } = this.#parts;
    const down = [topics.receipts(bus), topics.schedule(bus), topics.crew(bus), topics.warnings(bus)];
    const wanted = [...down, topics.headquarters, topics.state(bus)];
    this.#client?.subscribe(wanted, { qos: 1 }, (problem) => {
      if (this.#over) return;
      // Brokers grant what they then do not deliver, so a refusal of one topic is no reason to give up either.
      if (problem && !this.#client?.connected) return;
      opened();
    });
  }

  #end(why: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#client?.end(true);
    this.#parts.closed(why);
  }

  #state(online: boolean, report?: PresenceReport): string {
    const state: Presence = {
      v: PROTOCOL_VERSION,
      bus: this.#parts.bus,
      connection: this.id,
      online,
      ...report,
    };
    return JSON.stringify(state);
  }
}

const IN_WORDS: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there (ECONNREFUSED)',
  ENOTFOUND: 'no such host (ENOTFOUND); is the name right, is there a network?',
  EAI_AGAIN: 'the host name cannot be looked up (EAI_AGAIN); is there a network?',
  EHOSTUNREACH: 'no way to that host (EHOSTUNREACH)',
  ENETUNREACH: 'no network (ENETUNREACH)',
  ECONNRESET: 'the connection broke (ECONNRESET)',
};

function inWords(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const code = 'code' in problem ? problem.code : undefined;
  if (typeof code === 'string' && code in IN_WORDS) return IN_WORDS[code]!;
  // A numeric code is the broker's own answer to the connect.
  if (typeof code === 'number')
    return `the broker refused this bus (${problem.message}); check user, password and certificate`;
  return problem.message === '' ? String(code ?? problem.name) : problem.message;
}

/** Waits for the work at most so long, and not for its success. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), timeout]);
  clearTimeout(timer);
}
