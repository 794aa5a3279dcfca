import type { ReadContentPack } from '@pingan/content/read-content-pack';
import type { OfficerForms } from '@pingan/device-config/officer-forms';
import type { BusProfile } from '@pingan/device-config/profile';
import type { Stop } from '@pingan/device-config/stops';
import type { Author } from '@pingan/protocol/author';
import type { CrewList } from '@pingan/protocol/crew';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { VirtualCommand } from '@pingan/protocol/virtual-command';
import type { RehearsalCommand } from '@pingan/protocol/rehearsal';
import type { RecordKind } from '@pingan/protocol/records';
import type { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import type { Warning, WarningList } from '@pingan/protocol/warnings';
import type { BeamEvent, BusBoards, InputEvent } from './board/bus-boards.ts';
import { BusReport } from './bus-report.ts';
import { busSummary } from './bus-summary.ts';
import { CalibrationDesk } from './calibration-desk.ts';
import { DoorwayCount } from './doorway-count.ts';
import { CaseWarnings } from './case-warnings.ts';
import { ClockWatch } from './clock-watch.ts';
import { ExhibitOffers } from './exhibit-offers.ts';
import type { CrewDoor } from './crew/crew-door.ts';
import type { Chimed, KioskHouse, ScreenRole, Touch } from './kiosk-server/kiosk-house.ts';
import type { KioskServer } from './kiosk-server/kiosk-server.ts';
import type { Log } from './log.ts';
import { OfficerDesk } from './officer/officer-desk.ts';
import { OfficerNotes } from './officer/officer-notes.ts';
import { ScheduleDesk } from './officer/schedule-desk.ts';
import { RehearsalOfBus } from './rehearsal/rehearsal-of-bus.ts';
import { ReturnVisits } from './return-visits.ts';
import { neverOffered } from './sessions/offers.ts';
import { Stations } from './sessions/stations.ts';
import { ShowFloor } from './show-floor.ts';
import type { CalibrationFile } from './store/calibration-file.ts';
import type { Kept } from './store/kept.ts';
import type { LastTimeFile } from './store/last-time-file.ts';
import type { Ledger } from './store/ledger.ts';
import type { PresenceReport } from './sync/headquarters-link.ts';
import type { HeadquartersSync } from './sync/headquarters-sync.ts';
import { moveVirtual, virtualView } from './virtual-hands.ts';
import { type StaffEvent, VisitorFlow } from './visitor-flow.ts';

/** Often enough for a countdown of seconds and for the still-blocked beam; rare enough to cost nothing. */
const TICK_MS = 250;
/** How often panels are shown what the passing of time alone has changed of the day. */
const DAY_LOOK_MS = 5_000;
/** How often the virtual bus looks at its emulated pins. */
const LOOK_MS = 50;
/** After these, what is counted may be of another stop or for another purpose. */
const ENDS_SEGMENT: ReadonlySet<OfficerCommand['do']> = new Set([
  'open-stop',
  'close-stop',
  'purpose',
  'amend',
]);

export interface ExhibitBusParts {
  profile: BusProfile;
  stops: readonly Stop[];
  content: ReadContentPack;
  ledger: Ledger;
  calibrations: CalibrationFile;
  lastTime: LastTimeFile;
  /** Checklist and form of the officers. */
  forms: OfficerForms;
  /** What is kept beside the ledger. */
  kept: Kept;
  /** Whoever is at the officer panels. */
  door: CrewDoor;
  /** All case warnings there are, read anew for each day. */
  warnings: (today: string) => readonly Warning[];
  boards: BusBoards;
  sync: (bus: LinkedBus) => HeadquartersSync | null;
  kiosk: (house: KioskHouse & LinkedBus) => KioskServer;
  newSessionId: () => string;
  /** Ends the process in order, because the power is about to go. */
  powerDown: () => void;
  now: () => number;
  log: Log;
}

/** What the link to headquarters needs of the bus. */
export type LinkedBus = Pick<
  ExhibitBus,
  'presence' | 'linkChanged' | 'scheduleArrived' | 'warningsArrived' | 'crewArrived' | 'handedOver'
>;

/**
 * One bus: joins the rooms in the order data flows, and is the only place that knows them all.
 *
 *   doorway beams → crossing → tally → store → sync → headquarters
 *   touch, button, lifted thing → session step → light cues → board; step back to the screen; tally to the store
 *   officer's edit or fact → store ⇄ sync ⇄ headquarters' schedule
 */
export class ExhibitBus implements KioskHouse {
  readonly #parts: ExhibitBusParts;
  readonly #doorway: DoorwayCount;
  readonly #calibration: CalibrationDesk;
  readonly #stations: Stations;
  readonly #floor: ShowFloor;
  readonly #visitors: VisitorFlow;
  readonly #returns: ReturnVisits;
  readonly #warnings: CaseWarnings;
  readonly #schedule: ScheduleDesk;
  readonly #desk: OfficerDesk;
  readonly #offers: ExhibitOffers;
  readonly #report: BusReport;
  readonly #clock: ClockWatch;
  readonly #rehearsal: RehearsalOfBus;
  readonly #sync: HeadquartersSync | null;
  readonly #kiosk: KioskServer;
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: ExhibitBusParts) {
    const { profile, ledger, now } = parts;
    this.#parts = parts;
    this.#calibration = new CalibrationDesk({
      doors: Object.keys(profile.doors),
      file: parts.calibrations,
      ledger,
    });
    this.#returns = new ReturnVisits({
      villageOf: (stop) => this.#desk.villageOf(stop),
      ...{ file: parts.lastTime, ledger },
    });
    this.#warnings = new CaseWarnings(parts.warnings, parts.kept.warnings.data.list?.warnings);
    this.#offers = new ExhibitOffers({
      content: parts.content,
      purpose: () => ledger.current.purpose,
      off: () => parts.kept.officer.data.off,
    });
    this.#doorway = this.#makeDoorway();
    this.#stations = this.#makeStations();
    this.#floor = this.#makeFloor();
    this.#visitors = this.#makeVisitors();
    this.#clock = new ClockWatch({
      trust: profile.clock.trust,
      now,
      anchored: ({ wall, source, error }) => {
        ledger.anchor(wall, source, error);
        this.#desk.clockChanged();
      },
    });
    this.#schedule = new ScheduleDesk({
      ...{ bus: profile.bus.id, listed: parts.stops, file: parts.kept.schedule, ledger, log: parts.log },
      newId: parts.newSessionId,
      changed: () => {
        this.#kiosk.showStatus();
        this.#kiosk.showDay();
      },
    });
    this.#desk = this.#makeDesk();
    this.#report = new BusReport({
      ...{ profile, ledger, content: parts.content, boards: parts.boards, offers: this.#offers },
      ...{ doors: this.#doorway.doors, calibration: this.#calibration, stations: this.#stations },
      ...{ floor: this.#floor, desk: this.#desk, link: () => this.#sync?.status ?? null },
    });
    this.#rehearsal = this.#makeRehearsal();
    this.#sync = parts.sync(this);
    this.#kiosk = parts.kiosk(this);
    parts.door.onChanged(() => this.#kiosk.showDay());
  }

  #makeDoorway(): DoorwayCount {
    const { profile, ledger, now } = this.#parts;
    return new DoorwayCount({
      ...{ profile, ledger, now, calibration: this.#calibration },
      crossed: () => {
        this.#kiosk.showStatus();
        this.#kiosk.showDay();
      },
      changed: () => this.#kiosk.showStatus(),
    });
  }

  #makeFloor(): ShowFloor {
    const { profile, boards, now } = this.#parts;
    return new ShowFloor({
      profile,
      boards,
      now,
      happened: (outcome) => this.#visitors.happened(outcome),
      changed: () => this.#kiosk.showStatus(),
      rigMoved: () => this.#visitors.apply(this.#stations.rigMoved(now())),
      shutdownDue: (why) => this.#shutDown(why),
    });
  }

  #makeVisitors(): VisitorFlow {
    const { ledger, now } = this.#parts;
    return new VisitorFlow({
      ...{ stations: this.#stations, floor: this.#floor, ledger, now },
      stepShown: (station) => {
        this.#kiosk.showStep(station);
        this.#rehearsal.stepShown(station);
      },
      sessionEnded: (station) => this.#desk.floor.sessionEnded(station),
      counted: (tally) => this.#returns.counted(tally),
      staff: (event) => this.#staff(event),
    });
  }

  #makeStations(): Stations {
    const { profile, newSessionId } = this.#parts;
    return new Stations({
      stations: profile.stations,
      rigAt: this.#rigAt,
      rules: { ...profile.sessions, ...profile.lights },
      house: {
        playable: () => this.#offers.playable(),
        length: () => this.#report.length,
        lastTime: () => this.#returns.lastTime,
        away: () => this.#floor.away,
        rigFor: (station) => this.#floor.rigFor(station),
      },
      newSessionId,
    });
  }

  #makeDesk(): OfficerDesk {
    const { profile, stops, forms, content, ledger, boards, kept, door, now, log, newSessionId } =
      this.#parts;
    return new OfficerDesk({
      ...{ profile, stops, forms, ledger, panels: door, now, log, exhibits: content.pack.exhibits },
      ...{ stations: this.#stations, floor: this.#floor, calibration: this.#calibration },
      ...{ schedule: this.#schedule, clock: this.#clock },
      ...{ boards, newId: newSessionId, link: () => this.#sync?.status ?? null, screens: () => this.#kiosk },
      doorsMissed: (reports) => this.#doorway.missed(reports),
      isPlayed: () => this.#rehearsal.isPlaying,
      dayChanged: () => this.#kiosk.showDay(),
      notes: new OfficerNotes({ file: kept.officer, ledger }),
      isVirtual: () => boards.status.virtual,
      isAway: () => boards.status.state === 'lost' || this.#floor.isShuttingDown,
      apply: (outcome) => this.#visitors.apply(outcome),
      changed: () => this.#kiosk.showStatus(),
      stopChanged: (opened) => this.#stopChanged(opened),
    });
  }

  #makeRehearsal(): RehearsalOfBus {
    const { profile, content, boards, ledger, now, log } = this.#parts;
    return new RehearsalOfBus({
      ...{ profile, pack: content.pack, boards, ledger, calibration: this.#calibration, now, log },
      stationView: (station) => this.stationView(station),
      touch: (station, touch) => this.touch(station, touch),
      isChecked: () => this.#isChecked,
      changed: () => this.#kiosk.showRehearsal(),
    });
  }

  /** Starts from the inside out: by the time a screen connects, everything behind it is there. */
  async start(): Promise<{ port: number }> {
    const { boards, ledger, door } = this.#parts;
    this.#clock.start();
    await this.#desk.start();
    door.start();
    this.#tellNeverOffered();
    boards.on('beam', (event) => this.#beam(event));
    boards.on('input', (event) => this.#input(event));
    boards.on('reading', (event) => this.#floor.reading(event));
    boards.on('lost', ({ board }) => this.#boardLost(board));
    boards.on('faults', () => this.#stateChanged());
    boards.on('state', () => this.#stateChanged());
    ledger.on('changed', () => {
      this.#kiosk.showStatus();
      this.#kiosk.showDay();
    });
    ledger.on('fact', () => this.#kiosk.showDay());
    ledger.on('receipt', (receipt) => {
      if (receipt.kind === 'proposal') this.#schedule.answered(receipt);
    });
    boards.start();
    this.#floor.stopOpened();
    this.#floor.show(this.#stations.cues(), false);
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
    this.#rehearsal.stop();
    this.#floor.stop();
    await this.#kiosk.stop();
    this.#visitors.settle();
    this.#doorway.settleBlindTime();
    await Promise.all([this.#parts.ledger.flush(), this.#returns.written(), this.#parts.door.stop()]);
    await Promise.all([this.#sync?.stop(), this.#parts.boards.stop()]);
    await this.#parts.ledger.stop();
  }

  // ── doorway beams → crossing → tally ────────────────────────────────────────────────────────────────────────

  #beam(event: BeamEvent): void {
    this.#desk.departure.beam(event);
    if (!this.#isChecked) this.#doorway.beam(event);
    this.#kiosk.showVirtual();
  }

  /** Somebody checks the bus: what hands do is theirs and nobody's visit. */
  get #isChecked(): boolean {
    return this.#desk.departure.running;
  }

  #boardLost(board: string): void {
    const at = this.#parts.now();
    if (!this.#isChecked) this.#doorway.boardLost(board, at);
    this.#floor.boardLost(board, at);
    this.#desk.departure.boardLost(board, at);
  }

  // ── touch → session step → lights; tally ───────────────────────────────────────────────────────────────────

  touch(station: string, touch: Touch): void {
    if (this.#isChecked) return;
    this.#visitors.apply(this.#stations.touch(station, touch, this.#parts.now()));
  }

  worried(station: string, on: boolean): void {
    this.#visitors.apply(this.#stations.worried(station, on, this.#parts.now()));
    this.#kiosk.showStatus();
  }

  #tick(): void {
    const { now, ledger } = this.#parts;
    const at = now();
    this.#desk.departure.tick(at);
    if (!this.#isChecked) this.#doorway.tick(at);
    this.#doorway.dayMayHaveChanged();
    for (const station of this.#desk.floor.held) this.#visitors.apply(this.#stations.stay(station, at));
    this.#floor.tick(at);
    this.#visitors.apply(this.#stations.rigMoved(at));
    this.#visitors.apply(this.#stations.tick(at));
    if (this.#warnings.dayIs(ledger.today)) this.#kiosk.showWarnings();
    // A minute of the clock, or a stop that is quiet for too long.
    if (Math.floor(at / DAY_LOOK_MS) !== Math.floor((at - TICK_MS) / DAY_LOOK_MS)) this.#kiosk.showDay();
  }

  // ── hands: things, buttons, telephone ──────────────────────────────────────────────────────────────────────

  #input(event: InputEvent): void {
    this.#floor.input(event);
    this.#desk.departure.input(event);
  }

  #staff(event: StaffEvent): void {
    switch (event.kind) {
      case 'hold':
        return this.#desk.floor.hold(event.station, event.on);
      case 'staff':
        return this.#doorway.doors.staff(event.door, event.at);
      case 'panel-key':
        return this.#kiosk.showPanel(event.on);
    }
  }

  #shutDown(why: string): void {
    const { log, ledger, boards, powerDown } = this.#parts;
    log.warn({ why }, 'the power is about to go: everything is written to disk');
    void ledger.flush();
    // An emulated bus has no power to lose; the rehearsal goes on.
    if (!boards.status.virtual) powerDown();
  }

  // ── officer's command → store → sync ───────────────────────────────────────────────────────────────────────

  officer(command: OfficerCommand, by: Author): Promise<void> {
    if (ENDS_SEGMENT.has(command.do)) this.#doorway.settleBlindTime();
    return this.#desk.take(command, by).finally(() => this.#kiosk.showDay());
  }

  day(): OfficerDay {
    return this.#desk.day();
  }

  chimed(station: string, chimed: Chimed): void {
    this.#desk.departure.chimed(station, chimed);
  }

  /** Doors and lantern begin anew at a stop that opens; presence and screens hear of any change. */
  #stopChanged(opened: boolean): void {
    if (opened) {
      this.#doorway.doors.reset();
      this.#floor.stopOpened();
    }
    this.#stateChanged();
  }

  // ── headquarters → schedule, crew, warnings ────────────────────────────────────────────────────────────────

  /** What headquarters sent, over the link or in a file. Whether it was news. */
  scheduleArrived(snapshot: ScheduleSnapshot): boolean {
    return this.#schedule.scheduleArrived(snapshot);
  }

  warningsArrived(list: WarningList): void {
    this.#parts.kept.warnings.set({ list });
    if (this.#warnings.headquartersSent(list.warnings)) this.#kiosk.showWarnings();
  }

  async crewArrived(list: CrewList): Promise<boolean> {
    const taken = await this.#parts.door.takeCrewList(list);
    this.#desk.crewChanged();
    this.#kiosk.showDay();
    return taken;
  }

  /** The link took a record. */
  handedOver({ kind, id }: { kind: RecordKind; id: string }): void {
    if (kind === 'proposal') this.#schedule.sent(id);
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

  get #rigAt(): string | null {
    return this.#parts.profile.alarmRig?.station ?? null;
  }

  #tellNeverOffered(): void {
    const { profile, content, log } = this.#parts;
    for (const words of neverOffered(profile.stations, content.pack.exhibits, this.#rigAt))
      log.warn({}, words);
  }

  presence(): PresenceReport {
    return this.#report.presence();
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

  warnings(): Warning[] {
    return this.#warnings.holding;
  }

  /** Whoever held the arming button there holds it no more. */
  screenGone(role: ScreenRole): void {
    const at = this.#parts.now();
    if (role.is === 'visitor') this.#floor.alarmAt(role.station, 'release', at);
    if (role.is === 'officer') this.#floor.alarm('release', at);
  }

  status(): BusStatus {
    return this.#report.status();
  }

  health() {
    return { bus: this.#parts.profile.bus.id, ...this.status() };
  }

  virtual() {
    const board = this.#parts.boards.virtual;
    return board && virtualView(board);
  }

  async virtualCommand(command: VirtualCommand): Promise<void> {
    await moveVirtual(this.#parts.boards.virtual, command);
    this.#kiosk.showVirtual();
  }

  rehearsal() {
    return this.#rehearsal.view();
  }

  rehearsalCommand(command: RehearsalCommand): void {
    this.#rehearsal.take(command);
  }
}
