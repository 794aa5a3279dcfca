import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Author } from '@pingan/protocol/author';
import type { Purpose } from '@pingan/protocol/ids';
import type { Receipt } from '@pingan/protocol/receipts';
import type { ClockSource, FactBody } from '@pingan/protocol/records';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import type { Log } from '../log.ts';
import type { EpochActivity } from '../schedule/doorway-activity.ts';
import { CurrentStop } from './current-stop.ts';
import { DataDirectory } from './data-directory.ts';
import { type DiskProbe, probeDisk } from './disk-probe.ts';
import type { Fact, OpenStop } from './documents.ts';
import { EpochShelf } from './epoch-shelf.ts';
import type { FileSystem } from './file-system.ts';
import { FlushSchedule } from './flush-schedule.ts';
import { LedgerClock } from './ledger-clock.ts';
import { LedgerOutbox } from './ledger-outbox.ts';
import { type Companion, LedgerPages } from './ledger-pages.ts';
import { type LedgerStatus, ledgerStatus } from './ledger-status.ts';
import { LiveEpoch } from './live-epoch.ts';
import { localDay } from './local-day.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { recover, type Recovered } from './recovery.ts';
import { type Said, saidFact } from './said-fact.ts';
import { type Counted, countFault, type CountTotal } from './tallies.ts';
import { Upkeep } from './upkeep.ts';

export interface LedgerParts {
  directory: string;
  /** Id of the bus. */
  bus: string;
  /** IANA name; days of the statistics are days there. */
  timeZone: string;
  /** Version of this software. */
  software: string;
  /** Purpose outside an opened stop. */
  defaultPurpose: Purpose;
  fileSystem?: FileSystem;
  log: Log;
  /** Monotonic milliseconds since this process (this epoch) began. */
  now: () => number;
  /** Bytes that epochs may take which headquarters has in full. */
  settledBudget?: number;
}

interface LedgerEvents {
  /** Something a screen or headquarters may want to know: status, stop, outbox. */
  changed: [];
  /** A fact was kept; it is on disk at most 2 s later. */
  fact: [Fact];
  /** Headquarters has answered something, known here or not. */
  receipt: [Receipt];
}

/**
 * Counts what happens aboard so that a power cut costs at most two seconds of it, and keeps what headquarters has not
 * confirmed. One process, one epoch, one ledger. A failing disk shows in `status`; counting goes on in memory.
 */
export class Ledger extends EventEmitter<LedgerEvents> {
  readonly epoch: string;
  readonly boot: number;
  readonly outbox: LedgerOutbox;
  readonly #parts: LedgerParts;
  readonly #directory: DataDirectory;
  readonly #clock: LedgerClock;
  readonly #live: LiveEpoch;
  readonly #current: CurrentStop;
  readonly #schedule: FlushSchedule;
  readonly #pages: LedgerPages;
  /** Facts, edits and doorway activity of earlier epochs, as far as they are still here. */
  readonly earlier: Pick<Recovered, 'proposals' | 'activity'> & { facts: { boot: number; fact: Fact }[] };
  #lastConfirmed: number | null = null;
  #stopped = false;

  /**
   * Takes the lock, reads what earlier processes left, and begins a new epoch. Rejects with `DirectoryInUse`,
   * `DataDirectoryUnusable` or `UnknownTimeZone`; a full disk only shows in `status`.
   */
  static async open(parts: LedgerParts): Promise<Ledger> {
    localDay(0, parts.timeZone);
    const { directory, log, software, fileSystem = nodeFileSystem } = parts;
    const place = new DataDirectory(directory, fileSystem, log);
    await place.claim();
    const shelf = new EpochShelf(directory, fileSystem, log);
    const recovered = await place.reading(() => recover({ directory, shelf, fileSystem, log, software }));
    const ledger = new Ledger({ ...parts, fileSystem }, place, shelf, recovered);
    await ledger.flush();
    return ledger;
  }

  private constructor(
    parts: LedgerParts & { fileSystem: FileSystem },
    directory: DataDirectory,
    shelf: EpochShelf,
    recovered: Recovered,
  ) {
    super();
    this.#parts = parts;
    this.#directory = directory;
    this.boot = recovered.boot;
    this.epoch = randomBytes(8).toString('hex');
    this.#clock = new LedgerClock({ epoch: this.epoch, timeZone: parts.timeZone, monotonic: parts.now });
    this.#live = new LiveEpoch({
      body: {
        epoch: this.epoch,
        boot: this.boot,
        previous: recovered.previous,
        timeZone: parts.timeZone,
        software: parts.software,
      },
      folder: shelf.pathFor(this.boot, this.epoch),
      ...{ fileSystem: parts.fileSystem, log: parts.log },
      recorded: (facts) => facts.forEach((fact) => this.emit('fact', fact)),
    });
    this.outbox = new LedgerOutbox({
      ...{ bus: parts.bus, log: parts.log, answered: () => this.#answered() },
      heard: (receipt) => this.emit('receipt', receipt),
    });
    for (const epoch of [...recovered.outgoing, this.#live.outgoing]) this.outbox.add(epoch);
    this.outbox.onChanged(() => this.emit('changed'));
    this.#current = new CurrentStop({
      page: recovered.current,
      live: this.#live,
      epoch: this.epoch,
      defaultPurpose: parts.defaultPurpose,
    });
    const missed = this.#current.recordMissedFacts(recovered.facts, recovered.settled);
    const { proposals, activity, facts } = recovered;
    const late = missed.map((fact) => ({ boot: this.boot - 1, fact }));
    this.earlier = { proposals, activity, facts: [...facts.values(), ...late] };
    const upkeep = new Upkeep({ shelf, outbox: this.outbox, budget: parts.settledBudget, log: parts.log });
    this.#pages = new LedgerPages({
      ...{ directory, shelf, live: this.#live, current: this.#current, outbox: this.outbox, upkeep },
      damaged: recovered.damaged,
    });
    this.#schedule = new FlushSchedule({
      write: () => this.#pages.write(),
      dirty: () => this.#pages.dirty,
      turned: () => this.emit('changed'),
      log: parts.log,
    });
  }

  /** The local day, as YYYY-MM-DD; null while the clock is not known. */
  get today(): string | null {
    return this.#clock.today;
  }

  /** Wall milliseconds of a moment of this epoch; null while the clock is not known. */
  wallOf(monotonic: number): number | null {
    return this.#clock.wallOf(monotonic);
  }

  /** What the doorway has seen in this epoch. */
  get activity(): EpochActivity {
    return { epoch: this.epoch, boot: this.boot, offset: this.#clock.offset, slots: this.#live.entries };
  }

  /** Local days, or days of an epoch whose clock was never known, with counts that headquarters has not confirmed. */
  get daysToSend(): number {
    return this.outbox.daysUnconfirmed(this.#parts.timeZone);
  }

  /** Counts one, now. Always succeeds; it is on disk at most 2 s later unless `status` is failing. */
  count(counted: Counted): void {
    const why = this.#stopped ? 'the ledger is stopped' : countFault(counted);
    if (why !== null) {
      this.#parts.log.error({ counted }, `not counted: ${why}`);
      return;
    }
    const { timeZone } = this.#parts;
    this.#live.count(counted, this.#clock.now(), {
      ...this.current,
      timeZone,
      clockOffset: this.#clock.offset,
    });
    this.flushSoon();
  }

  /** Everything counted since this process began, whatever the stop and the purpose. */
  get totals(): CountTotal[] {
    return this.#live.totals;
  }

  /** The open stop and its name as the officer saw it. */
  get openedStop(): OpenStop | null {
    return this.#current.stop;
  }

  get current(): { stop: string | null; purpose: Purpose } {
    return { stop: this.#current.stop?.id ?? null, purpose: this.#current.purpose };
  }

  /**
   * Opens a stop, closing an open one first; resolves when the disk has it or was found failing. Rejects with
   * `UnusableStop`.
   */
  async openStop(stop: OpenStop, purpose: Purpose, by?: Author): Promise<void> {
    if (this.#current.open(stop, purpose, this.#clock.now(), by)) await this.#stopChanged();
  }

  /** Closes the open stop, if there is one; the purpose is the default again. */
  async closeStop(by?: Author): Promise<void> {
    if (this.#current.close(this.#clock.now(), by)) await this.#stopChanged();
  }

  /** Why people are aboard from now on; the stop stays open and a new segment begins. */
  async changePurpose(purpose: Purpose, by?: Author): Promise<void> {
    if (this.#current.changePurpose(purpose, this.#clock.now(), by)) await this.#stopChanged();
  }

  /** Keeps what happened. Throws `UnusableFact` where the detail does not fit the name. */
  fact(fact: string, said: Said = {}): void {
    const { stop, purpose } = this.#current;
    const now = { epoch: this.epoch, monotonic: this.#clock.now(), stop, purpose };
    this.#live.record([this.#live.newFact(saidFact(fact, said, now))]);
    this.flushSoon();
  }

  /** Keeps an edit of the schedule until headquarters has answered it. */
  propose(proposal: Proposal): void {
    this.#live.propose(proposal);
    this.flushSoon();
  }

  /** A door was calibrated: headquarters shows the interval that follows from it with every count of that door. */
  async doorCalibrated(calibration: NonNullable<FactBody['calibration']>): Promise<void> {
    const at = { epoch: this.epoch, monotonic: this.#clock.now(), stop: this.current.stop };
    this.#live.record([this.#live.newFact({ fact: 'door-calibrated', ...at, calibration })]);
    await this.flush();
  }

  /**
   * Ties this moment to wall time (`wall` and `error` in milliseconds). The latest anchor tells where local midnight is.
   */
  anchor(wall: number, source: ClockSource, error: number): void {
    const anchor = this.#clock.anchor(wall, source, error);
    if (anchor === null) {
      this.#parts.log.warn({ wall, source, error }, 'a clock reading that cannot be true was ignored');
      return;
    }
    this.#live.anchor(anchor);
    this.flushSoon();
  }

  /** Writes a document of somebody else with the ledger's own. @param name as the officer is told where it was damaged */
  alsoWrites(page: Companion, name: string): void {
    this.#pages.add(page, name);
  }

  /** On disk within 2 s. */
  flushSoon(): void {
    this.#schedule.soon('counted');
  }

  get status(): LedgerStatus {
    return ledgerStatus({
      ...{ failing: this.#schedule.reason, damaged: this.#pages.damaged },
      ...{ outbox: this.outbox, lastConfirmed: this.#lastConfirmed },
    });
  }

  /** Tries the disk as the ledger uses it. What it could not write so far counts as well. */
  async probe(): Promise<DiskProbe> {
    const { directory, fileSystem = nodeFileSystem } = this.#parts;
    const reason = this.#schedule.reason;
    return reason === null ? probeDisk({ directory, fileSystem }) : { is: 'failed', why: reason };
  }

  /** Writes at once what the disk does not have yet. Never rejects because of the disk: `status` tells. */
  flush(): Promise<void> {
    return this.#schedule.flush();
  }

  /** Writes everything and gives the directory free. Later counts are refused. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await this.flush();
    this.#schedule.stop();
    if (this.#pages.dirty)
      this.#parts.log.fatal({}, 'stopped with counts that the disk did not take; they are lost');
    await this.#directory.release();
  }

  async #stopChanged(): Promise<void> {
    this.emit('changed');
    await this.flush();
  }

  #answered(): void {
    this.#lastConfirmed = this.#clock.now();
    this.#schedule.soon('receipts');
  }
}
