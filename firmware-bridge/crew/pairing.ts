import { isCode, newCode } from './typed-code.ts';

/** 40 bits: nobody guesses them in two minutes. */
const CODE_DIGITS = 8;
export const PAIRING_MS = 120_000;

/** The one code that is shown for pairing a phone: for two minutes, for one phone, in the name of whoever asked for it. */
export class Pairing {
  #shown: { code: string; member: string; until: number } | null = null;

  /** `at` is monotonic milliseconds. A code shown before is no longer good. */
  show(member: string, at: number): void {
    this.#shown = { code: newCode(CODE_DIGITS), member, until: at + PAIRING_MS };
  }

  hide(): void {
    this.#shown = null;
  }

  /** The code while it is good. */
  at(at: number): { code: string; member: string; secondsLeft: number } | null {
    if (this.#shown === null || at >= this.#shown.until) return null;
    const { code, member, until } = this.#shown;
    return { code, member, secondsLeft: Math.ceil((until - at) / 1_000) };
  }

  /** True once, when the time of a code that was shown is over. */
  lapsed(at: number): boolean {
    if (this.#shown === null || at < this.#shown.until) return false;
    this.#shown = null;
    return true;
  }

  /** The member whose phone this is, once; null for anything but the code that is shown. */
  take(typed: string, at: number): string | null {
    const shown = this.at(at);
    if (shown === null || !isCode(typed, shown.code)) return null;
    this.#shown = null;
    return shown.member;
  }
}
