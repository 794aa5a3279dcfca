/** Shows one picture after another: fades out, calls `turn`, fades in. Opacity is the page's; this knows the time. */
export class Turns {
  /** The picture is on its way out or not yet in. */
  faded = $state(false);

  #parts: { hold: number; fade: number; turn: () => void };
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param parts `hold` milliseconds a picture stands; `fade` of them its way out takes */
  constructor(parts: { hold: number; fade: number; turn: () => void }) {
    this.#parts = parts;
  }

  start(): void {
    this.stop();
    this.#stand();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.faded = false;
  }

  #stand(): void {
    const { hold, fade, turn } = this.#parts;
    this.#timer = setTimeout(() => {
      this.faded = true;
      this.#timer = setTimeout(() => {
        turn();
        this.faded = false;
        this.#stand();
      }, fade);
    }, hold - fade);
  }
}
