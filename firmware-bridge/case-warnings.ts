import { type Warning, warningsOn } from '@pingan/protocol/warnings';

/** The case warnings that hold on the present day. */
export class CaseWarnings {
  readonly #read: (today: string) => readonly Warning[];
  #headquarters: readonly Warning[];
  #today: string | null = null;
  #holding: Warning[] = [];

  /**
   * @param read all warnings of the bus's own file, read anew for each day: practice ones count their days from it
   * @param headquarters those that headquarters sent last
   */
  constructor(read: (today: string) => readonly Warning[], headquarters: readonly Warning[] = []) {
    this.#read = read;
    this.#headquarters = headquarters;
  }

  /** Newest first; none while nobody knows what day it is. */
  get holding(): Warning[] {
    return this.#holding;
  }

  /** Whether others hold now. @param today YYYY-MM-DD, or null while the clock is unknown */
  dayIs(today: string | null): boolean {
    if (today === this.#today) return false;
    this.#today = today;
    return this.#holdAnew();
  }

  /** Takes the place of what headquarters sent before. Whether others hold now. */
  headquartersSent(warnings: readonly Warning[]): boolean {
    this.#headquarters = warnings;
    return this.#holdAnew();
  }

  /** One of headquarters takes the place of one of the file that has its id. */
  #holdAnew(): boolean {
    const today = this.#today;
    const before = JSON.stringify(this.#holding);
    const sent = new Set(this.#headquarters.map(({ id }) => id));
    const own = today === null ? [] : this.#read(today).filter(({ id }) => !sent.has(id));
    this.#holding = warningsOn([...this.#headquarters, ...own], today);
    return JSON.stringify(this.#holding) !== before;
  }
}
