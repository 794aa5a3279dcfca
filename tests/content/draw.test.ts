import { numbersOf, shuffled } from '@pingan/content/draw';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const LUCKS = Array.from({ length: 6000 }, (_, n) => `epoch-${Math.floor(n / 100)}/session-${n % 100}`);

/** Pearson's test; with the 99.99 % quantile of its degrees of freedom, and fixed lucks, it never fails by chance. */
function chiSquared(observed: readonly number[]): number {
  const expected = observed.reduce((sum, n) => sum + n, 0) / observed.length;
  return observed.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}

describe('shuffled cards', () => {
  it('are the same cards, the pack untouched, in the same order for the same luck', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (cards, luck) => {
        const before = [...cards];
        const result = shuffled(cards, luck);
        expect(result.toSorted((a, b) => a - b)).toEqual(cards.toSorted((a, b) => a - b));
        expect(cards).toEqual(before);
        expect(shuffled(cards, luck)).toEqual(result);
      }),
    );
  });

  it('come to every place about equally often', () => {
    const cards = [0, 1, 2, 3, 4];
    const decks = LUCKS.map((luck) => shuffled(cards, luck));
    for (const place of cards) {
      const observed = cards.map((card) => decks.filter((deck) => deck[place] === card).length);
      expect(chiSquared(observed)).toBeLessThan(23.5);
    }
  });

  it('come in every order about equally often', () => {
    const orders = new Map<string, number>();
    for (const luck of LUCKS) {
      const order = shuffled(['a', 'b', 'c'], luck).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    expect(chiSquared([...orders.values()])).toBeLessThan(25.8);
  });
});

describe('random numbers', () => {
  it('lie from 0 up to but not including 1, and spread over it', () => {
    const random = numbersOf('luck');
    const tenths = new Array<number>(10).fill(0);
    for (let n = 0; n < 10_000; n += 1) {
      const number = random();
      expect(number >= 0 && number < 1).toBe(true);
      tenths[Math.floor(number * 10)]! += 1;
    }
    expect(chiSquared(tenths)).toBeLessThan(33.8);
  });

  it('differ from luck to luck, in any script', () => {
    const firsts = ['', 'a', 'b', 'ab', 'ba', '平安', '安平', '🚌'].map((luck) => numbersOf(luck)());
    expect(new Set(firsts).size).toBe(firsts.length);
  });
});
