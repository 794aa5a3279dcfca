/** Milliseconds in which a finger that was on its way to what stood here before comes down. */
const ON_ITS_WAY = 400;

/** Keeps what has just changed under a finger from being answered by it. */
export class FreshQuestion {
  #settled = $state.raw<string | null>(null);

  /** Watches what stands there by its key; returns how to stop. */
  watch(key: string): () => void {
    const timer = setTimeout(() => (this.#settled = key), ON_ITS_WAY);
    return () => clearTimeout(timer);
  }

  /** Whether this has stood there long enough to be answered. */
  isSettled(key: string): boolean {
    return this.#settled === key;
  }
}
