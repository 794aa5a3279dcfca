import type { DetectionCounts } from './signal-detection.ts';
import type { Totals } from './totals.ts';

/** The count that each metric of an item is. */
const COUNT_OF = {
  'item.hit': 'hits',
  'item.miss': 'misses',
  'item.false-alarm': 'falseAlarms',
  'item.correct-rejection': 'correctRejections',
} as const satisfies Record<string, keyof DetectionCounts>;

export const ITEM_METRICS = Object.keys(COUNT_OF);

const PHASES = ['before', 'after', 'later', 'play'] as const;
/** Before and after a story, on a return visit, and within a game of judging. */
export type ItemPhase = (typeof PHASES)[number];

/** What was answered to one item in one phase. */
export interface ItemAnswers {
  phase: ItemPhase;
  exhibit: string;
  item: string;
  counts: DetectionCounts;
}

export const NO_ANSWERS: DetectionCounts = { hits: 0, misses: 0, falseAlarms: 0, correctRejections: 0 };

export function addCounts(a: DetectionCounts, b: DetectionCounts): DetectionCounts {
  return {
    hits: a.hits + b.hits,
    misses: a.misses + b.misses,
    falseAlarms: a.falseAlarms + b.falseAlarms,
    correctRejections: a.correctRejections + b.correctRejections,
  };
}

/**
 * Reads labels `phase/exhibit/item`. One that is not of this form comes from another version of the bus: it stays in the totals, but
 * nothing can be learned from it.
 */
export function itemAnswers(totals: Totals): ItemAnswers[] {
  const answers = new Map<string, ItemAnswers>();
  for (const [metric, count] of Object.entries(COUNT_OF)) {
    for (const [label, n] of Object.entries(totals[metric] ?? {})) {
      const [word, exhibit, item, ...rest] = label.split('/');
      const phase = PHASES.find((each) => each === word);
      if (phase === undefined || !exhibit || !item || rest.length > 0) continue;
      const known = answers.get(label) ?? { phase, exhibit, item, counts: NO_ANSWERS };
      answers.set(label, { ...known, counts: { ...known.counts, [count]: n } });
    }
  }
  return [...answers.values()];
}
