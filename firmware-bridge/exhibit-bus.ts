import { type Exhibit, playableExhibits, reviewPending } from '@pingan/content/pack';
import type { ReadContentPack } from '@pingan/content/read-content-pack';
import type { BusProfile } from '@pingan/device-config/profile';
import type { Stop } from '@pingan/device-config/stops';
import type { BusStatus, OfficerCommand, VirtualCommand } from '@pingan/protocol/screen-messages';
import type { BeamEvent, BusBoards } from './board/bus-boards.ts';
import { busSummary } from './bus-summary.ts';
import { ClockWatch } from './clock-watch.ts';
import { type KioskHouse, Refused, type Touch } from './kiosk-server/kiosk-house.ts';
import type { KioskServer } from './kiosk-server/kiosk-server.ts';
import type { Log } from './log.ts';
import { type Outcome, Stations } from './sessions/stations.ts';
import type { Ledger } from './store/ledger.ts';
import type { PresenceReport } from './sync/headquarters-link.ts';
import type { HeadquartersSync } from './sync/headquarters-sync.ts';
import { BusDoors, type Crossing } from './visits/bus-doors.ts';

/** Often enough for a countdown of seconds and for the still-blocked beam; rare enough to cost nothing. */
const TICK_MS = 250;
/** How often the virtual bus looks at its emulated pins. */
const LOOK_MS = 50;

export interface ExhibitBusParts {
  profile: BusProfile;
  stops: readonly Stop[];
  content: ReadContentPack;
  ledger: Ledger;
  boards: BusBoards;
  sync: (bus: { presence(): PresenceReport; linkChanged(): void }) => HeadquartersSync | null;
  kiosk: (house: KioskHouse) => KioskServer;
  newSessionId: () => string;
  now: () => number;
  log: Log;
}

/**
 * One bus: joins the rooms in the order data flows, and is the only place that knows them all.
 *
 *   doorway beams → crossing → tally → store → sync → headquarters
 *   touch → session step → lights → board; step back to the screen; tally to the store
 *   officer's command → store → sync
 */
export class ExhibitBus implements KioskHouse {
  readonly #parts: ExhibitBusParts;
  readonly #doors: BusDoors;
  readonly #stations: Stations;
  readonly #clock: ClockWatch;
  readonly #sync: HeadquartersSync | null;
  readonly #kiosk: KioskServer;
  #timers: NodeJS.Timeout[] = [];
  #unsettled: Outcome[] = [];
  #settling: NodeJS.Timeout | undefined;

  constructor(parts: ExhibitBusParts) {
    const { profile, ledger, now } = parts;
    this.#parts = parts;
    this.#doors = new BusDoors(Object.keys(profile.doors));
    this.#stations = new Stations({
      stations: profile.stations,
      rules: { ...profile.sessions, ...profile.lights },
      exhibits: () => this.#playable(),
      newSessionId: parts.newSessionId,
    });
    this.#clock = new ClockWatch({
      trust: profile.clock.trust,
      now,
      anchored: ({ wall, source, error }) => ledger.anchor(wall, source, error),
    });
    this.#sync = parts.sync(this);
    this.#kiosk = parts.kiosk(this);
  }

  /** Starts from the inside out: by the time a screen connects, everything behind it is there. */
  async start(): Promise<{ port: number }> {
    const { boards, ledger } = this.#parts;
    await this.#leaveForeignPurpose();
    this.#clock.start();
    boards.on('beam', (event) => this.#beam(event));
    boards.on('lost', () => this.#crossed(this.#doors.everywhere({ kind: 'lost', at: this.#parts.now() })));
    boards.on('state', () => this.#stateChanged());
    ledger.on('changed', () => this.#kiosk.showStatus());
    boards.start();
    boards.setLevels(this.#stations.lights());
    this.#sync?.start();
    const { port } = await this.#kiosk.start();
    this.#timers = [setInterval(() => this.#tick(), TICK_MS)];
    if (boards.virtual !== null) this.#timers.push(setInterval(() => this.#kiosk.showVirtual(), LOOK_MS));
    return { port };
  }

  /** Stops in reverse; the last counts are on disk when this resolves. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#clock.stop();
    await this.#kiosk.stop();
    this.#settle();
    await this.#parts.ledger.flush();
    await Promise.all([this.#sync?.stop(), this.#parts.boards.stop()]);
    await this.#parts.ledger.stop();
  }

  // ── doorway beams → crossing → tally ────────────────────────────────────────────────────────────────────────

  #beam({ door, beam, broken, at }: BeamEvent): void {
    this.#crossed(this.#doors.at(door, { kind: 'beam', beam, broken, at }));
    this.#kiosk.showVirtual();
  }

  #crossed(crossings: readonly Crossing[]): void {
    for (const { door, direction } of crossings) {
      this.#parts.ledger.count({ place: door, metric: `door.${direction}`, label: '' });
    }
    if (crossings.length > 0) this.#kiosk.showStatus();
  }

  // ── touch → session step → lights; tally ───────────────────────────────────────────────────────────────────

  touch(station: string, touch: Touch): void {
    this.#apply(this.#stations.touch(station, touch, this.#parts.now()));
  }

  worried(station: string, on: boolean): void {
    this.#apply(this.#stations.worried(station, on, this.#parts.now()));
    this.#kiosk.showStatus();
  }

  /**
   * Lamps first: they are what a visitor sees before the screen has painted. The rest waits a millisecond, so that this
   * thread is free to pass the board's bytes on the moment its worker has them.
   */
  #apply(outcome: Outcome): void {
    this.#parts.boards.setLevels(this.#stations.lights());
    if (outcome.changed.length === 0 && outcome.tallies.length === 0) return;
    this.#unsettled.push(outcome);
    this.#settling ??= setTimeout(() => this.#settle(), 1);
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    const outcomes = this.#unsettled.splice(0);
    for (const station of new Set(outcomes.flatMap(({ changed }) => changed))) this.#kiosk.showStep(station);
    for (const tally of outcomes.flatMap(({ tallies }) => tallies)) this.#parts.ledger.count(tally);
  }

  #tick(): void {
    const at = this.#parts.now();
    const faults = this.#doors.faults.length;
    this.#crossed(this.#doors.everywhere({ kind: 'tick', at }));
    if (this.#doors.faults.length !== faults) this.#kiosk.showStatus();
    this.#apply(this.#stations.tick(at));
  }

  // ── officer's command → store → sync ───────────────────────────────────────────────────────────────────────

  /** Carries out an officer's command, or throws `Refused` with the reason in words. */
  async officer(command: OfficerCommand): Promise<void> {
    switch (command.do) {
      case 'open-stop':
        return this.#openStop(command.stop, command.purpose);
      case 'close-stop':
        await this.#parts.ledger.closeStop();
        return this.#purposeChanged();
      case 'answered':
        this.#apply(this.#stations.answered(command.station, this.#parts.now()));
        return this.#kiosk.showStatus();
    }
  }

  async #openStop(id: string, purpose: BusProfile['purpose']): Promise<void> {
    const stop = this.#parts.stops.find((listed) => listed.id === id);
    if (stop === undefined) throw new Refused(`there is no stop "${id}" in the list of this bus`);
    if (this.#parts.boards.status.virtual && purpose !== 'rehearsal') {
      throw new Refused('a virtual board can only make rehearsal counts; open the stop as a rehearsal');
    }
    await this.#parts.ledger.openStop({ id, name: stop.name }, purpose);
    this.#doors.reset();
    this.#purposeChanged();
  }

  #purposeChanged(): void {
    this.#apply(this.#stations.offered(this.#parts.now()));
    this.#stateChanged();
  }

  /** A stop left open with real boards must not go on counting service when the board is a virtual one now. */
  async #leaveForeignPurpose(): Promise<void> {
    const { boards, ledger, log } = this.#parts;
    if (!boards.status.virtual || ledger.current.purpose === 'rehearsal') return;
    log.warn(
      { stop: ledger.current.stop },
      'closing a stop that was opened with real boards: this board is virtual',
    );
    await ledger.closeStop();
  }

  /** The link to headquarters came or went. */
  linkChanged(): void {
    this.#kiosk.showStatus();
  }

  #stateChanged(): void {
    this.#sync?.presenceChanged();
    this.#kiosk.showStatus();
  }

  // ── what others may know ───────────────────────────────────────────────────────────────────────────────────

  #playable(): Exhibit[] {
    return playableExhibits(this.#parts.content.pack, this.#parts.ledger.current.purpose);
  }

  presence(): PresenceReport {
    const { ledger, boards } = this.#parts;
    return {
      epoch: ledger.epoch,
      ...ledger.current,
      board: boards.status.state,
      backlog: ledger.status.backlog,
    };
  }

  summary() {
    return busSummary(this.#parts.profile);
  }

  content() {
    return this.#parts.content.pack;
  }

  stationView(station: string) {
    return this.#stations.view(station);
  }

  status(): BusStatus {
    const { ledger, boards, stops, content } = this.#parts;
    const store = ledger.status;
    return {
      board: boards.status,
      broker: this.#sync?.status ?? { state: 'none', detail: 'the profile names no headquarters' },
      store: { state: store.state, detail: store.detail },
      backlog: { records: store.backlog, lastConfirmed: this.#wallTime(store.lastConfirmed) },
      epoch: ledger.epoch,
      segment: ledger.current,
      visits: this.#doors.occupancy,
      faults: this.#doors.faults,
      stops: stops.map(({ id, name, date }) => ({ id, name, date: date ?? null })),
      worried: this.#stations.worriedStations(),
      content: {
        exhibits: this.#playable().map(({ id }) => id),
        reviewPending: content.pack.exhibits.filter(reviewPending).map(({ id }) => id),
        leftOut: content.leftOut,
      },
    };
  }

  /** Wall milliseconds of a moment of this epoch; null where there is none or the clock is not to be trusted. */
  #wallTime(monotonic: number | null): number | null {
    if (monotonic === null || this.#parts.profile.clock.trust === 'never') return null;
    return Date.now() - (this.#parts.now() - monotonic);
  }

  health() {
    return { bus: this.#parts.profile.bus.id, ...this.status() };
  }

  virtual() {
    const board = this.#parts.boards.virtual;
    return (
      board && { lamps: board.levels(), beams: board.beams(), plugged: board.plugged, slipMs: board.slipMs }
    );
  }

  async virtualCommand(command: VirtualCommand): Promise<void> {
    const board = this.#parts.boards.virtual;
    if (board === null) throw new Refused('the boards of this bus are real; a screen cannot move them');
    if (command.do === 'beam') board.setBeam(command.door, command.beam, command.broken);
    else await board.plug(command.plugged);
    this.#kiosk.showVirtual();
  }
}
