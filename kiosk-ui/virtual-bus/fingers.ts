/** A touch lasts at least this many milliseconds, so that a quick tap is felt by a debounced contact too. */
export const LEAST_TOUCH = 400;

interface Finger {
  isDown: boolean;
  isShort: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/** Fingers on contacts that close while they are touched: a tap is a short touch, a hold lasts as long as it is held. */
export class Fingers {
  #drive: (input: string, active: boolean) => void;
  #fingers = new Map<string, Finger>();

  constructor(drive: (input: string, active: boolean) => void) {
    this.#drive = drive;
  }

  press(input: string): void {
    const before = this.#fingers.get(input);
    if (before !== undefined) {
      before.isDown = true;
      return;
    }
    const finger: Finger = {
      isDown: true,
      isShort: true,
      timer: setTimeout(() => this.#wasLong(input), LEAST_TOUCH),
    };
    this.#fingers.set(input, finger);
    this.#drive(input, true);
  }

  release(input: string): void {
    const finger = this.#fingers.get(input);
    if (finger === undefined) return;
    finger.isDown = false;
    if (!finger.isShort) this.#lift(input);
  }

  /** Takes every finger away at once. */
  stop(): void {
    for (const input of [...this.#fingers.keys()]) this.#lift(input);
  }

  #wasLong(input: string): void {
    const finger = this.#fingers.get(input);
    if (finger === undefined) return;
    finger.isShort = false;
    if (!finger.isDown) this.#lift(input);
  }

  #lift(input: string): void {
    clearTimeout(this.#fingers.get(input)?.timer);
    this.#fingers.delete(input);
    this.#drive(input, false);
  }
}
