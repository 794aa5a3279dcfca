import { randomBytes } from 'node:crypto';
import { type ConnectionOptions, type PeerCertificate, checkServerIdentity } from 'node:tls';
import type { Presence } from '@pingan/protocol/presence';
import { PROTOCOL_VERSION } from '@pingan/protocol/records';
import { topics } from '@pingan/protocol/topics';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { PresenceReport } from './headquarters-link.ts';
import type { Credentials } from './link-identity.ts';

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
  /** For a broker with TLS. */
  credentials: Credentials | null;
  /** Connected and subscribed. */
  opened: () => void;
  message: (topic: string, payload: string) => void;
  /** Once, with what it failed with, also where it never opened. Not after `close()`. */
  closed: (problem: unknown) => void;
}

/** One connection to the broker, from connect to close; it never reconnects by itself. */
export class MqttConnection {
  /** Drawn anew for every connection, so that an old last will can be told from news. */
  readonly id = randomBytes(8).toString('hex');
  readonly #parts: ConnectionParts;
  #client: MqttClient | null = null;
  #problem: unknown = 'the connection was closed';
  #over = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  open(): void {
    try {
      this.#client = connect(this.#parts.broker, {
        ...proof(this.#parts.credentials),
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
      setImmediate(() => this.#end(problem));
      return;
    }
    this.#client.on('connect', () => this.#subscribe());
    this.#client.on('message', (topic, payload) => {
      if (!this.#over) this.#parts.message(topic, payload.toString('utf8'));
    });
    this.#client.on('error', (problem) => (this.#problem = problem));
    this.#client.on('close', () => this.#end(this.#problem));
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
    const down = [
      topics.receipts(bus),
      topics.schedule(bus),
      topics.crew(bus),
      topics.warnings(bus),
      topics.identity(bus),
    ];
    const wanted = [...down, topics.headquarters, topics.state(bus)];
    this.#client?.subscribe(wanted, { qos: 1 }, (problem) => {
      if (this.#over) return;
      // Brokers grant what they then do not deliver, so a refusal of one topic is no reason to give up either.
      if (problem && !this.#client?.connected) return;
      opened();
    });
  }

  #end(problem: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#client?.end(true);
    this.#parts.closed(problem);
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

/**
 * TLS with our own certificate, and trust in our own authority alone. It signs certificates of brokers for nobody else, so one that names
 * the broker as we call it or as headquarters called it is the right one.
 */
function proof(credentials: Credentials | null): IClientOptions & ConnectionOptions {
  if (credentials === null) return {};
  const { key, certificate, authority, brokerName } = credentials;
  return {
    ...{ key, cert: certificate, ca: authority, rejectUnauthorized: true },
    checkServerIdentity: (host: string, shown: PeerCertificate) => {
      const wrong = checkServerIdentity(host, shown);
      return wrong && checkServerIdentity(brokerName, shown) && wrong;
    },
  };
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
