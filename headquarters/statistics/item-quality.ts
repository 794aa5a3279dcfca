import { type ItemAnswers, type ItemPhase } from './item-answers.ts';
import { published, publishedShare } from './publishing-limit.ts';

/** How often an item was judged rightly in one phase. */
export interface ItemShare {
  /** Null for under 10. */
  n: number | null;
  /** 0..1; null where `n` is. */
  right: number | null;
}

/** One item for the review that asks whether it still asks the right thing. */
export interface ItemQuality {
  exhibit: string;
  item: string;
  truth: 'scam' | 'genuine';
  /** Null in a phase it was not asked in. */
  phases: Record<ItemPhase, ItemShare | null>;
}

/**
 * Every item, the worst first: by the share that judged it rightly after the story; a game's item by its game. Items
 * with too few answers come last.
 */
export function itemQuality(answers: readonly ItemAnswers[]): ItemQuality[] {
  const items = new Map<string, ItemQuality>();
  const add = (truth: ItemQuality['truth'], answer: ItemAnswers, right: number, wrong: number) => {
    if (right + wrong === 0) return;
    const { exhibit, item, phase } = answer;
    // A pack may have turned a genuine item into a scam: these are two items then.
    const key = `${exhibit}/${item}/${truth}`;
    const none = { before: null, after: null, later: null, play: null };
    const known = items.get(key) ?? { exhibit, item, truth, phases: none };
    const n = right + wrong;
    const share = { n: published(n), right: publishedShare(right, n) };
    items.set(key, { ...known, phases: { ...known.phases, [phase]: share } });
  };
  for (const answer of answers) {
    const { hits, misses, falseAlarms, correctRejections } = answer.counts;
    add('scam', answer, hits, misses);
    add('genuine', answer, correctRejections, falseAlarms);
  }
  return [...items.values()].sort(
    (a, b) => standing(a) - standing(b) || a.exhibit.localeCompare(b.exhibit) || a.item.localeCompare(b.item),
  );
}

function standing({ phases }: ItemQuality): number {
  const { after, play, later, before } = phases;
  return after?.right ?? play?.right ?? later?.right ?? before?.right ?? Infinity;
}
