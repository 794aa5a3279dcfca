import type { RenewalRequest } from '@pingan/protocol/enrolment';
import type { Log } from '../log.ts';
import { type LinkIdentity, renewalDue } from './link-identity.ts';

/** An answer that was lost is asked for again after this, or at the next connection. */
const LOOK_EVERY_MS = 12 * 60 * 60_000;

/** Asks for the next certificate over the live link while the present one still holds. */
export class IdentityRenewal {
  readonly #identity: LinkIdentity;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;

  constructor(identity: LinkIdentity, log: Log) {
    this.#identity = identity;
    this.#log = log;
  }

  /** @param publish brings a request to headquarters */
  connected(publish: (request: string) => Promise<void>): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#look(publish), LOOK_EVERY_MS);
    void this.#look(publish);
  }

  disconnected(): void {
    clearInterval(this.#timer);
  }

  /** Takes what headquarters answered. The next connection uses it. */
  async take(certificate: string): Promise<void> {
    try {
      await this.#identity.keep(certificate);
      this.#log.info({}, 'the identity of this bus was renewed');
    } catch (problem) {
      this.#log.warn(
        { err: problem },
        `a renewed identity was not taken: ${(problem as Error).message}; the present one goes on`,
      );
    }
  }

  async #look(publish: (request: string) => Promise<void>): Promise<void> {
    if (!renewalDue(this.#identity.expires, Date.now())) return;
    try {
      const request = await this.#identity.newRequest();
      await publish(JSON.stringify({ v: 1, bus: this.#identity.bus, request } satisfies RenewalRequest));
    } catch (problem) {
      this.#log.warn({ err: problem }, 'a renewal could not be asked for; the next connection tries again');
    }
  }
}
