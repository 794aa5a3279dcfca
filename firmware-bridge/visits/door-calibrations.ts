import type { Crossing } from './bus-doors.ts';
import {
  type Calibration,
  type CalibrationResult,
  calibrationResult,
  counted,
  intervalFor,
  intervalForAll,
  type RunningCalibration,
  startCalibration,
  tap,
  tapsMissing,
  untap,
} from './calibration.ts';
import type { Direction } from './passage.ts';

/** How far a calibration is, for the officer's screen. */
export interface CalibrationProgress {
  door: string;
  hand: Record<Direction, number>;
  machine: Record<Direction, number>;
  /** People still to be tapped in the direction that more of them take. */
  missing: number;
}

export class UnknownDoorError extends Error {
  constructor(door: string, known: readonly string[]) {
    super(`there is no door ${door} on this bus; its profile names ${known.join(', ')}`);
  }
}

export class NoCalibrationError extends Error {
  constructor(door: string) {
    super(`door ${door} is not being calibrated; start its calibration first`);
  }
}

/** The calibrations of all doors of one bus. Those that are going on live in memory alone. */
export class DoorCalibrations {
  readonly #doors: readonly string[];
  readonly #running = new Map<string, RunningCalibration>();
  readonly #known: Map<string, Calibration>;

  /** @param known calibrations of earlier days; those of doors that are gone are left out */
  constructor({ doors, known = [] }: { doors: readonly string[]; known?: readonly Calibration[] }) {
    this.#doors = doors;
    this.#known = new Map(
      known.filter(({ door }) => doors.includes(door)).map((calibration) => [calibration.door, calibration]),
    );
  }

  /** Begins anew at a door, even if one is going on there. @throws UnknownDoorError */
  start(door: string, at: number): void {
    if (!this.#doors.includes(door)) throw new UnknownDoorError(door, this.#doors);
    this.#running.set(door, startCalibration(door, at));
  }

  /** The officer has seen somebody go through; `at` in monotonic milliseconds. @throws NoCalibrationError */
  tap(door: string, direction: Direction, at: number): void {
    this.#running.set(door, tap(this.#runningAt(door), direction, at));
  }

  /** Takes the last tap back. @throws NoCalibrationError */
  untap(door: string, direction: Direction): void {
    this.#running.set(door, untap(this.#runningAt(door), direction));
  }

  /** What the machine counted, at whichever door; told for every crossing. */
  crossed({ door, direction }: Crossing, at: number): void {
    const running = this.#running.get(door);
    if (running !== undefined) this.#running.set(door, counted(running, direction, at));
  }

  /** Ends a calibration. With too few taps it goes on, and says how many are missing. @throws NoCalibrationError */
  finish(door: string): CalibrationResult {
    const result = calibrationResult(this.#runningAt(door));
    if (result.result !== 'too-few') this.#running.delete(door);
    if (result.result === 'calibrated') this.#known.set(door, result.calibration);
    return result;
  }

  /** Gives up what is going on at a door; an earlier calibration stays. */
  cancel(door: string): void {
    this.#running.delete(door);
  }

  get running(): CalibrationProgress[] {
    return [...this.#running.values()].map((running) => ({
      door: running.door,
      hand: { in: running.taps.in.length, out: running.taps.out.length },
      machine: { in: running.crossings.in.length, out: running.crossings.out.length },
      missing: tapsMissing(running),
    }));
  }

  /** What is known of a door; null before its first calibration. */
  of(door: string): Calibration | null {
    return this.#known.get(door) ?? null;
  }

  /** How many people a count at a door stands for, with 95 % confidence; null while it cannot be said. */
  interval(door: string, count: number, direction: Direction = 'in'): { low: number; high: number } | null {
    return intervalFor(count, this.of(door), direction);
  }

  /** The same for the sum of counts by door. */
  intervalOfAll(
    counts: Readonly<Record<string, number>>,
    direction: Direction = 'in',
  ): { low: number; high: number } | null {
    const doors = Object.entries(counts).map(([door, count]) => ({ count, calibration: this.of(door) }));
    return intervalForAll(doors, direction);
  }

  #runningAt(door: string): RunningCalibration {
    const running = this.#running.get(door);
    if (running === undefined) throw new NoCalibrationError(door);
    return running;
  }
}
