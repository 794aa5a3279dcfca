import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import { Countdown } from './countdown.svelte.ts';

/** Milliseconds without a touch before the calm page asks whether somebody is still there. */
const IDLE = 120_000;
/** Seconds to answer; WCAG 2.2.1 asks for at least 20. */
const ANSWER = 25;

/**
 * "I may be in one now". Works without the bridge; where the bridge is there, a soft lamp tells the officer. Nothing is
 * recorded. It closes by itself when nobody is there, so that the next visitor does not find it.
 */
export class CalmPage {
  isOpen = $state(false);
  /** Whether the bridge knows, and with it the officer. */
  officerKnows = $state(false);
  readonly stillHere: Countdown;

  #send: (message: ScreenMessage) => boolean;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #untold = false;

  constructor(parts: { send: (message: ScreenMessage) => boolean; now: () => number }) {
    this.#send = parts.send;
    this.stillHere = new Countdown(parts.now, () => this.close());
  }

  open(): void {
    this.isOpen = true;
    this.#tell();
    this.touched();
  }

  close(): void {
    this.isOpen = false;
    this.#tell();
    this.stop();
  }

  /** Somebody is there. */
  touched(): void {
    this.stop();
    if (this.isOpen) this.#idle = setTimeout(() => this.stillHere.start(ANSWER), IDLE);
  }

  /** A bridge that is back has forgotten who was worried, or never heard that they no longer are. */
  reconnected(): void {
    if (this.isOpen || this.#untold) this.#tell();
  }

  bridgeLost(): void {
    this.officerKnows = false;
  }

  stop(): void {
    clearTimeout(this.#idle);
    this.stillHere.stop();
  }

  #tell(): void {
    const told = this.#send({ type: 'worried', on: this.isOpen });
    this.#untold = !told;
    this.officerKnows = told && this.isOpen;
  }
}
