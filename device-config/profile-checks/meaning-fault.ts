import type { Path } from '../fault.ts';

/** Parts that fit the schema one by one and cannot be built together. */
export interface MeaningFault {
  path: Path;
  message: string;
  /** The other place that the fault is about; the reader adds its line. */
  other?: Path;
}

/** For every item but the first of those that share a key: the item together with that first one. */
export function repeated<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): { item: Item; first: Item }[] {
  const firsts = new Map<string, Item>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    if (key === undefined) return [];
    const first = firsts.get(key);
    if (first !== undefined) return [{ item, first }];
    firsts.set(key, item);
    return [];
  });
}
