import type { Mishap } from './crowd/day-plan.ts';

/** How long after a board is heard again no hand is laid on it: its contacts are reported anew first. */
const SETTLES_MS = 1_500;

export interface MishapParts {
  mishaps: readonly Mishap[];
  boards: readonly string[];
  cable: (board: string, plugged: boolean) => void;
  works: (board: string) => boolean;
  /** Whether a hand is on something that is wired to this board. */
  isTouched: (board: string) => boolean;
}

/** Pulls cables as planned, once hands are off what is wired to them, and puts them back. Times are those of the day. */
export class MishapRunner {
  readonly #parts: MishapParts;
  #waiting: Mishap[];
  /** Boards whose cable is out, and when it is put back. */
  readonly #loose = new Map<string, number>();
  /** From when on hands may be laid on a board; Infinity while it is away. */
  readonly #freeFrom = new Map<string, number>();

  constructor(parts: MishapParts) {
    this.#parts = parts;
    this.#waiting = [...parts.mishaps].sort((a, b) => a.at - b.at);
  }

  /** To be told often. @param held no cable is pulled now */
  look(at: number, held: boolean): void {
    const { boards, works, cable, isTouched } = this.#parts;
    for (const [board, until] of this.#loose) {
      if (at < until) continue;
      this.#loose.delete(board);
      cable(board, true);
    }
    for (const board of boards) {
      if (!this.works(board)) this.#freeFrom.set(board, Infinity);
      else if (this.#freeFrom.get(board) === Infinity) this.#freeFrom.set(board, at + SETTLES_MS);
    }
    if (held) return;
    const due = this.#waiting.filter(
      (mishap) => mishap.at <= at && works(mishap.board) && !this.#loose.has(mishap.board),
    );
    for (const mishap of due) {
      if (isTouched(mishap.board)) continue;
      this.#waiting = this.#waiting.filter((other) => other !== mishap);
      this.#loose.set(mishap.board, at + mishap.lasts);
      cable(mishap.board, false);
    }
  }

  /** No further cable is pulled. */
  cancel(): void {
    this.#waiting = [];
  }

  works(board: string): boolean {
    return !this.#loose.has(board) && this.#parts.works(board);
  }

  /** Whether a hand may be laid on what is wired to this board: not while it is away, nor when its cable is about to be pulled. */
  mayTouch(board: string, at: number): boolean {
    const about = this.#waiting.some((mishap) => mishap.board === board && mishap.at <= at);
    return !about && this.works(board) && at >= (this.#freeFrom.get(board) ?? 0);
  }

  get loose(): string[] {
    return [...this.#loose.keys()];
  }

  /** Whether all cables are in and all boards heard, with hands allowed on them. */
  isQuiet(at: number): boolean {
    return this.#loose.size === 0 && [...this.#freeFrom.values()].every((from) => from <= at);
  }

  /** Puts back what is out, whatever was planned. */
  putBack(): void {
    for (const board of this.loose) this.#parts.cable(board, true);
    this.#loose.clear();
  }
}
