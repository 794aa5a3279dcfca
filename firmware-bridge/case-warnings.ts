import { type Warning, warningsOn } from '@pingan/protocol/warnings';

/** The case warnings that hold on the present day. */
export class CaseWarnings {
  readonly #read: (today: string) => readonly Warning[];
  #today: string | null = null;
  #holding: Warning[] = [];

  /** @param read all warnings there are, read anew for each day: practice ones count their days from it */
  constructor(read: (today: string) => readonly Warning[]) {
    this.#read = read;
  }

  /** Newest first; none while nobody knows what day it is. */
  get holding(): Warning[] {
    return this.#holding;
  }

  /** Whether others hold now. @param today YYYY-MM-DD, or null while the clock is unknown */
  dayIs(today: string | null): boolean {
    if (today === this.#today) return false;
    const before = JSON.stringify(this.#holding);
    this.#today = today;
    this.#holding = today === null ? [] : warningsOn(this.#read(today), today);
    return JSON.stringify(this.#holding) !== before;
  }
}
