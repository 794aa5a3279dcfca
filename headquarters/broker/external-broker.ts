import { randomBytes } from 'node:crypto';
import { type HeadquartersPresence } from '@pingan/protocol/presence';
import { PROTOCOL_VERSION } from '@pingan/protocol/records';
import { topics } from '@pingan/protocol/topics';
import { type MqttClient, connect } from 'mqtt';
import type { Log } from '../log.ts';
import type { BrokerEvents, BrokerLink, BrokerState } from './broker-link.ts';

const RETRY_FIRST_MS = 1_000;
const RETRY_AT_MOST_MS = 30_000;
const ANSWER_WITHIN_MS = 5_000;

class BrokerAwayError extends Error {
  constructor(address: string) {
    super(`no connection to the MQTT broker ${address}; trying again`);
  }
}

class BrokerSilentError extends Error {
  constructor(address: string) {
    super(`the MQTT broker ${address} did not confirm within ${ANSWER_WITHIN_MS / 1000} s`);
  }
}

/** With what headquarters proves who it is, and whom it believes, all PEM. */
export interface Credentials {
  key: string;
  certificate: string;
  authority: string;
}

/** A connection to a broker elsewhere, MQTT 3.1.1. It is never given up; nothing is queued while it is away. */
export class ExternalBroker implements BrokerLink {
  readonly address: string;
  readonly knowsItsClients: boolean;
  readonly #url: string;
  readonly #credentials: Credentials | undefined;
  readonly #log: Log;
  #client: MqttClient | undefined;
  #failures = 0;
  #lastProblem = '';

  constructor({ url, log, credentials }: { url: string; log: Log; credentials?: Credentials }) {
    this.#url = url;
    this.#credentials = credentials;
    this.knowsItsClients = credentials !== undefined;
    this.address = url.replace(/\/\/[^@/]*@/, '//');
    this.#log = log;
  }

  status(): BrokerState {
    if (this.#client === undefined) return { state: 'stopped', detail: `not connected to ${this.address}` };
    if (this.#client.connected) return { state: 'connected', detail: `connected to ${this.address}` };
    return {
      state: 'connecting',
      detail: `${this.address} does not answer${this.#lastProblem && `: ${this.#lastProblem}`}; trying again`,
    };
  }

  /** Returns at once: headquarters serves its pages whether or not the broker is there. */
  start(events: BrokerEvents): Promise<void> {
    const gone: HeadquartersPresence = { v: PROTOCOL_VERSION, online: false };
    const client = connect(this.#url, {
      ...(this.#credentials && {
        key: this.#credentials.key,
        cert: this.#credentials.certificate,
        ca: this.#credentials.authority,
        rejectUnauthorized: true,
      }),
      protocolVersion: 4,
      clientId: `pingan-hq-${randomBytes(6).toString('hex')}`,
      clean: true,
      queueQoSZero: false,
      resubscribe: false,
      keepalive: 60,
      reconnectPeriod: RETRY_FIRST_MS,
      will: { topic: topics.headquarters, payload: Buffer.from(JSON.stringify(gone)), qos: 1, retain: true },
    });
    this.#client = client;
    client.on('message', (topic, payload) => events.message(topic, payload));
    client.on(
      'error',
      (problem) =>
        (this.#lastProblem = problem.message || (problem as NodeJS.ErrnoException).code || 'no answer'),
    );
    client.on('close', () => this.#planRetry(client));
    client.on('connect', () => void this.#subscribe(client, events));
    return Promise.resolve();
  }

  /** The library would try every second for ever; this waits longer each time, and never the same as another machine. */
  #planRetry(client: MqttClient): void {
    if (this.#client !== client) return;
    if (this.#failures === 0)
      this.#log.error({}, `${this.status().detail}. Is the broker running, and is --broker right?`);
    this.#failures += 1;
    const ceiling = Math.min(RETRY_AT_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(this.#failures, 6));
    client.options.reconnectPeriod = ceiling * (0.5 + Math.random() / 2);
  }

  async #subscribe(client: MqttClient, events: BrokerEvents): Promise<void> {
    try {
      await within(
        client.subscribeAsync([topics.everyState, topics.everyRecord, topics.everyRenewal], { qos: 1 }),
        new BrokerSilentError(this.address),
      );
    } catch (problem) {
      this.#lastProblem = (problem as Error).message;
      // Connected without subscriptions would look healthy and receive nothing.
      client.reconnect();
      return;
    }
    this.#failures = 0;
    this.#lastProblem = '';
    this.#log.info({}, `connected to the MQTT broker ${this.address}`);
    events.connected();
  }

  async publish(topic: string, message: object, options: { retain?: boolean } = {}): Promise<void> {
    const client = this.#client;
    if (!client?.connected) throw new BrokerAwayError(this.address);
    const sent = client.publishAsync(topic, JSON.stringify(message), {
      qos: 1,
      retain: options.retain ?? false,
    });
    await within(sent, new BrokerSilentError(this.address));
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    // The library's own end may wait for ever on a broker that has gone silent.
    await within(client.endAsync(!client.connected), new BrokerSilentError(this.address), 500).catch(() =>
      client.stream?.destroy(),
    );
  }
}

/** The promise's answer, or `late` when there is none in time. */
async function within<T>(promise: Promise<T>, late: Error, ms = ANSWER_WITHIN_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(late), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
