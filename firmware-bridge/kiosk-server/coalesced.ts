/**
 * Runs `act` soon after it was asked for, however often that was, and at most once every `everyMs`. Never in the
 * tick of the asking: a touch has its lamp switched first.
 */
export class Coalesced {
  readonly #everyMs: number;
  readonly #act: () => void;
  #timer: NodeJS.Timeout | null = null;
  #lastAt = -Infinity;

  constructor(everyMs: number, act: () => void) {
    this.#everyMs = everyMs;
    this.#act = act;
  }

  ask(): void {
    if (this.#timer !== null) return;
    const wait = Math.max(0, this.#lastAt + this.#everyMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#lastAt = performance.now();
      this.#act();
    }, wait);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
