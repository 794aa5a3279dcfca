import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';

/** Luck that a seed decides: the same seed is lucky in the same way on every machine. */
export class Luck {
  readonly #source: JumpableRandomGenerator;

  private constructor(source: JumpableRandomGenerator) {
    this.#source = source;
  }

  /**
   * Independent lucks of one seed, so that one more draw in one matter changes nothing in another: with or without mishaps
   * the same people come.
   */
  static severalOf<const Matter extends string>(
    seed: number,
    matters: readonly Matter[],
  ): Record<Matter, Luck> {
    const source = xoroshiro128plus(seed);
    const lucks = matters.map((matter) => {
      source.jump();
      return [matter, new Luck(source.clone())] as const;
    });
    return Object.fromEntries(lucks) as Record<Matter, Luck>;
  }

  /** 0 up to but not including 1. */
  share(): number {
    return uniformFloat64(this.#source);
  }

  between(low: number, high: number): number {
    return low + this.share() * (high - low);
  }

  /** A whole number; both ends are possible. */
  whole(low: number, high: number): number {
    return uniformInt(this.#source, low, high);
  }

  happens(chance: number): boolean {
    return this.share() < chance;
  }

  /** One of a list that is not empty. */
  oneOf<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!;
  }

  /** One name, as often as its weight says. */
  weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.entries<number>(weights) as [Name, number][];
    let left = this.share() * names.reduce((sum, [, weight]) => sum + weight, 0);
    const found = names.find(([, weight]) => (left -= weight) < 0);
    return (found ?? names.at(-1)!)[0];
  }
}
