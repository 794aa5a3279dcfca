import { CLOCK_HZ } from './atmega328p.ts';

const CYCLES_PER_MS = CLOCK_HZ / 1000;
/** Milliseconds between two looks at an idle chip. */
const NAP_MS = 2;
/** Further behind than this the emulated clock gives the time up instead of running after it. */
const MAX_LAG_MS = 50;
/** The chip is watched without a nap while bytes move and this many cycles (0.5 ms) after. */
const AWAKE_CYCLES = 8000;

/** What the pacer needs of the chip. */
export interface PacedChip {
  readonly cycles: number;
  readonly busy: boolean;
  run(target: number): void;
}

/** Lets an emulated chip keep pace with the wall clock. `afterRun` is called whenever emulated time has passed. */
export class RealTimePacer {
  readonly #chip: PacedChip;
  readonly #now: () => number;
  readonly #afterRun: () => void;
  /** Wall time at which the chip's clock read 0. */
  #origin = 0;
  #running = false;
  #awakeUntil = 0;
  #nap: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  /** Emulated time given up because the host starved this thread, in milliseconds. */
  slipMs = 0;

  constructor(parts: { chip: PacedChip; now: () => number; afterRun: () => void }) {
    this.#chip = parts.chip;
    this.#now = parts.now;
    this.#afterRun = parts.afterRun;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.resync();
    this.#slice();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#nap);
    clearImmediate(this.#soon);
    this.#soon = undefined;
  }

  /** The chip was reset: its clock starts again now. */
  resync(): void {
    this.#origin = this.#now() - this.#chip.cycles / CYCLES_PER_MS;
    this.#awakeUntil = 0;
  }

  /** Brings the chip up to the present, so that `act` happens now in emulated time, and stays awake to see its effect. */
  interrupt(act: () => void): void {
    if (!this.#running) {
      act();
      return;
    }
    this.#catchUp();
    act();
    this.#awakeUntil = this.#chip.cycles + AWAKE_CYCLES;
    if (this.#soon) return;
    clearTimeout(this.#nap);
    this.#soon = setImmediate(this.#slice);
  }

  #catchUp(): void {
    const behindMs = this.#now() - this.#origin - this.#chip.cycles / CYCLES_PER_MS;
    if (behindMs > MAX_LAG_MS) {
      this.slipMs += behindMs - MAX_LAG_MS;
      this.#origin += behindMs - MAX_LAG_MS;
    }
    this.#chip.run(Math.floor((this.#now() - this.#origin) * CYCLES_PER_MS));
    this.#afterRun();
  }

  #slice = (): void => {
    this.#soon = undefined;
    if (!this.#running) return;
    this.#catchUp();
    if (this.#chip.busy) this.#awakeUntil = this.#chip.cycles + AWAKE_CYCLES;
    if (this.#chip.cycles < this.#awakeUntil) this.#soon = setImmediate(this.#slice);
    else this.#nap = setTimeout(this.#slice, NAP_MS);
  };
}
