import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HeadquartersPresence } from '@pingan/protocol/presence';
import { PROTOCOL_VERSION } from '@pingan/protocol/records';
import { topics } from '@pingan/protocol/topics';
import { type BrokerAddress, brokerForBuses } from './broker/broker-address.ts';
import type { BrokerLink } from './broker/broker-link.ts';
import { createBroker } from './broker/create-broker.ts';
import { EmbeddedBroker } from './broker/embedded-broker.ts';
import { FleetIdentity } from './fleet-identity/fleet-identity.ts';
import { takeRenewal } from './fleet-identity/renewals.ts';
import { type OneTimePassword, firstAdministrator } from './accounts/first-administrator.ts';
import { listAccounts } from './accounts/accounts.ts';
import { upkeep } from './accounts/upkeep.ts';
import { ConfigurationError } from './configuration-error.ts';
import { type Db, type OpenDatabase, openDatabase } from './database/open-database.ts';
import { CarryOffice } from './carry/carry-office.ts';
import { leavePublicKeys } from './carry/rehearsal-exchange.ts';
import { signerByCertificate, signerOfRehearsal } from './carry/signers.ts';
import { Fleet } from './ingest/fleet.ts';
import { Ingest } from './ingest/ingest.ts';
import type { Log } from './log.ts';
import { ForBuses } from './for-buses.ts';
import { createApi } from './web/api.ts';
import { LiveUpdates } from './web/live.ts';
import { WebServer } from './web/web-server.ts';

/** Beside the compiled code, `headquarters/dist`, lies `headquarters/console`. */
const CONSOLE_DIRECTORY = fileURLToPath(new URL('../console/dist/', import.meta.url));

/** Staff data whose time has come is deleted this often. */
const UPKEEP_EVERY_MS = 24 * 3_600_000;

export interface HeadquartersOptions {
  /** Path of the SQLite file. */
  databaseFile: string;
  /** Folder of keys, made at first need; `identity` beside the database unless given. */
  identityFolder?: string;
  /** In a rehearsal nobody enrols: the folder through which both halves learn each other's public keys. */
  rehearsalKeys?: string | null;
  /** Port of the pages; 0 takes a free one. */
  port: number;
  broker: BrokerAddress;
  log: Log;
  /** Nobody signs in and everything is allowed; only for a database without accounts. */
  rehearsal?: boolean;
  /** The name under which a proxy on this machine serves the pages by https. */
  behindProxy?: string | null;
  consoleDirectory?: string;
  /** Wall time in milliseconds; the system clock unless given. */
  now?: () => number;
}

interface Parts {
  database: OpenDatabase;
  identity: FleetIdentity;
  broker: BrokerLink;
  fleet: Fleet;
  ingest: Ingest;
  live: LiveUpdates;
  forBuses: ForBuses;
  web: WebServer;
  upkeep: NodeJS.Timeout;
}

/** Joins the parts in the order data flows: broker → ingest → database → statistics → web. */
export class Headquarters {
  readonly #options: HeadquartersOptions;
  readonly #now: () => number;
  #parts: Parts | undefined;
  /** To be shown to the person who starts headquarters, and to nobody else; null once an administrator has a password. */
  oneTimePassword: OneTimePassword | null = null;

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
    const { rehearsalKeys = null } = this.#options;
    const database = await openDatabase(this.#options.databaseFile);
    const { identity, broker } = await this.#identityAndBroker(database);
    if (rehearsalKeys !== null) await leavePublicKeys(rehearsalKeys, await identity.carryKeys());
    this.#parts = this.#join(database, identity, broker);
    try {
      await this.#open(this.#parts);
    } catch (problem) {
      await this.stop();
      throw problem;
    }
  }

  /** Everything between the broker and the pages; nothing runs yet but the daily upkeep. */
  #join(database: OpenDatabase, identity: FleetIdentity, broker: BrokerLink): Parts {
    const { log } = this.#options;
    const fleet = new Fleet(log);
    const live = new LiveUpdates();
    const forBuses = new ForBuses({
      db: database.db,
      publish: (topic, message) => broker.publish(topic, message, { retain: true }),
      log,
      now: this.#now,
    });
    const ingest = new Ingest({
      db: database.db,
      fleet,
      log,
      sendReceipts: (bus, message) => broker.publish(topics.receipts(bus), message),
      changed: () => live.changed(),
      heard: (bus) => forBuses.heard(bus),
      scheduleChanged: (bus) => forBuses.changed('schedule', bus),
      now: this.#now,
    });
    const api = createApi({
      rehearsal: this.#options.rehearsal ?? false,
      office: this.#office(database, ingest, identity, forBuses),
      db: database.db,
      fleet,
      ingest,
      live,
      log,
      identity,
      brokerElsewhere: this.#options.broker.kind === 'external',
      broker: () => broker.status(),
      told: (what, bus) => forBuses.changed(what, bus),
      now: this.#now,
    });
    const web = new WebServer({
      port: this.#options.port,
      api,
      consoleDirectory: this.#options.consoleDirectory ?? CONSOLE_DIRECTORY,
      behindProxy: this.#options.behindProxy ?? null,
    });
    const daily = setInterval(() => void this.#keepUp(database.db), UPKEEP_EVERY_MS).unref();
    return { database, identity, broker, fleet, ingest, live, forBuses, web, upkeep: daily };
  }

  /** Data first, then the pages, then the buses. */
  async #open({ database, identity, broker, fleet, ingest, live, forBuses, web }: Parts): Promise<void> {
    await this.#keepUp(database.db);
    if (this.#options.rehearsal) await refuseRealData(database);
    else this.oneTimePassword = await firstAdministrator(database.db, this.#now());
    await fleet.load(database.db);
    await web.start();
    await broker.start({
      message: (topic, payload) => {
        ingest.take(topic, payload);
        void takeRenewal({ identity, broker, log: this.#options.log }, topic, payload);
      },
      connected: () => {
        fleet.brokerReturned();
        live.changed();
        void this.#announce(broker, true);
        forBuses.tellAll();
      },
    });
    forBuses.start();
  }

  async #identityAndBroker(database: OpenDatabase): Promise<{ identity: FleetIdentity; broker: BrokerLink }> {
    const identity = this.#fleetIdentity(database.db);
    try {
      await identity.load();
      return { identity, broker: await createBroker(this.#options.broker, identity, this.#options.log) };
    } catch (problem) {
      await database.close();
      throw problem;
    }
  }

  #fleetIdentity(db: Db): FleetIdentity {
    const { databaseFile, identityFolder, broker, log } = this.#options;
    return new FleetIdentity({
      folder: identityFolder ?? join(dirname(databaseFile), 'identity'),
      db,
      log,
      brokerForBuses: () => {
        const serving = this.#parts?.broker;
        return brokerForBuses(broker, serving instanceof EmbeddedBroker ? serving.port : 0);
      },
      now: this.#now,
    });
  }

  async #keepUp(db: Db): Promise<void> {
    try {
      await upkeep(db, this.#now());
    } catch (problem) {
      this.#options.log.error(
        {},
        `staff data whose time has come could not be deleted; trying again tomorrow: ${(problem as Error).message}`,
      );
    }
  }

  /** Reads files carried by hand. In a rehearsal nobody enrols, so keys are exchanged through a folder. */
  #office({ db }: OpenDatabase, ingest: Ingest, identity: FleetIdentity, forBuses: ForBuses): CarryOffice {
    const { rehearsalKeys = null, log } = this.#options;
    return new CarryOffice({
      ...{ db, ingest, log, now: this.#now, sources: forBuses.sources },
      keys: () => identity.carryKeys(),
      signerOf:
        rehearsalKeys === null
          ? signerByCertificate((bus) => identity.of(bus))
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
    const { database, broker, ingest, live, forBuses, web } = parts;
    clearInterval(parts.upkeep);
    await ingest.stop();
    await forBuses.stop();
    const { state } = broker.status();
    if (state === 'serving' || state === 'connected') await this.#announce(broker, false);
    await broker.stop();
    live.stop();
    await web.stop();
    await database.close();
  }
}

class RealDataError extends ConfigurationError {
  constructor(file: string) {
    super(
      `database ${file} has accounts, and --rehearsal would open it to everybody; leave --rehearsal out, or choose another with --data DIR`,
    );
  }
}

async function refuseRealData({ db, file }: OpenDatabase): Promise<void> {
  if ((await listAccounts(db)).length > 0) throw new RealDataError(file);
}

class NotStartedError extends Error {
  constructor() {
    super('headquarters has no addresses before it is started; await start() first');
  }
}
