/**
 * Draws at random from data: the same luck draws the same, so that a rule stays pure and a test can repeat what it saw.
 * FNV-1a for the seed, mulberry32 for the numbers; both are in the public domain and good enough to shuffle cards.
 */
export function numbersOf(luck: string): () => number {
  let seed = 0x811c9dc5;
  for (const character of luck) seed = Math.imul(seed ^ character.codePointAt(0)!, 0x01000193);
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** The same things in an order that luck decides (Fisher and Yates). */
export function shuffled<T>(things: readonly T[], luck: string): T[] {
  const random = numbersOf(luck);
  const cards = [...things];
  for (let last = cards.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [cards[last], cards[other]] = [cards[other]!, cards[last]!];
  }
  return cards;
}
