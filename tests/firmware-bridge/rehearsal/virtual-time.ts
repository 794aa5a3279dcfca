/** Things that happen in an order of their own, without anybody waiting for them. */
export class VirtualTime {
  now = 0;
  #next = 0;
  readonly #due: { at: number; nth: number; act: () => void }[] = [];

  after(ms: number, act: () => void): () => void {
    const entry = { at: this.now + Math.max(0, ms), nth: this.#next++, act };
    const place = this.#due.findLastIndex(({ at }) => at <= entry.at);
    this.#due.splice(place + 1, 0, entry);
    return () => (entry.act = () => undefined);
  }

  /** Lets everything happen that is due until then, or until there is nothing more to wait for. */
  runWhile(isOn: () => boolean): void {
    while (isOn()) {
      const next = this.#due.shift();
      if (next === undefined) return;
      this.now = next.at;
      next.act();
    }
  }
}
