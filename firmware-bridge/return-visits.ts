import { askedBy, askedLastTime, withAsked } from './sessions/last-time.ts';
import type { AskedItem } from './sessions/return-item.ts';
import type { LastTimeFile } from './store/last-time-file.ts';
import type { Ledger } from './store/ledger.ts';

/** Remembers which messages a village was asked, and asks one of them when the bus comes again. */
export class ReturnVisits {
  readonly #villageOf: (stop: string) => string | null;
  readonly #file: LastTimeFile;
  readonly #ledger: Pick<Ledger, 'current'>;
  #written: Promise<unknown> = Promise.resolve();

  /** `villageOf`: the village of a stop by its plan; null where nobody has said. */
  constructor(parts: {
    villageOf: (stop: string) => string | null;
    file: LastTimeFile;
    ledger: Pick<Ledger, 'current'>;
  }) {
    this.#villageOf = parts.villageOf;
    this.#file = parts.file;
    this.#ledger = parts.ledger;
  }

  /** Messages of the last stop in this village; none outside a stop and where the bus has not been before. */
  get lastTime(): AskedItem[] {
    const village = this.#village;
    return village === null ? [] : askedLastTime(this.#file.of(village), this.#ledger.current.stop);
  }

  /** Something was counted: a message of a complete pass is remembered for the next visit. */
  counted(tally: { metric: string; label: string }): void {
    const item = askedBy(tally);
    const village = this.#village;
    const { stop } = this.#ledger.current;
    if (item === null || village === null || stop === null) return;
    const before = this.#file.of(village);
    const asked = withAsked(before, stop, item);
    if (asked !== before) this.#written = this.#file.keep(village, [...asked]);
  }

  /** Resolves when the disk has what was remembered, or was found failing. */
  async written(): Promise<void> {
    await this.#written;
  }

  /** A rehearsal is no visit: each purpose has villages of its own. */
  get #village(): string | null {
    const { stop, purpose } = this.#ledger.current;
    if (stop === null) return null;
    return `${purpose}/${this.#villageOf(stop) ?? stop}`;
  }
}
