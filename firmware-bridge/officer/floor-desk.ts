import type { Exhibit } from '@pingan/content/pack';
import type { BusProfile } from '@pingan/device-config/profile';
import type { OfficerCommand, Queue } from '@pingan/protocol/officer-commands';
import type { CalibrationDesk } from '../calibration-desk.ts';
import type { Outcome, Stations } from '../sessions/stations.ts';
import type { ShowFloor } from '../show-floor.ts';
import type { OfficerNotes } from './officer-notes.ts';
import { refusals } from './refusals.ts';

export interface FloorDeskParts {
  profile: BusProfile;
  /** Every exhibit of the content pack, offered or not. */
  exhibits: readonly Exhibit[];
  stations: Stations;
  floor: ShowFloor;
  calibration: CalibrationDesk;
  notes: OfficerNotes;
  /** What stations did is to be shown and counted. */
  apply: (outcome: Outcome) => void;
  /** The status has changed. */
  changed: () => void;
  now: () => number;
}

/** Carries out what officers ask of stations, exhibits, alarm and lamps, and keeps who waits outside and which stations to hold. */
export class FloorDesk {
  readonly #parts: FloorDeskParts;
  /** How many wait outside, as an officer saw it. */
  #queue: Queue = 'none';
  /** Stations whose session an officer keeps alive. */
  readonly #held = new Set<string>();

  constructor(parts: FloorDeskParts) {
    this.#parts = parts;
  }

  get queue(): Queue {
    return this.#queue;
  }

  get held(): string[] {
    return [...this.#held];
  }

  /** Lamps and screens as they were set before this start. */
  start(): void {
    const { notes, floor, stations, now, apply } = this.#parts;
    const { brightness, loudness } = notes.settings;
    floor.brightness(brightness);
    apply(stations.loudness(loudness, now()));
  }

  answered(station: string): void {
    const { stations, apply, changed, now } = this.#parts;
    this.#mustKnow(station);
    apply(stations.answered(station, now()));
    changed();
  }

  /** By the officer's panel, or by a button at the station. */
  hold(station: string, on: boolean): void {
    this.#mustKnow(station);
    if (on) this.#held.add(station);
    else this.#held.delete(station);
    this.#parts.changed();
  }

  sessionEnded(station: string): void {
    this.#held.delete(station);
  }

  /** Whether that is news. */
  queueIs(queue: Queue): boolean {
    if (queue === this.#queue) return false;
    this.#queue = queue;
    this.#parts.changed();
    return true;
  }

  present(station: string, on: boolean): void {
    const { stations, apply, changed, now } = this.#parts;
    this.#mustKnow(station);
    apply(stations.present(station, on, now()));
    changed();
  }

  alarm(press: Extract<OfficerCommand, { do: 'alarm' }>['press']): void {
    const refused = this.#parts.floor.alarm(press, this.#parts.now());
    if (refused !== null) throw refusals.alarm(refused);
  }

  async calibrate(door: string, step: Extract<OfficerCommand, { do: 'calibration' }>['step']): Promise<void> {
    await this.#parts.calibration.take(door, step, this.#parts.now());
    this.#parts.changed();
  }

  /** Whoever plays it plays on; nobody is offered it after that, until an officer turns it on again. */
  offer(exhibit: string, on: boolean): void {
    const { exhibits, notes, stations, apply, changed, now } = this.#parts;
    if (!exhibits.some(({ id }) => id === exhibit)) throw refusals.noSuchExhibit(exhibit);
    const others = notes.settings.off.filter((id) => id !== exhibit);
    notes.set({ off: on ? others : [...others, exhibit] });
    apply(stations.offered(now()));
    changed();
  }

  brightness(level: number): void {
    this.#parts.notes.set({ brightness: level });
    this.#parts.floor.brightness(level);
  }

  loudness(level: number): void {
    const { notes, stations, apply, now } = this.#parts;
    notes.set({ loudness: level });
    apply(stations.loudness(level, now()));
  }

  /** Nobody queues and no class is here any more, and another purpose may offer other exhibits. */
  stopChanged(): void {
    const { stations, apply, now } = this.#parts;
    this.#queue = 'none';
    for (const station of stations.presenting()) this.present(station, false);
    apply(stations.offered(now()));
  }

  #mustKnow(station: string): void {
    const known = this.#parts.profile.stations.map(({ id }) => id);
    if (!known.includes(station)) throw refusals.noStation(station, known);
  }
}
