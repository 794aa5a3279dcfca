import type { BusProfile } from '@pingan/device-config/profile';
import type { BeamEvent } from './board/bus-boards.ts';
import type { CalibrationDesk } from './calibration-desk.ts';
import type { Ledger } from './store/ledger.ts';
import { BusDoors, type Crossing } from './visits/bus-doors.ts';
import type { DoorwayEvent } from './visits/doorway.ts';

export interface DoorwayCountParts {
  profile: Pick<BusProfile, 'doors'>;
  ledger: Pick<Ledger, 'count' | 'today'>;
  calibration: Pick<CalibrationDesk, 'crossed'>;
  /** Somebody went through a door. */
  crossed: () => void;
  /** A door has a fault, or none any more; or it could not see for a while. */
  changed: () => void;
  now: () => number;
}

/** Doorway beams → crossing → tally: counts who goes through the doors, and for how long a door could not see. */
export class DoorwayCount {
  readonly doors: BusDoors;
  readonly #parts: DoorwayCountParts;

  constructor(parts: DoorwayCountParts) {
    this.#parts = parts;
    this.doors = new BusDoors(Object.keys(parts.profile.doors));
  }

  beam({ door, beam, broken, at }: BeamEvent): void {
    this.#crossed(this.doors.at(door, { kind: 'beam', beam, broken, at }));
  }

  /** Only what is wired to that board is unknown now. */
  boardLost(board: string, at: number): void {
    for (const [door, { outer, inner }] of Object.entries(this.#parts.profile.doors))
      if (outer.board === board || inner.board === board)
        this.#crossed(this.doors.at(door, { kind: 'lost', at }));
  }

  /** What doors missed while they were somebody else's. */
  missed(reports: readonly { door: string; event: DoorwayEvent }[]): void {
    for (const { door, event } of reports) this.#crossed(this.doors.at(door, event));
  }

  tick(at: number): void {
    const faults = this.doors.faults.length;
    this.#crossed(this.doors.everywhere({ kind: 'tick', at }));
    if (this.doors.faults.length !== faults) this.#parts.changed();
  }

  /** A later day begins the count of whoever is aboard anew. */
  dayMayHaveChanged(): void {
    this.doors.dayIs(this.#parts.ledger.today);
  }

  /** What was missed until now belongs to what was open until now. */
  settleBlindTime(): void {
    this.doors.settleBlindTime();
    this.#countBlindTime();
  }

  #crossed(crossings: readonly Crossing[]): void {
    const { ledger, calibration, now, crossed } = this.#parts;
    for (const { door, direction } of crossings) {
      calibration.crossed({ door, direction }, now());
      ledger.count({ place: door, metric: `door.${direction}`, label: '' });
    }
    this.#countBlindTime();
    if (crossings.length > 0) crossed();
  }

  #countBlindTime(): void {
    for (const { door, seconds } of this.doors.takeBlindTime()) {
      for (let n = 0; n < seconds; n++)
        this.#parts.ledger.count({ place: door, metric: 'door.blind', label: '' });
      this.#parts.changed();
    }
  }
}
