import { BusForBoards } from './bus-for-boards.ts';
import { BusForHeadquarters } from './bus-for-headquarters.ts';
import { BusForScreens } from './bus-for-screens.ts';
import { BusReport } from './bus-report.ts';
import { CalibrationDesk } from './calibration-desk.ts';
import { DoorwayCount } from './doorway-count.ts';
import { CaseWarnings } from './case-warnings.ts';
import { ClockWatch } from './clock-watch.ts';
import type { ExhibitBusParts } from './exhibit-bus-parts.ts';
import { ExhibitOffers } from './exhibit-offers.ts';
import type { KioskServer } from './kiosk-server/kiosk-server.ts';
import { OfficerDesk } from './officer/officer-desk.ts';
import { OfficerNotes } from './officer/officer-notes.ts';
import { ScheduleDesk } from './officer/schedule-desk.ts';
import { RehearsalOfBus } from './rehearsal/rehearsal-of-bus.ts';
import { PassingTime } from './passing-time.ts';
import { ReturnVisits } from './return-visits.ts';
import { Stations } from './sessions/stations.ts';
import { ShowFloor } from './show-floor.ts';
import type { HeadquartersSync } from './sync/headquarters-sync.ts';
import { type StaffEvent, VisitorFlow } from './visitor-flow.ts';

/**
 * One bus: joins the rooms in the order data flows, and is the only place that knows them all.
 *
 *   doorway beams → crossing → tally → store → sync → headquarters
 *   touch, button, lifted thing → session step → light cues → board; step back to the screen; tally to the store
 *   officer's edit or fact → store ⇄ sync ⇄ headquarters' schedule
 *
 * What reaches it from outside enters by `bus-for-boards`, `bus-for-screens`, `bus-for-headquarters` and `passing-time`.
 */
export class ExhibitBus {
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
  readonly #time: PassingTime;
  readonly #forBoards: BusForBoards;
  readonly #forHeadquarters: BusForHeadquarters;
  readonly #forScreens: BusForScreens;
  readonly #sync: HeadquartersSync | null;
  readonly #kiosk: KioskServer;

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
      changed: () => this.#showStatusAndDay(),
    });
    this.#desk = this.#makeDesk();
    this.#report = new BusReport({
      ...{ profile, ledger, content: parts.content, boards: parts.boards, offers: this.#offers },
      ...{ doors: this.#doorway.doors, calibration: this.#calibration, stations: this.#stations },
      ...{ floor: this.#floor, desk: this.#desk, link: () => this.#sync?.status ?? null },
    });
    this.#rehearsal = this.#makeRehearsal();
    this.#time = this.#makeTime();
    this.#forBoards = this.#makeForBoards();
    this.#forHeadquarters = this.#makeForHeadquarters();
    this.#forScreens = this.#makeForScreens();
    this.#sync = parts.sync(this.#forHeadquarters);
    this.#kiosk = parts.kiosk(this.#forScreens, this.#forHeadquarters);
    parts.door.onChanged(() => this.#kiosk.showDay());
  }

  #makeDoorway(): DoorwayCount {
    const { profile, ledger, now } = this.#parts;
    return new DoorwayCount({
      ...{ profile, ledger, now, calibration: this.#calibration },
      crossed: () => this.#showStatusAndDay(),
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
      rigAt: profile.alarmRig?.station ?? null,
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
      stationView: (station) => this.#stations.view(station),
      touch: (station, touch) => this.#forScreens.touch(station, touch),
      isChecked: () => this.#desk.departure.running,
      changed: () => this.#kiosk.showRehearsal(),
    });
  }

  #makeTime(): PassingTime {
    const { boards, ledger, now } = this.#parts;
    return new PassingTime({
      ...{ doorway: this.#doorway, stations: this.#stations, floor: this.#floor, visitors: this.#visitors },
      ...{ desk: this.#desk, warnings: this.#warnings, ledger, screens: () => this.#kiosk },
      ...{ virtual: boards.virtual !== null, now },
    });
  }

  #makeForBoards(): BusForBoards {
    return new BusForBoards({
      ...{ doorway: this.#doorway, floor: this.#floor, desk: this.#desk },
      ...{ screens: () => this.#kiosk, now: this.#parts.now },
      stateChanged: () => this.#stateChanged(),
    });
  }

  #makeForHeadquarters(): BusForHeadquarters {
    const { door, kept } = this.#parts;
    return new BusForHeadquarters({
      ...{ report: this.#report, schedule: this.#schedule, door, desk: this.#desk },
      ...{ warnings: this.#warnings, kept, screens: () => this.#kiosk },
    });
  }

  #makeForScreens(): BusForScreens {
    const { profile, content, boards, now } = this.#parts;
    return new BusForScreens({
      ...{ profile, pack: content.pack, boards, doorway: this.#doorway, stations: this.#stations },
      ...{ visitors: this.#visitors, floor: this.#floor, desk: this.#desk, warnings: this.#warnings },
      ...{ report: this.#report, rehearsal: this.#rehearsal, screens: () => this.#kiosk, now },
    });
  }

  /** Starts from the inside out: by the time a screen connects, everything behind it is there. */
  async start(): Promise<{ port: number }> {
    const { profile, boards, ledger, door, log } = this.#parts;
    this.#clock.start();
    await this.#desk.start();
    door.start();
    for (const words of this.#offers.never(profile)) log.warn({}, words);
    this.#forBoards.listenTo(boards);
    ledger.on('changed', () => this.#showStatusAndDay());
    ledger.on('fact', () => this.#kiosk.showDay());
    ledger.on('receipt', (receipt) => {
      if (receipt.kind === 'proposal') this.#schedule.answered(receipt);
    });
    boards.start();
    this.#floor.stopOpened();
    this.#floor.show(this.#stations.cues(), false);
    this.#sync?.start();
    const { port } = await this.#kiosk.start();
    this.#time.start();
    return { port };
  }

  /** Stops in reverse; the last counts are on disk when this resolves. */
  async stop(): Promise<void> {
    this.#time.stop();
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

  // ── what one room means to another ─────────────────────────────────────────────────────────────────────────

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

  /** Doors and lantern begin anew at a stop that opens; presence and screens hear of any change. */
  #stopChanged(opened: boolean): void {
    if (opened) {
      this.#doorway.doors.reset();
      this.#floor.stopOpened();
    }
    this.#stateChanged();
  }

  #stateChanged(): void {
    this.#sync?.presenceChanged();
    this.#kiosk.showStatus();
  }

  #showStatusAndDay(): void {
    this.#kiosk.showStatus();
    this.#kiosk.showDay();
  }
}
