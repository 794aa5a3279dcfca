import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HeadquartersPresence } from '@pingan/protocol/presence';
import { PROTOCOL_VERSION } from '@pingan/protocol/records';
import { topics } from '@pingan/protocol/topics';
import type { BrokerAddress } from './broker/broker-address.ts';
import type { BrokerLink } from './broker/broker-link.ts';
import { EmbeddedBroker } from './broker/embedded-broker.ts';
import { ExternalBroker } from './broker/external-broker.ts';
import { CarryOffice } from './carry/carry-office.ts';
import { leavePublicKeys } from './carry/rehearsal-exchange.ts';
import { signerByCertificate, signerOfRehearsal } from './carry/signers.ts';
import { type OpenDatabase, openDatabase } from './database/open-database.ts';
import { openCarryKeys } from './fleet-identity/carry-keys.ts';
import { Fleet } from './ingest/fleet.ts';
import { Ingest } from './ingest/ingest.ts';
import type { Log } from './log.ts';
import { createApi } from './web/api.ts';
import { LiveUpdates } from './web/live.ts';
import { WebServer } from './web/web-server.ts';

/** Beside the compiled code, `headquarters/dist`, lies `headquarters/console`. */
const CONSOLE_DIRECTORY = fileURLToPath(new URL('../console/dist/', import.meta.url));

export interface HeadquartersOptions {
  /** Path of the SQLite file. */
  databaseFile: string;
  /** In a rehearsal nobody enrols: the folder through which both halves learn each other's public keys. */
  rehearsalKeys?: string | null;
  /** Port of the pages; 0 takes a free one. */
  port: number;
  broker: BrokerAddress;
  log: Log;
  consoleDirectory?: string;
  /** Wall time in milliseconds; the system clock unless given. */
  now?: () => number;
}

interface Parts {
  database: OpenDatabase;
  broker: BrokerLink;
  ingest: Ingest;
  live: LiveUpdates;
  web: WebServer;
}

/** Joins the parts in the order data flows: broker → ingest → database → statistics → web. */
export class Headquarters {
  readonly #options: HeadquartersOptions;
  readonly #now: () => number;
  #parts: Parts | undefined;

  constructor(options: HeadquartersOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Where pages and buses find it, once started. */
  get addresses(): { web: string; broker: string } {
    if (this.#parts === undefined) throw new NotStartedError();
    return { web: this.#parts.web.address, broker: this.#parts.broker.address };
  }

  /** Starts every part, or none: what had started is stopped again before the error is thrown. */
  async start(): Promise<void> {
    const { log, rehearsalKeys = null } = this.#options;
    if (rehearsalKeys !== null) await leavePublicKeys(rehearsalKeys, await this.#carryKeys);
    const database = await openDatabase(this.#options.databaseFile);
    const broker = createBroker(this.#options.broker, log);
    const fleet = new Fleet(log);
    const live = new LiveUpdates();
    const ingest = new Ingest({
      db: database.db,
      fleet,
      log,
      sendReceipts: (bus, message) => broker.publish(topics.receipts(bus), message),
      changed: () => live.changed(),
      now: this.#now,
    });
    const api = createApi({
      office: this.#office(database, ingest),
      db: database.db,
      fleet,
      ingest,
      live,
      log,
      broker: () => broker.status(),
      now: this.#now,
    });
    const web = new WebServer(this.#options.port, api, this.#options.consoleDirectory ?? CONSOLE_DIRECTORY);
    this.#parts = { database, broker, ingest, live, web };
    try {
      await fleet.load(database.db);
      await web.start();
      await broker.start({
        message: (topic, payload) => ingest.take(topic, payload),
        connected: () => {
          fleet.brokerReturned();
          live.changed();
          void this.#announce(broker, true);
        },
      });
    } catch (problem) {
      await this.stop();
      throw problem;
    }
  }

  get #carryKeys() {
    return openCarryKeys(join(dirname(this.#options.databaseFile), 'identity'));
  }

  /** Reads files carried by hand. */
  #office({ db }: OpenDatabase, ingest: Ingest): CarryOffice {
    const { rehearsalKeys = null, log } = this.#options;
    return new CarryOffice({
      ...{ db, ingest, log, now: this.#now, sources: {} },
      keys: () => this.#carryKeys,
      // Without fleet identities there is no certificate that headquarters could have issued.
      signerOf:
        rehearsalKeys === null
          ? signerByCertificate(() => Promise.resolve([]))
          : signerOfRehearsal(rehearsalKeys),
    });
  }

  async #announce(broker: BrokerLink, online: boolean): Promise<void> {
    const presence: HeadquartersPresence = { v: PROTOCOL_VERSION, online };
    try {
      await broker.publish(topics.headquarters, presence, { retain: true });
    } catch (problem) {
      this.#options.log.warn(
        {},
        `buses could not be told that headquarters is ${online ? 'here' : 'going'}: ${(problem as Error).message}`,
      );
    }
  }

  /** Stores and receipts what has arrived, tells the buses, and closes everything. */
  async stop(): Promise<void> {
    const parts = this.#parts;
    if (parts === undefined) return;
    this.#parts = undefined;
    const { database, broker, ingest, live, web } = parts;
    await ingest.stop();
    const { state } = broker.status();
    if (state === 'serving' || state === 'connected') await this.#announce(broker, false);
    await broker.stop();
    live.stop();
    await web.stop();
    await database.close();
  }
}

class NotStartedError extends Error {
  constructor() {
    super('headquarters has no addresses before it is started; await start() first');
  }
}

function createBroker(address: BrokerAddress, log: Log): BrokerLink {
  switch (address.kind) {
    case 'embedded':
      return new EmbeddedBroker(address.host, address.port, log);
    case 'external':
      return new ExternalBroker(address.url, log);
  }
}
