import type { BusStatus } from '@pingan/protocol/bus-status';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import { Refused } from './kiosk-server/kiosk-house.ts';
import type { CalibrationFile } from './store/calibration-file.ts';
import type { Ledger } from './store/ledger.ts';
import type { BusDoors, Crossing } from './visits/bus-doors.ts';
import type { Direction } from './visits/passage.ts';
import type { Calibration } from './visits/calibration.ts';
import { DoorCalibrations, NoCalibrationError, UnknownDoorError } from './visits/door-calibrations.ts';

type Step = Extract<OfficerCommand, { do: 'calibration' }>['step'];

/** Calibrates doors as an officer taps, keeps what comes of it, and says how far each count can be believed. */
export class CalibrationDesk {
  readonly #doors: readonly string[];
  readonly #calibrations: DoorCalibrations;
  readonly #file: CalibrationFile;
  readonly #ledger: Ledger;
  /** Doors at which the officer of a played crowd taps. */
  readonly #crowds = new Set<string>();

  constructor(parts: { doors: readonly string[]; file: CalibrationFile; ledger: Ledger }) {
    this.#doors = parts.doors;
    this.#file = parts.file;
    this.#ledger = parts.ledger;
    this.#calibrations = new DoorCalibrations({ doors: parts.doors, known: parts.file.known });
  }

  /** What the machine counted; told for every crossing. `at` in monotonic milliseconds. */
  crossed(crossing: Crossing, at: number): void {
    this.#calibrations.crossed(crossing, at);
  }

  /** Carries out a step, or rejects with `Refused` and the reason in words. A person takes over what a played crowd has begun. */
  async take(door: string, step: Step, at: number, by: 'person' | 'crowd' = 'person'): Promise<void> {
    if (by === 'person') this.#crowds.delete(door);
    else if (step === 'start') this.#crowds.add(door);
    try {
      if (step === 'start') this.#calibrations.start(door, at);
      else if (step === 'cancel') this.#calibrations.cancel(door);
      else if (step === 'finish') await this.#finish(door);
      else this.#calibrations.tap(door, step, at);
    } catch (problem) {
      const known = problem instanceof UnknownDoorError || problem instanceof NoCalibrationError;
      throw known ? new Refused(problem.message, '这个门没有在校准，请先点“开始校准”') : problem;
    }
  }

  status(doors: BusDoors): BusStatus['doors'] {
    const running = new Map(this.#calibrations.running.map((progress) => [progress.door, progress]));
    return this.#doors.map((id) => ({
      id,
      tapped: mostTapped(running.get(id)?.hand) ?? tappedFor(this.#calibrations.of(id)) ?? 0,
      calibrating: running.has(id),
      ...doors.countsOf(id),
      interval: this.#calibrations.interval(id, doors.countsOf(id).in),
      blind: doors.blindOf(id),
      drift: doors.drift?.drift ?? null,
    }));
  }

  /** Whether somebody calibrates a door now. */
  isRunning(door: string): boolean {
    return this.#calibrations.running.some((running) => running.door === door);
  }

  /** Whether a played crowd does, and no person has taken it over. */
  isOfCrowd(door: string): boolean {
    return this.#crowds.has(door) && this.isRunning(door);
  }

  /** Whether it is known how far the counts of a door can be believed. */
  isCalibrated(door: string): boolean {
    return this.#calibrations.of(door) !== null;
  }

  /** In which the true sum over doors lies, by the count of each; null as soon as one that counted is not calibrated for it. */
  intervalOf(
    counts: Readonly<Record<string, number>>,
    direction: Direction,
  ): { low: number; high: number } | null {
    return this.#calibrations.intervalOfAll(counts, direction);
  }

  async #finish(door: string): Promise<void> {
    const result = this.#calibrations.finish(door);
    if (result.result === 'too-few') {
      throw new Refused(result.words, `还要再点 ${result.missing} 个人，一共需要 50 个`);
    }
    if (result.result === 'unfit') throw new Refused(result.words, '光束漏数太多，请先对准光束，再重新校准');
    const { calibration } = result;
    await this.#file.keep(calibration);
    // Headquarters counts entries; what is known of exits alone is of no use to it.
    if (calibration.in === null) return;
    await this.#ledger.doorCalibrated({ door, tapped: calibration.in.hand, ...calibration.error });
  }
}

/** A door by which more people leave than come is calibrated by those who leave. */
function mostTapped(hand: { in: number; out: number } | undefined): number | undefined {
  return hand && Math.max(hand.in, hand.out);
}

function tappedFor(calibration: Calibration | null): number | undefined {
  return (calibration?.in ?? calibration?.out)?.hand;
}
