import type { ContentPack } from '@pingan/content/pack';
import type { BusProfile } from '@pingan/device-config/profile';
import type { RehearsalCommand, RehearsalView } from '@pingan/protocol/rehearsal';
import type { BusBoards } from '../board/bus-boards.ts';
import type { CalibrationDesk } from '../calibration-desk.ts';
import type { Log } from '../log.ts';
import type { Ledger } from '../store/ledger.ts';
import { wiringFor } from './bus-wiring.ts';
import { crowdBusOf } from './crowd/crowd-bus.ts';
import { TRUE_METRICS } from './crowd/true-metrics.ts';
import { whereabouts } from './crowd/whereabouts.ts';
import { realClock } from './day-clock.ts';
import { drawDay } from './draw-day.ts';
import { HandsInside, type HandsInsideParts } from './hands-inside.ts';
import { RehearsalDesk } from './rehearsal-desk.ts';

export interface RehearsalOfBusParts extends Pick<HandsInsideParts, 'stationView' | 'touch'> {
  profile: BusProfile;
  pack: ContentPack;
  boards: BusBoards;
  ledger: Ledger;
  calibration: CalibrationDesk;
  /** A departure check is going on: hands and doors are its own. */
  isChecked: () => boolean;
  /** There is something new to show. */
  changed: () => void;
  now: () => number;
  log: Log;
}

/** The days that crowds play on one bus, joined to its screens, boards, doors and counts. */
export class RehearsalOfBus {
  readonly #desk: RehearsalDesk;
  readonly #hands: HandsInside | null;

  constructor(parts: RehearsalOfBusParts) {
    const { profile, pack, boards, ledger, calibration, isChecked, changed, now, log } = parts;
    const controls = boards.virtual;
    const bus = crowdBusOf(profile);
    this.#hands = controls && new HandsInside({ ...parts, controls });
    this.#desk = new RehearsalDesk({
      virtual: this.#hands && { hands: this.#hands, slipMs: () => controls?.slipMs ?? 0 },
      calibrations: {
        isCalibrated: (door) => calibration.isCalibrated(door),
        intervalOf: (counts, direction) => calibration.intervalOf(counts, direction),
        isRunning: (door) => calibration.isRunning(door),
        isOfCrowd: (door) => calibration.isOfCrowd(door),
        take: (door, step) => calibration.take(door, step, now(), 'crowd'),
      },
      draw: (day) => drawDay(day, { profile, pack, bus }),
      whereabouts: (plan, at, doing) => whereabouts(plan, bus, at, doing),
      isChecked,
      ...{ ledger, metrics: TRUE_METRICS, wiring: wiringFor(profile), clock: realClock(now), changed, log },
    });
  }

  /** Null while a board is real. */
  view(): RehearsalView | null {
    return this.#hands === null ? null : this.#desk.view();
  }

  get isPlaying(): boolean {
    return this.#desk.isPlaying;
  }

  /** @throws Refused with the reason in words */
  take(command: RehearsalCommand): void {
    this.#desk.take(command);
  }

  /** To be told when the screens of a station are. */
  stepShown(station: string): void {
    this.#hands?.stepShown(station);
  }

  /** The bus stops. */
  stop(): void {
    this.#desk.abandon();
  }
}
