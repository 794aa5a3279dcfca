/**
 * Asks the board for a sign of life at a fixed beat. Beats, not milliseconds, are counted: when this process itself was held
 * up, no beat went out and the board is not blamed.
 */
export class Heartbeat {
  readonly #everyMs: number;
  readonly #allowed: number;
  readonly #beat: () => void;
  readonly #onSilence: (beats: number) => void;
  #unanswered = 0;
  #counting = false;
  #timer: NodeJS.Timeout | undefined;

  /** `onSilence` is called once `allowed` beats in a row got no answer, counted from `count()` on. */
  constructor(parts: {
    everyMs: number;
    allowed: number;
    beat: () => void;
    onSilence: (beats: number) => void;
  }) {
    this.#everyMs = parts.everyMs;
    this.#allowed = parts.allowed;
    this.#beat = parts.beat;
    this.#onSilence = parts.onSilence;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), this.#everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** From now on unanswered beats count; a booting board need not answer. */
  count(): void {
    this.#unanswered = 0;
    this.#counting = true;
  }

  /** Something came from the board. */
  heard(): void {
    this.#unanswered = 0;
  }

  #tick(): void {
    if (this.#counting && this.#unanswered >= this.#allowed) {
      this.#onSilence(this.#unanswered);
      return;
    }
    this.#unanswered += 1;
    this.#beat();
  }
}
