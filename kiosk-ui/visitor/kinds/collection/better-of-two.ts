import type { CollectionObject } from '@pingan/content/kinds/collection/collection';

/** How an object stands in a row against the one beside it; `unsaid` where the collection does not say. */
export type Standing = 'better' | 'weaker' | 'equal' | 'unsaid';

export function standing(one: CollectionObject, other: CollectionObject, row: string): Standing {
  const [mine, theirs] = [one.strength?.[row], other.strength?.[row]];
  if (mine === undefined || theirs === undefined) return 'unsaid';
  if (mine === theirs) return 'equal';
  return mine > theirs ? 'better' : 'weaker';
}
