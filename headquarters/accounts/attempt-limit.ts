import { type Attempts, countAttempt, noAttempts, takeBack, waitLeft } from './attempt-rule.ts';

/** Beyond this many keys the one that was quiet longest is forgotten; memory must not grow with an attack. */
const KEYS_AT_MOST = 20_000;

export interface LimitKey {
  /** Whose attempts are counted: an account, an address, a known browser. */
  key: string;
  /** Failures in a row before waiting begins. */
  free: number;
  /** Whether a success wipes out earlier failures; at an address, others may have made them. */
  forgiving: boolean;
}

/** Remembers attempts by key, in memory: a restart begins anew. */
export class AttemptLimit {
  readonly #attempts = new Map<string, Attempts>();

  /**
   * Counts one attempt under every key, before it is tried, so that many at once gain nothing.
   * Returns 0, or the milliseconds to wait, in which case nothing was counted.
   */
  begin(keys: readonly LimitKey[], now: number): number {
    const wait = Math.max(0, ...keys.map(({ key, free }) => waitLeft(this.#of(key), now, free)));
    if (wait > 0) return wait;
    for (const { key } of keys) {
      const next = countAttempt(this.#of(key), now);
      // Written anew, so that the order of the map is the order of the latest attempts.
      this.#attempts.delete(key);
      this.#attempts.set(key, next);
    }
    this.#forgetOldest();
    return 0;
  }

  /** The attempt was right. */
  succeeded(keys: readonly LimitKey[]): void {
    for (const { key, forgiving } of keys) {
      if (forgiving) this.#attempts.delete(key);
      else this.#attempts.set(key, takeBack(this.#of(key)));
    }
  }

  #of(key: string): Attempts {
    return this.#attempts.get(key) ?? noAttempts;
  }

  #forgetOldest(): void {
    for (const key of this.#attempts.keys()) {
      if (this.#attempts.size <= KEYS_AT_MOST) return;
      this.#attempts.delete(key);
    }
  }
}
