import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { topics } from '@pingan/protocol/topics';
import { Aedes } from 'aedes';
import { ConfigurationError } from '../configuration-error.ts';
import type { Log } from '../log.ts';
import type { BrokerEvents, BrokerLink, BrokerState } from './broker-link.ts';
import { MAX_PACKET_BYTES, PacketMeter } from './packet-meter.ts';

class BrokerPortTakenError extends ConfigurationError {
  constructor(host: string, port: number) {
    super(
      `port ${port} on ${host} is taken, so the embedded MQTT broker cannot start; stop the program that has it, or choose another with --broker embedded:PORT`,
    );
  }
}

/** An MQTT 3.1.1 broker inside this process. Its sessions and retained messages live as long as it does. */
export class EmbeddedBroker implements BrokerLink {
  readonly #host: string;
  readonly #port: number;
  readonly #log: Log;
  #aedes: Aedes | undefined;
  #server: Server | undefined;
  #boundPort: number;

  constructor(host: string, port: number, log: Log) {
    this.#host = host;
    this.#port = port;
    this.#boundPort = port;
    this.#log = log;
  }

  get address(): string {
    return `mqtt://${this.#host.includes(':') ? `[${this.#host}]` : this.#host}:${this.#boundPort}`;
  }

  status(): BrokerState {
    return this.#server?.listening
      ? { state: 'serving', detail: `${this.#aedes?.connectedClients ?? 0} clients at ${this.address}` }
      : { state: 'stopped', detail: `not listening at ${this.address}` };
  }

  async start(events: BrokerEvents): Promise<void> {
    const aedes = await Aedes.createBroker({ id: 'pingan-headquarters' });
    this.#aedes = aedes;
    aedes.on('clientError', (client, problem) =>
      this.#log.debug({ client: client.id }, `MQTT client lost: ${problem.message}`),
    );
    aedes.on('connectionError', (_, problem) =>
      this.#log.debug({}, `not an MQTT 3.1.1 client: ${problem.message}`),
    );
    for (const topic of [topics.everyState, topics.everyRecord]) {
      await new Promise<void>((done) =>
        aedes.subscribe(
          topic,
          (packet, next) => {
            events.message(packet.topic, Buffer.from(packet.payload));
            next();
          },
          done,
        ),
      );
    }
    await this.#listen(aedes);
    events.connected();
  }

  async #listen(aedes: Aedes): Promise<void> {
    const server = createServer((socket) => {
      aedes.handle(socket);
      this.#limit(socket);
    });
    server.listen(this.#port, this.#host);
    try {
      await once(server, 'listening');
    } catch (problem) {
      await new Promise<void>((done) => aedes.close(done));
      const { code, message } = problem as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE') throw new BrokerPortTakenError(this.#host, this.#port);
      throw new ConfigurationError(
        `the embedded MQTT broker cannot listen on ${this.#host}:${this.#port}: ${message}; choose another with --broker embedded:HOST:PORT`,
      );
    }
    this.#server = server;
    this.#boundPort = (server.address() as AddressInfo).port;
  }

  /** After `handle`, so that the broker's own reading of the socket keeps its pace and this only looks on. */
  #limit(socket: Socket): void {
    const meter = new PacketMeter();
    socket.on('data', (bytes: Buffer) => {
      const tooLong = meter.push(bytes);
      if (tooLong === null) return;
      this.#log.warn(
        { bytes: tooLong },
        `an MQTT client sent ${tooLong} bytes in one packet, more than ${MAX_PACKET_BYTES}; disconnected`,
      );
      socket.destroy();
    });
  }

  publish(topic: string, message: object, options: { retain?: boolean } = {}): Promise<void> {
    const aedes = this.#aedes;
    if (aedes === undefined || aedes.closed) return Promise.reject(new BrokerStoppedError());
    const packet = {
      cmd: 'publish',
      topic,
      payload: JSON.stringify(message),
      qos: 1,
      dup: false,
      retain: options.retain ?? false,
    } as const;
    return new Promise((done, fail) =>
      aedes.publish(packet, (problem) => (problem ? fail(problem) : done())),
    );
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server && new Promise<void>((done) => server.close(() => done()));
    await new Promise<void>((done) => (this.#aedes ? this.#aedes.close(done) : done()));
    await closed;
  }
}

class BrokerStoppedError extends Error {
  constructor() {
    super('the embedded broker is not running; start headquarters again');
  }
}
