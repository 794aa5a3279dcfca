import type { BeamChange } from './crowd/day-plan.ts';
import type { DayClock } from './day-clock.ts';

/** Sends beam changes when their time has come. Their order is kept; what is late goes out at once. */
export class BeamRunner {
  readonly #clock: DayClock;
  readonly #startedAt: number;
  readonly #send: (change: BeamChange) => void;
  #beams: readonly BeamChange[];
  #next = 0;
  #cancel: () => void = () => undefined;

  /** @param startedAt when the day began, by the clock */
  constructor(parts: {
    beams: readonly BeamChange[];
    startedAt: number;
    clock: DayClock;
    send: (change: BeamChange) => void;
  }) {
    this.#beams = parts.beams;
    this.#clock = parts.clock;
    this.#startedAt = parts.startedAt;
    this.#send = parts.send;
  }

  start(): void {
    this.#run();
  }

  /** Sends what is due and gives the time of the day up to which all is sent. */
  catchUp(): number {
    this.stop();
    return this.#run();
  }

  /** What is still to come is something else than was planned. */
  replace(beams: readonly BeamChange[]): void {
    this.stop();
    this.#beams = beams;
    this.#next = 0;
    this.#run();
  }

  get done(): boolean {
    return this.#next >= this.#beams.length;
  }

  stop(): void {
    this.#cancel();
  }

  #run(): number {
    const at = this.#clock.now() - this.#startedAt;
    for (; this.#next < this.#beams.length; this.#next++) {
      const change = this.#beams[this.#next]!;
      if (change.at > at) {
        this.#cancel = this.#clock.after(change.at - at, () => this.#run());
        return at;
      }
      this.#send(change);
    }
    return at;
  }
}
