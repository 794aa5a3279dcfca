const TICK = 200;

/** Counts whole seconds down to zero and stays there until stopped. */
export class Countdown {
  /** Seconds left, or null while nothing is counted. */
  left = $state<number | null>(null);
  /** Seconds it started from. */
  from = $state(0);

  #now: () => number;
  #finished: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `now` in milliseconds that only grow; `finished` is called once at zero. */
  constructor(now: () => number, finished: () => void = () => undefined) {
    this.#now = now;
    this.#finished = finished;
  }

  start(seconds: number): void {
    this.stop();
    const until = this.#now() + seconds * 1_000;
    this.from = Math.ceil(seconds);
    this.left = this.from;
    this.#timer = setInterval(() => this.#tick(until), TICK);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.left = null;
  }

  #tick(until: number): void {
    this.left = Math.max(0, Math.ceil((until - this.#now()) / 1_000));
    if (this.left > 0) return;
    clearInterval(this.#timer);
    this.#finished();
  }
}
