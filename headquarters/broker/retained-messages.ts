import { topics } from '@pingan/protocol/topics';
import type { Log } from '../log.ts';

/** What headquarters keeps ready for a bus, one retained message each. */
export const RETAINED = ['schedule', 'crew', 'warnings'] as const;
export type Retained = (typeof RETAINED)[number];

const TRY_AGAIN_MS = 5_000;

export interface RetainedParts {
  /** The message as the database has it now; null where there is nothing to say. */
  compose(what: Retained, bus: string): Promise<object | null>;
  /** Every bus that may listen. */
  buses(): Promise<string[]>;
  publish(topic: string, message: object): Promise<void>;
  log: Log;
}

/**
 * Keeps the retained messages of the buses as the database has them. It is told after a commit that something has changed; many changes
 * before it gets there are one message. A broker that was away is told everything.
 */
export class RetainedMessages {
  readonly #parts: RetainedParts;
  readonly #waiting = new Map<string, { what: Retained; bus: string }>();
  #working: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: RetainedParts) {
    this.#parts = parts;
  }

  changed(what: Retained, bus: string): void {
    this.#waiting.set(`${what} ${bus}`, { what, bus });
    this.#begin();
  }

  /** Something that concerns every bus has changed. */
  async changedForAll(what: Retained): Promise<void> {
    for (const bus of await this.#parts.buses()) this.changed(what, bus);
  }

  /** Tells a broker that may have forgotten, or missed, what it was told before. */
  async tellAll(): Promise<void> {
    for (const what of RETAINED) await this.changedForAll(what);
  }

  /** Ends when what is under way has ended; what still waits is told at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#waiting.clear();
    await this.#working;
  }

  #begin(): void {
    if (this.#stopped) return;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      if (this.#waiting.size > 0 && this.#retry === undefined) this.#begin();
    });
  }

  async #work(): Promise<void> {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const [key, { what, bus }] = next;
      this.#waiting.delete(key);
      try {
        const message = await this.#parts.compose(what, bus);
        if (message !== null) await this.#parts.publish(topics[what](bus), message);
      } catch (problem) {
        if (!this.#stopped) this.#tryAgain({ what, bus }, problem as Error);
        return;
      }
    }
  }

  #tryAgain(failed: { what: Retained; bus: string }, { message }: Error): void {
    const { what, bus } = failed;
    if (!this.#waiting.has(`${what} ${bus}`)) this.#waiting.set(`${what} ${bus}`, failed);
    this.#parts.log.warn({ bus }, `${bus} could not be told its ${what}; trying again: ${message}`);
    this.#retry = setTimeout(() => this.#begin(), TRY_AGAIN_MS);
  }
}
