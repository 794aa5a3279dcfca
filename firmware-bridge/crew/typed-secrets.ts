import type { Text } from '@pingan/protocol/ids';
import type { PanelIdentify } from '@pingan/protocol/officer-day';
import type { Log } from '../log.ts';
import type { CrewShelf } from './crew-shelf.ts';
import { doorWords, waitWords } from './door-words.ts';
import { isGuessable } from './guessable-pin.ts';
import { CodeNotKept, spendCode } from './one-time-code.ts';
import type { Roster } from './roster.ts';
import { type SecretBench, TooManyChecks } from './secret-bench.ts';
import { type Secret, Tries } from './tries.ts';

export type Typed = Extract<PanelIdentify, { by: 'pin' | 'code' }>;
type Of<B extends Typed['by']> = Extract<Typed, { by: B }>;

/** Checks PINs and one-time codes that somebody types at a panel. */
export class TypedSecrets {
  readonly #parts: {
    shelf: CrewShelf;
    roster: Roster;
    bench: SecretBench;
    today: () => string | null;
    log: Log;
  };
  readonly #tries: Tries;

  constructor(parts: {
    shelf: CrewShelf;
    roster: Roster;
    bench: SecretBench;
    now: () => number;
    today: () => string | null;
    log: Log;
  }) {
    this.#parts = parts;
    this.#tries = new Tries(parts.now, parts.log);
  }

  /** Seconds until a PIN may be tried at this panel; 0 now. */
  waitSeconds(panel: string): number {
    return this.#tries.waitSeconds('pin', panel);
  }

  /** Null where it is right, and a code then used; else what to say. */
  async check(as: Typed, panel: string): Promise<Text | null> {
    if (this.#parts.roster.author(as.member) === null) return doorWords.notOnList;
    try {
      return await (as.by === 'pin' ? this.#pin(as, panel) : this.#code(as, panel));
    } catch (problem) {
      if (problem instanceof TooManyChecks) return doorWords.busy;
      if (problem instanceof CodeNotKept) return doorWords.codeNotKept;
      throw problem;
    }
  }

  async #pin({ member, pin }: Of<'pin'>, panel: string): Promise<Text | null> {
    const kept = this.#parts.roster.pinOf(member);
    if (kept === null) return doorWords.noPin;
    return this.#tried({ secret: 'pin', panel, member }, () => this.#parts.bench.fits(pin, kept));
  }

  async #code(as: Of<'code'>, panel: string): Promise<Text | null> {
    const { member } = as;
    if (isGuessable(as.pin)) return doorWords.guessable;
    const today = this.#parts.today();
    const spend = () => spendCode({ ...this.#parts, ...as, today });
    const why = await this.#tried({ secret: 'code', panel, member }, spend);
    if (why === null && today === null)
      this.#parts.log.warn(
        { member },
        'a one-time code was taken while the day is not known; it may have expired',
      );
    return why;
  }

  async #tried(
    what: { secret: Secret; panel: string; member: string },
    fits: () => Promise<boolean>,
  ): Promise<Text | null> {
    const answer = await this.#tries.check(what, fits);
    if (answer === 'wait') return waitWords(this.#tries.waitSeconds(what.secret, what.panel));
    if (answer) return null;
    return what.secret === 'pin' ? doorWords.wrongPin : doorWords.wrongCode;
  }
}
