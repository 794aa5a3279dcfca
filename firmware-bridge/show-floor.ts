import type { SensorName } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import type { RigGlimpse } from '@pingan/content/kinds/kind-rule';
import type { Text } from '@pingan/protocol/ids';
import type { BusStatus } from '@pingan/protocol/bus-status';
import { AlarmRig, type RigOutcome } from './alarm-rig/alarm-rig.ts';
import type { Holder } from './alarm-rig/rig.ts';
import { FloorLamps, type LampBoards } from './floor-lamps.ts';
import { type HouseEvent, HouseOfBus } from './house/house-of-bus.ts';
import type { Cue } from './lights/cue.ts';
import { alarmFaultText, houseTexts, thingAlertText, thingFaultText } from './officer-words.ts';
import type { ThingsOutcome } from './things/thing-events.ts';
import { ThingsOfBus } from './things/things-of-bus.ts';

/** What the floor needs of the boards. */
export interface FloorBoards extends LampBoards {
  setSiren(on: boolean): void;
  readonly boards: readonly { name: string; state: string }[];
}

export interface FloorParts {
  profile: BusProfile;
  boards: FloorBoards;
  now: () => number;
  /** What hands did, for sessions, doors and tallies. */
  happened: (outcome: ThingsOutcome) => void;
  /** Status has changed: show it. */
  changed: () => void;
  /** The alarm rig has moved on: show it to whoever stands there. */
  rigMoved: () => void;
  /** Ignition or battery ask for an orderly end, now. */
  shutdownDue: (why: string) => void;
}

type Input = Parameters<ThingsOfBus['input']>[0];
type Press = 'hold' | 'release' | 'disarm' | 'stop';

/**
 * The 20 m²: things, alarm rig, house sensors and lamps of one bus. It lets the pure rooms decide, tells lamps and siren what
 * they are to do, and wakes itself when one of the rooms is due.
 */
export class ShowFloor {
  readonly #parts: FloorParts;
  readonly #things: ThingsOfBus;
  readonly #rig: AlarmRig | null;
  readonly #house: HouseOfBus;
  readonly #lamps: FloorLamps;
  #dueTimer: NodeJS.Timeout | undefined;
  /** Somebody checks the bus: things and controls are theirs, and nobody is told what becomes of them. */
  #isChecked = false;
  #stopped = false;

  constructor(parts: FloorParts) {
    const { profile, boards, now, changed } = parts;
    this.#parts = parts;
    this.#things = new ThingsOfBus({ profile });
    this.#rig = profile.alarmRig
      ? new AlarmRig({ rig: profile.alarmRig, controllers: profile.controllers })
      : null;
    this.#house = new HouseOfBus({ sensors: profile.sensors, controllers: profile.controllers });
    this.#lamps = new FloorLamps({ profile, boards, now, lanternChanged: changed });
  }

  /** A contact moved, or was reported as it is after a board came back. */
  input(event: Input): void {
    if (!this.#isChecked) this.#took(this.#things.input(event));
    if (this.#rig) this.#rigged(this.#rig.input(event));
    this.#heard(this.#house.input(event));
    this.#wake();
  }

  /** A departure check begins: until it ends, things see nothing, and the alarm is nobody's. */
  checkBegins(at: number): void {
    this.#took(this.#things.boardLost(at));
    this.#isChecked = true;
    this.alarm('disarm', at);
  }

  /** It is over: things are told how everything lies now, which is no lift and no press. */
  checkEnds(reports: readonly Input[]): void {
    this.#isChecked = false;
    this.checkLamps(null);
    for (const report of reports) this.#took(this.#things.input(report));
    this.#wake();
  }

  /** These lamps shine and every other one is dark, whatever else is going on; null gives them back. */
  checkLamps(alone: readonly string[] | null): void {
    this.#lamps.alone(alone);
  }

  /** The siren sounds for a moment, if its hour allows it. */
  trySiren(at: number): void {
    if (this.#rig) this.#rigged(this.#rig.try(at));
    this.#wake();
  }

  /** Milliseconds until the siren may sound again at `at`. */
  sirenRestMs(at: number): number {
    return this.#rig?.restMs(at) ?? 0;
  }

  /** What the sensors of the house can be believed, and what the supply is. */
  get sensed(): Pick<HouseOfBus, 'sensed' | 'supply'> {
    return this.#house;
  }

  reading(event: { sensor: SensorName; ratio: number; at: number }): void {
    this.#heard(this.#house.reading(event));
    this.#lamps.daylight(this.#house.daylight, event.at);
  }

  boardLost(board: string, at: number): void {
    this.#took(this.#things.boardLost(at, board));
    if (this.#rig) this.#rigged(this.#rig.boardLost(at, board));
    this.#heard(this.#house.boardLost(at, board));
    this.#wake();
  }

  tick(at: number): void {
    this.#took(this.#things.tick(at));
    if (this.#rig) this.#rigged(this.#rig.tick(at));
    this.#heard(this.#house.tick(at));
    this.#wake();
  }

  /** What the stations want of the lamps; `urgent` after a touch. */
  show(wanted: readonly { owner: string; cues: Cue[] }[], urgent: boolean): void {
    this.#lamps.show(wanted, urgent);
  }

  sessionStarted(station: string, at: number): void {
    this.#took(this.#things.sessionStarted(station, at));
    this.#lamps.sessionStarted(station, at);
  }

  sessionEnded(station: string, at: number): void {
    this.#took(this.#things.sessionEnded(station, at));
    if (this.#rig) this.#rigged(this.#rig.sessionOver(station, at));
    this.#lamps.sessionEnded(station, at);
  }

  /** How strong lamps shine, 1 to 3; the beacon is always as strong as it must be. */
  brightness(step: number): void {
    this.#lamps.brightness(step);
  }

  /** One more visit was played to its end: the village lantern fills. */
  visitFinished(): void {
    this.#lamps.visitFinished();
  }

  stopOpened(): void {
    this.#lamps.stopOpened();
  }

  /** An officer's press on the alarm; null, or why it was not obeyed. */
  alarm(press: Press, at: number): string | null {
    if (this.#rig === null) return 'this bus has no alarm rig';
    if (press !== 'stop') return this.#press({ who: 'officer' }, press, at);
    this.#rigged(this.#rig.stop(at));
    this.#wake();
    return null;
  }

  /** A press on the screen of a station. What is refused shows there as the state of the rig. */
  alarmAt(station: string, press: Exclude<Press, 'stop'>, at: number): void {
    this.#press({ who: 'station', station }, press, at);
  }

  /** What a station may know of the alarm rig. */
  rigFor(station: string): RigGlimpse {
    const siren = this.#parts.profile.alarmRig?.siren.board;
    const answers = this.#parts.boards.boards.some(({ name, state }) => name === siren && state === 'ready');
    return (
      this.#rig?.glimpse(station, this.#parts.now(), answers) ?? {
        stage: 'gone',
        announce: null,
        timeline: [],
      }
    );
  }

  /** The ignition is off, or the battery is so low that the bus is to be shut down. */
  get isShuttingDown(): boolean {
    return this.#house.shutdown.at !== 'running';
  }

  /** Things off their places, or being touched. */
  get away(): string[] {
    return [...this.#things.lifted, ...this.#things.touched];
  }

  /** What is wrong with things, alarm and house, in both languages. */
  get faults(): Text[] {
    const { profile } = this.#parts;
    return [
      ...this.#things.faults.map((fault) => thingFaultText(fault, profile)),
      ...(this.#rig?.faults ?? []).map(alarmFaultText),
      ...houseTexts(this.#house),
    ];
  }

  get status(): Pick<BusStatus, 'things' | 'alarm' | 'house' | 'lantern'> {
    return {
      things: {
        lifted: this.#things.lifted,
        touched: this.#things.touched,
        alerts: this.#things.alerts.map((alert) => ({
          thing: alert.thing,
          station: alert.station,
          words: thingAlertText(alert, this.#parts.profile),
        })),
      },
      alarm: this.#alarmStatus(),
      house: {
        supply: this.#house.supply,
        inside: this.#house.inside,
        daylight: this.#house.daylight,
        shutdown: this.#house.shutdown.at,
      },
      lantern: this.#lamps.lanternShare,
    };
  }

  stop(): void {
    this.#stopped = true;
    this.#lamps.stop();
    clearTimeout(this.#dueTimer);
    this.#parts.boards.setSiren(false);
  }

  #press(by: Holder, press: Exclude<Press, 'stop'>, at: number): string | null {
    if (this.#rig === null) return null;
    const outcome = this.#rig[press](by, at);
    this.#rigged(outcome);
    this.#wake();
    return outcome.refused;
  }

  #alarmStatus(): BusStatus['alarm'] {
    if (this.#rig === null) return null;
    const timeline = this.#rig.timeline.map(({ seen, afterMs }) => ({ seen, at: afterMs }));
    return { phase: this.#rig.phase.at, ...this.#rig.outputs(this.#parts.now()), timeline };
  }

  #took(outcome: ThingsOutcome): void {
    if (outcome.events.length === 0 && outcome.tallies.length === 0) return;
    this.#lamps.hands(outcome.events);
    this.#parts.happened(outcome);
    this.#parts.changed();
  }

  /** Siren before everything else when it ends; beacon and screens follow. */
  #rigged({ changed }: RigOutcome): void {
    if (this.#rig === null || !changed) return;
    const at = this.#parts.now();
    const { siren, beacon } = this.#rig.outputs(at);
    this.#parts.boards.setSiren(siren);
    this.#lamps.beacon(beacon, at);
    this.#parts.rigMoved();
    this.#parts.changed();
  }

  #heard(events: readonly HouseEvent[]): void {
    for (const event of events) {
      if (event.kind === 'shutdown-due') this.#parts.shutdownDue(event.why);
    }
    if (events.length > 0) this.#parts.changed();
  }

  /** Debounced contacts and the alarm have moments at which they must be looked at, not a quarter of a second later. */
  #wake(): void {
    clearTimeout(this.#dueTimer);
    const due = [this.#things.dueAt, this.#rig?.dueAt ?? null].filter((at) => at !== null);
    if (due.length === 0 || this.#stopped) return;
    const at = this.#parts.now();
    this.#dueTimer = setTimeout(() => this.tick(this.#parts.now()), Math.max(1, Math.min(...due) - at + 1));
  }
}
