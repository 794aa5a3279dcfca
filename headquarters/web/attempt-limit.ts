/** Callers remembered at once; beyond it the oldest are forgotten, and all together stay within `inAll`. */
const CALLERS_AT_MOST = 1_000;

export interface AttemptRule {
  /** From one address in a window. */
  each: number;
  /** From everywhere in a window. */
  inAll: number;
  windowMs: number;
}

/** Counts attempts in windows of time, so that nobody can try for ever and no single caller keeps the others out for long. */
export class AttemptLimit {
  readonly #rule: AttemptRule;
  readonly #callers = new Map<string, number>();
  #began = Number.NEGATIVE_INFINITY;
  #all = 0;

  constructor(rule: AttemptRule) {
    this.#rule = rule;
  }

  /** Counts an attempt; gives back 0 where it may go on, else the milliseconds until another may. @param now in milliseconds */
  attempt(caller: string, now: number): number {
    if (now < this.#began || now - this.#began >= this.#rule.windowMs) {
      this.#began = now;
      this.#all = 0;
      this.#callers.clear();
    }
    const mine = this.#callers.get(caller) ?? 0;
    if (mine >= this.#rule.each || this.#all >= this.#rule.inAll)
      return this.#began + this.#rule.windowMs - now;
    this.#all += 1;
    this.#remember(caller, mine + 1);
    return 0;
  }

  #remember(caller: string, attempts: number): void {
    this.#callers.set(caller, attempts);
    if (this.#callers.size > CALLERS_AT_MOST) this.#callers.delete(this.#callers.keys().next().value!);
  }
}
