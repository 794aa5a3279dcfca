import type { AskedItem } from './return-item.ts';

/** The messages that one stop asked. */
export interface AskedAt {
  stop: string;
  items: AskedItem[];
}

/** More than a visitor is ever asked; enough that two of them are seldom asked the same. */
export const MOST_ITEMS = 12;

/** The messages asked at the last stop of a village other than `stop`; none where there was none, or no stop is open. */
export function askedLastTime(asked: readonly AskedAt[], stop: string | null): AskedItem[] {
  return stop === null ? [] : (asked.findLast((each) => each.stop !== stop)?.items ?? []);
}

/**
 * A stop has asked one message more. The stop before it stays beside it, so that everybody who comes this time is asked about
 * last time; the one before that is forgotten. Gives back the very same list where nothing is new.
 */
export function withAsked(asked: readonly AskedAt[], stop: string, item: AskedItem): readonly AskedAt[] {
  const here = asked.find((each) => each.stop === stop) ?? { stop, items: [] };
  const known = here.items.some((each) => each.exhibit === item.exhibit && each.item === item.item);
  if (known || here.items.length >= MOST_ITEMS) return asked;
  const others = asked.filter((each) => each.stop !== stop).slice(-1);
  return [...others, { stop, items: [...here.items, item] }];
}

/** The message a tally was about; null for every other tally. Messages of a return visit are last time's, not this time's. */
export function askedBy({ metric, label }: { metric: string; label: string }): AskedItem | null {
  const [phase, exhibit, item] = label.split('/');
  const counts = metric.startsWith('item.') && (phase === 'before' || phase === 'after');
  return counts && exhibit !== undefined && item !== undefined ? { exhibit, item } : null;
}
