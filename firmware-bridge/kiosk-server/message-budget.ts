/** How much a screen may say: `perSecond` in the long run, `burst` at once. */
export interface Budget {
  perSecond: number;
  burst: number;
}

/** A bucket that refills steadily; every message takes one unit out. */
export class MessageBudget {
  readonly #budget: Budget;
  #left: number;
  #filledAt: number;

  /** `at` is in milliseconds of any clock that only goes forward. */
  constructor(budget: Budget, at: number) {
    this.#budget = budget;
    this.#left = budget.burst;
    this.#filledAt = at;
  }

  /** Whether one more message at time `at` is within the budget. */
  spend(at: number): boolean {
    const { perSecond, burst } = this.#budget;
    this.#left = Math.min(burst, this.#left + ((at - this.#filledAt) / 1_000) * perSecond);
    this.#filledAt = at;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
