import { type Warning, warningsOn } from '@pingan/protocol/warnings';

/** The case warnings that hold on the present day. */
export class CaseWarnings {
  readonly #all: readonly Warning[];
  #today: string | null = null;
  #holding: Warning[] = [];

  constructor(all: readonly Warning[]) {
    this.#all = all;
  }

  /** Newest first; none while nobody knows what day it is. */
  get holding(): Warning[] {
    return this.#holding;
  }

  /** Whether others hold now. @param today YYYY-MM-DD, or null while the clock is unknown */
  dayIs(today: string | null): boolean {
    if (today === this.#today) return false;
    const before = this.#holding.map(({ id }) => id).join(' ');
    this.#today = today;
    this.#holding = warningsOn(this.#all, today);
    return this.#holding.map(({ id }) => id).join(' ') !== before;
  }
}
