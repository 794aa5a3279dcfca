import type { Counted, CountTotal } from '../store/tallies.ts';

/** Adds up counts of the same thing at the same place. */
export class CountTotals {
  readonly #totals = new Map<string, CountTotal>();

  add({ place, metric, label }: Counted): void {
    const key = JSON.stringify([place, metric, label]);
    const known = this.#totals.get(key);
    if (known === undefined) this.#totals.set(key, { place, metric, label, n: 1 });
    else known.n += 1;
  }

  get all(): CountTotal[] {
    return [...this.#totals.values()];
  }
}
