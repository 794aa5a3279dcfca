import type { Verdict } from '@pingan/content/learning-rule';
import type { Language } from '@pingan/protocol/ids';
import type { Message } from './message.ts';
import { messageOf, nextRound, type Round, type RoundAction, SECONDS_A_ROUND } from './round.ts';

/** A second tap within this many milliseconds is the same tap (EN 301 549, 5.9). */
const SAME_TAP = 500;
const TICK = 250;

/** One round at home: where it is, and a clock that runs only while a message is being judged. */
export class SecondRound {
  language = $state<Language>('zh');
  round = $state.raw<Round>({ at: 'start' });
  /** Milliseconds left to judge in. */
  left = $state(SECONDS_A_ROUND * 1_000);

  message = $derived(messageOf(this.round));
  secondsLeft = $derived(Math.ceil(this.left / 1_000));

  #messages: readonly Message[];
  #now: () => number;
  #luck: () => string;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lastTick = 0;
  #lastTap = -Infinity;

  /** @param parts `now` milliseconds that only grow; `luck` another text each time */
  constructor(parts: { messages: readonly Message[]; now: () => number; luck: () => string }) {
    this.#messages = parts.messages;
    this.#now = parts.now;
    this.#luck = parts.luck;
  }

  begin(): void {
    if (!this.#isNewTap()) return;
    this.left = SECONDS_A_ROUND * 1_000;
    this.#act({ do: 'begin', luck: this.#luck() });
  }

  say(verdict: Verdict): void {
    if (this.#isNewTap()) this.#act({ do: 'say', verdict });
  }

  next(): void {
    if (this.#isNewTap()) this.#act({ do: 'next' });
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #act(action: RoundAction): void {
    this.round = nextRound(this.#messages, this.round, action);
    clearInterval(this.#timer);
    if (this.round.at !== 'message') return;
    this.#lastTick = this.#now();
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  #tick(): void {
    const now = this.#now();
    // A phone that slept in between did not judge meanwhile: a long gap counts as one tick.
    this.left = Math.max(0, this.left - Math.min(now - this.#lastTick, 4 * TICK));
    this.#lastTick = now;
    if (this.left === 0) this.#act({ do: 'time-over' });
  }

  #isNewTap(): boolean {
    const now = this.#now();
    if (now - this.#lastTap <= SAME_TAP) return false;
    this.#lastTap = now;
    return true;
  }
}
