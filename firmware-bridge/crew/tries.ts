import type { Log } from '../log.ts';
import { type Backoff, NO_WRONG_PINS, right, tried, waitOf } from './pin-backoff.ts';

/** Wrong PINs and wrong one-time codes wait apart: a code is the way in where children have played with PINs. */
export type Secret = 'pin' | 'code';

/** Remembers, until the next start, what was tried at each panel. */
export class Tries {
  readonly #now: () => number;
  readonly #log: Log;
  readonly #wrong: Record<Secret, Backoff> = { pin: NO_WRONG_PINS, code: NO_WRONG_PINS };

  constructor(now: () => number, log: Log) {
    this.#now = now;
    this.#log = log;
  }

  /** Whole seconds until this panel may try again; 0 now. */
  waitSeconds(secret: Secret, panel: string): number {
    return Math.ceil(waitOf(this.#wrong[secret], panel, this.#now()) / 1_000);
  }

  /** Runs a check where the panel need not wait; until it says yes, it counts as a wrong one. */
  async check(
    { secret, panel, member }: { secret: Secret; panel: string; member: string },
    fits: () => Promise<boolean>,
  ): Promise<boolean | 'wait'> {
    if (this.waitSeconds(secret, panel) > 0) return 'wait';
    this.#wrong[secret] = tried(this.#wrong[secret], panel, member, this.#now());
    if (await fits()) {
      this.#wrong[secret] = right(this.#wrong[secret], panel, member);
      return true;
    }
    const waitSeconds = this.waitSeconds(secret, panel);
    this.#log.warn({ panel, member, waitSeconds }, `a wrong ${secret === 'pin' ? 'PIN' : 'one-time code'}`);
    return false;
  }
}
