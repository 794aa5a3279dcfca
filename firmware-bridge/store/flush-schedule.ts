import type { Log } from '../log.ts';

const SOON_MS = {
  /** At most 2 s of counting may be lost; the difference is for the disk. */
  counted: 1_500,
  /** A lost receipt costs one more sending, so receipts wait for company. */
  receipts: 20_000,
};
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** When to write: soon after a change, at once when asked, and again with growing pauses while the disk fails. */
export class FlushSchedule {
  readonly #write: () => Promise<string | null>;
  readonly #dirty: () => boolean;
  readonly #turned: () => void;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #last: Promise<void> = Promise.resolve();
  #failures = 0;
  #reason: string | null = null;
  #stopped = false;

  /**
   * `write` gives null, or why something could not be written; `dirty` whether there is more to write; `turned`
   * hears when the disk begins to fail and when it is good again.
   */
  constructor(parts: {
    write: () => Promise<string | null>;
    dirty: () => boolean;
    turned: () => void;
    log: Log;
  }) {
    this.#write = parts.write;
    this.#dirty = parts.dirty;
    this.#turned = parts.turned;
    this.#log = parts.log;
  }

  /** Why the last flush failed, or null. */
  get reason(): string | null {
    return this.#reason;
  }

  /** Flushes as soon as what has changed asks for it. While the disk fails, its next retry covers this too. */
  soon(changed: keyof typeof SOON_MS): void {
    if (this.#reason === null) this.#arm(SOON_MS[changed]);
  }

  /** Writes now what there is. Never rejects because of the disk: `reason` tells. */
  flush(): Promise<void> {
    this.#last = this.#last.then(() => this.#attempt());
    return this.#last;
  }

  stop(): void {
    this.#stopped = true;
    this.#disarm();
  }

  #arm(ms: number): void {
    const dueAt = performance.now() + ms;
    if (this.#stopped || dueAt >= this.#dueAt) return;
    this.#disarm();
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#disarm();
      void this.flush();
    }, ms);
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#dueAt = Number.POSITIVE_INFINITY;
  }

  async #attempt(): Promise<void> {
    this.#disarm();
    const before = this.#reason;
    this.#reason = await this.#write();
    if (this.#reason !== null) {
      if (before === null)
        this.#log.fatal({ reason: this.#reason }, `the ledger cannot be written: ${this.#reason}`);
      this.#disarm();
      this.#arm(Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LONGEST_RETRY_MS));
      this.#failures++;
    } else {
      if (before !== null) this.#log.info({ failures: this.#failures }, 'the ledger can be written again');
      this.#failures = 0;
      if (before !== null && this.#dirty()) this.#arm(0);
    }
    if (before !== this.#reason) this.#turned();
  }
}
