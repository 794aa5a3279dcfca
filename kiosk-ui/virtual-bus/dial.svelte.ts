/** Milliseconds between two readings that are sent while a slider is dragged. */
export const DIAL_PACE = 100;

/** A slider of one sensor: shows the hand's value while it is dragged, the board's at rest; sends no more than is useful. */
export class Dial {
  #turned = $state<number | null>(null);
  #send: (ratio: number) => void;
  #waiting: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (ratio: number) => void) {
    this.#send = send;
  }

  /** Ratio 0..1 to show, given the one that was read back. */
  shown(read: number): number {
    return this.#turned ?? read;
  }

  turn(ratio: number): void {
    this.#turned = ratio;
    if (this.#timer !== undefined) {
      this.#waiting = ratio;
      return;
    }
    this.#send(ratio);
    this.#timer = setTimeout(() => this.#next(), DIAL_PACE);
  }

  /** The hand is gone: from now on the board's value counts again. */
  letGo(): void {
    this.#turned = null;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #next(): void {
    this.#timer = undefined;
    const ratio = this.#waiting;
    this.#waiting = null;
    if (ratio === null) return;
    this.#send(ratio);
    this.#timer = setTimeout(() => this.#next(), DIAL_PACE);
  }
}
