import type { BusProfile } from '@pingan/device-config/profile';
import type { Stop } from '@pingan/device-config/stops';
import type { Purpose } from '@pingan/protocol/ids';
import type { OfficerCommand, Queue } from '@pingan/protocol/screen-messages';
import type { CalibrationDesk } from './calibration-desk.ts';
import { Refused } from './kiosk-server/kiosk-house.ts';
import type { Log } from './log.ts';
import type { Outcome, Stations } from './sessions/stations.ts';
import type { ShowFloor } from './show-floor.ts';
import type { Ledger } from './store/ledger.ts';
import type { BusDoors } from './visits/bus-doors.ts';

export interface OfficerDeskParts {
  profile: BusProfile;
  stops: readonly Stop[];
  ledger: Ledger;
  /** Whether the boards are emulated: then only rehearsals can be counted. */
  isVirtual: () => boolean;
  stations: Stations;
  floor: ShowFloor;
  doors: BusDoors;
  calibration: CalibrationDesk;
  /** What stations did is to be shown and counted. */
  apply: (outcome: Outcome) => void;
  /** The status has changed. */
  changed: () => void;
  /** So has what headquarters is told of the bus. */
  stateChanged: () => void;
  now: () => number;
  log: Log;
}

/** Carries out what officers ask of the bus, and keeps what they said of it: who waits outside, which stations to hold. */
export class OfficerDesk {
  readonly #parts: OfficerDeskParts;
  /** How many wait outside, as an officer saw it. */
  #queue: Queue = 'none';
  /** Stations whose session an officer keeps alive. */
  readonly #held = new Set<string>();

  constructor(parts: OfficerDeskParts) {
    this.#parts = parts;
  }

  get queue(): Queue {
    return this.#queue;
  }

  get held(): string[] {
    return [...this.#held];
  }

  /** Carries out an officer's command, or throws `Refused` with the reason in words. */
  async take(command: OfficerCommand): Promise<void> {
    const { stations, calibration, changed, now } = this.#parts;
    switch (command.do) {
      case 'open-stop':
        return this.#openStop(command.stop, command.purpose);
      case 'close-stop':
        await this.#parts.ledger.closeStop();
        return this.#stopChanged();
      case 'answered':
        this.#mustKnow(command.station);
        this.#parts.apply(stations.answered(command.station, now()));
        return changed();
      case 'hold':
        this.#mustKnow(command.station);
        return this.hold(command.station, command.on);
      case 'queue':
        this.#queue = command.queue;
        return changed();
      case 'present':
        this.#mustKnow(command.station);
        return this.#present(command.station, command.on);
      case 'alarm':
        return this.#alarm(command.press);
      case 'calibration':
        await calibration.take(command.door, command.step, now());
        return changed();
    }
  }

  /** By the officer's panel, or by a button at the station. */
  hold(station: string, on: boolean): void {
    if (on) this.#held.add(station);
    else this.#held.delete(station);
    this.#parts.changed();
  }

  sessionEnded(station: string): void {
    this.#held.delete(station);
  }

  /** A stop left open with real boards must not go on counting service when the board is a virtual one now. */
  async leaveForeignPurpose(): Promise<void> {
    const { isVirtual, ledger, log } = this.#parts;
    if (!isVirtual() || ledger.current.purpose === 'rehearsal') return;
    log.warn(
      { stop: ledger.current.stop },
      'closing a stop that was opened with real boards: this board is virtual',
    );
    await ledger.closeStop();
  }

  async #openStop(id: string, purpose: Purpose): Promise<void> {
    const stop = this.#parts.stops.find((listed) => listed.id === id);
    if (stop === undefined)
      throw new Refused(`there is no stop "${id}" in the list of this bus`, '站点列表里没有这一站');
    if (this.#parts.isVirtual() && purpose !== 'rehearsal') {
      throw new Refused(
        'a virtual board can only make rehearsal counts; open the stop as a rehearsal',
        '虚拟控制板只能记演练人次，请把用途选为“演练”',
      );
    }
    await this.#parts.ledger.openStop({ id, name: stop.name }, purpose);
    this.#parts.doors.reset();
    this.#parts.floor.stopOpened();
    this.#stopChanged();
  }

  /** Nobody queues and no class is here any more, and another purpose may offer other exhibits. */
  #stopChanged(): void {
    const { stations, apply, now, stateChanged } = this.#parts;
    this.#queue = 'none';
    for (const station of stations.presenting()) this.#present(station, false);
    apply(stations.offered(now()));
    stateChanged();
  }

  #present(station: string, on: boolean): void {
    const { stations, apply, changed, now } = this.#parts;
    apply(stations.present(station, on, now()));
    changed();
  }

  #alarm(press: Extract<OfficerCommand, { do: 'alarm' }>['press']): void {
    const refused = this.#parts.floor.alarm(press, this.#parts.now());
    if (refused !== null)
      throw new Refused(refused, '报警演示现在不能这样操作：请先松开、等它静下来，或由开始的人结束');
  }

  #mustKnow(station: string): void {
    const known = this.#parts.profile.stations.map(({ id }) => id);
    if (known.includes(station)) return;
    throw new Refused(
      `there is no station "${station}" here; this bus has ${known.join(', ')}`,
      '这辆车没有这个展台',
    );
  }
}
