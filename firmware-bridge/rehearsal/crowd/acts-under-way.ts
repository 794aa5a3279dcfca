import type { Act, Wish } from './wish.ts';

/**
 * What hands did and what has not come about yet. One act does one thing. A deed that was given up may still come about while the next is thought of: a slow
 * bus is not a deaf one.
 */
export class ActsUnderWay {
  #now: Act[] = [];
  #late: Act[] = [];

  /** @param step of the picture that hands are laid on now */
  begin(acts: readonly Act[], step: number): void {
    this.#late = this.#late.filter((act) => isMeantFor(act, step));
    this.#now = [...acts];
  }

  /** Hands are off. What they did may still be on its way, until they do something else. */
  over(step: number): void {
    const touches = this.#late.filter((act) => isMeantFor(act, step));
    this.#late = [...touches, ...this.#now.filter((act) => act.by !== 'touch' || act.step === step)];
    this.#now = [];
  }

  /** Takes out the first act of which something came. @param byNow leave aside what was given up, and hands */
  take(byNow: boolean, comesOf: (act: Act) => Wish | null): Wish | null {
    const may = byNow ? this.#now.filter(({ by }) => by === 'touch') : [...this.#now, ...this.#late];
    for (const act of may) {
      const wish = comesOf(act);
      if (wish === null) continue;
      this.#remove(act);
      return wish;
    }
    return null;
  }

  /** So many presses were counted in a vote: they have done what they do. */
  pressed(times: number): void {
    for (let counted = 0; counted < times; counted += 1) {
      const press = [...this.#late, ...this.#now].find(({ by }) => by === 'button');
      if (press !== undefined) this.#remove(press);
    }
  }

  forget(): void {
    this.#now = [];
    this.#late = [];
  }

  #remove(act: Act): void {
    this.#now = this.#now.filter((other) => other !== act);
    this.#late = this.#late.filter((other) => other !== act);
  }
}

/** A touch counts on the picture it was meant for and on no other. */
function isMeantFor(act: Act, step: number): boolean {
  return act.by === 'touch' && act.step === step;
}
