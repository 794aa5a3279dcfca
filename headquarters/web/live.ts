/** At most one ping in this time: pages fetch everything anew at each. */
const PING_AT_MOST_EVERY_MS = 500;

/** Tells open pages that something they show has changed; they fetch it themselves. */
export class LiveUpdates {
  readonly #pages = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  changed(): void {
    if (this.#pages.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const ping of this.#pages) ping();
    }, PING_AT_MOST_EVERY_MS);
  }

  /** Calls `ping` after changes until the returned function is called. */
  subscribe(ping: () => void): () => void {
    this.#pages.add(ping);
    return () => this.#pages.delete(ping);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pages.clear();
  }
}
