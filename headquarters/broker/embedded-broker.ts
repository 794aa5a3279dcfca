import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { topics } from '@pingan/protocol/topics';
import { Aedes, type AedesOptions, type Client, type ConnectPacket } from 'aedes';
import { ConfigurationError } from '../configuration-error.ts';
import type { Log } from '../log.ts';
import { inUrl } from './broker-address.ts';
import type { BrokerEvents, BrokerLink, BrokerState } from './broker-link.ts';
import { refusePublication, refuseSubscription } from './broker-rules.ts';
import { MAX_PACKET_BYTES, PacketMeter } from './packet-meter.ts';
import { type DoorParts, TlsDoor } from './tls-door.ts';

class BrokerPortTakenError extends ConfigurationError {
  constructor(host: string, port: number) {
    super(
      `port ${port} on ${host} is taken, so the embedded MQTT broker cannot start; stop the program that has it, or choose another with --broker embedded:PORT`,
    );
  }
}

/** Where the embedded broker listens; with a door, for buses with certificates alone. */
export interface EmbeddedBrokerParts {
  host: string;
  port: number;
  log: Log;
  door?: Omit<DoorParts, 'log'>;
}

/** An MQTT 3.1.1 broker inside this process. Its sessions and retained messages live as long as it does. */
export class EmbeddedBroker implements BrokerLink {
  readonly knowsItsClients: boolean;
  readonly #host: string;
  readonly #port: number;
  readonly #log: Log;
  readonly #doorParts: DoorParts | undefined;
  #door: TlsDoor | undefined;
  #aedes: Aedes | undefined;
  #server: Server | undefined;
  #boundPort: number;

  constructor({ host, port, log, door }: EmbeddedBrokerParts) {
    this.#host = host;
    this.#port = port;
    this.#boundPort = port;
    this.#log = log;
    this.#doorParts = door && { ...door, log };
    this.knowsItsClients = door !== undefined;
  }

  get address(): string {
    const scheme = this.#doorParts === undefined ? 'mqtt' : 'mqtts';
    return `${scheme}://${inUrl(this.#host)}:${this.#boundPort}`;
  }

  /** The port it listens on, once started. */
  get port(): number {
    return this.#boundPort;
  }

  /** Ends the connections that came in with one of these certificates. */
  turnOut(serials: ReadonlySet<string>): void {
    this.#door?.turnOut(serials);
  }

  status(): BrokerState {
    return this.#server?.listening
      ? { state: 'serving', detail: `${this.#aedes?.connectedClients ?? 0} clients at ${this.address}` }
      : { state: 'stopped', detail: `not listening at ${this.address}` };
  }

  async start(events: BrokerEvents): Promise<void> {
    const aedes = await Aedes.createBroker({ id: 'pingan-headquarters', ...this.#rules() });
    this.#aedes = aedes;
    aedes.on('clientError', (client, problem) =>
      this.#log.debug({ client: client.id }, `MQTT client lost: ${problem.message}`),
    );
    aedes.on('connectionError', (_, problem) =>
      this.#log.debug({}, `not an MQTT 3.1.1 client: ${problem.message}`),
    );
    for (const topic of [topics.everyState, topics.everyRecord, topics.everyRenewal]) {
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
    const enter = (socket: Socket) => {
      aedes.handle(socket);
      this.#limit(socket);
    };
    this.#door = this.#doorParts && new TlsDoor(this.#doorParts, enter);
    const server = this.#door?.server ?? createServer(enter);
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

  /** With a door, a client is the bus of its certificate, whatever it calls itself, and stays within the topics of that bus. */
  #rules(): AedesOptions {
    if (this.#doorParts === undefined) return {};
    return {
      preConnect: (client, packet, done) => {
        const why = this.#refuseConnection(this.#busOf(client), packet);
        done(why === null ? null : new Error(why), why === null);
      },
      authorizePublish: (client, packet, done) => {
        // Without a client it is a last will, which was judged when the client came in.
        const why = client && refusePublication(this.#busOf(client), packet);
        if (!why) return done(null);
        this.#refused(this.#busOf(client), why);
        done(new Error(why));
      },
      authorizeSubscribe: (client, subscription, done) => {
        const bus = this.#busOf(client);
        const why = refuseSubscription(bus, subscription.topic);
        if (why !== null) this.#refused(bus, why);
        done(null, why === null ? subscription : null);
      },
    };
  }

  /** Takes no session over from another bus, and keeps none: broker sessions are worth nothing here. */
  #refuseConnection(bus: string, packet: ConnectPacket): string | null {
    packet.clientId = bus;
    packet.clean = true;
    const why = packet.will ? refusePublication(bus, packet.will) : null;
    if (why !== null) this.#refused(bus, `its last will: ${why}`);
    return why;
  }

  #busOf(client: Client): string {
    return this.#door?.guest(client.conn)?.bus ?? '';
  }

  #refused(bus: string, why: string): void {
    this.#log.warn({ bus }, `refused ${bus}: ${why}`);
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
