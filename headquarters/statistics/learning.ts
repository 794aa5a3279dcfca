import { type ItemAnswers, type ItemPhase, NO_ANSWERS, addCounts } from './item-answers.ts';
import { published, publishedShare } from './publishing-limit.ts';
import {
  type Detection,
  type DetectionChange,
  type DetectionCounts,
  type Estimate,
  detect,
  detectChange,
} from './signal-detection.ts';

/** Below this many pairs d′ is noise. */
export const PAIRS_NEEDED = 30;

/** `play` is a game, not a test: it is never mixed with these. */
export type LearningPhase = Exclude<ItemPhase, 'play'>;

/**
 * What can be said of two phases. `learned` and `lost`: d′ rose or fell, and its interval leaves out 0. `suspicious` and `trusting`: d′ did
 * not move for certain, but c did; people only call more, or less, a scam. `unchanged`: neither did. `too-few`: fewer than 30 pairs.
 */
export type Verdict = 'learned' | 'lost' | 'suspicious' | 'trusting' | 'unchanged' | 'too-few';

/** One exhibit in one phase. Counts and rates are null where they would tell of fewer than ten. */
export interface PhaseLearning {
  /** Pairs of a scam and a genuine item. */
  pairs: number | null;
  hits: number | null;
  misses: number | null;
  falseAlarms: number | null;
  correctRejections: number | null;
  /** Share of scams called a scam, 0..1. */
  hitRate: number | null;
  /** Share of genuine ones called a scam, 0..1. */
  falseAlarmRate: number | null;
  /** Null below 30 pairs. */
  detection: Detection | null;
}

export interface LearningChange {
  verdict: Verdict;
  /** More genuine ones are taken for a scam than before, whatever the verdict. */
  doubtsGenuine: boolean;
  /** Pairs of the phase that has fewer; null for under 10. */
  pairs: number | null;
  /** Null where it is too few. */
  change: Omit<DetectionChange, 'falseAlarms'> | null;
}

/** What became of the visitors of one exhibit. */
export interface ExhibitLearning {
  exhibit: string;
  phases: Record<LearningPhase, PhaseLearning>;
  /** Before the story compared with after it. */
  after: LearningChange;
  /** Before the story compared with a return visit; null where nobody was asked on one. */
  later: LearningChange | null;
}

/** How every exhibit with items before and after it did, the one with most pairs first. */
export function exhibitLearning(answers: readonly ItemAnswers[]): ExhibitLearning[] {
  const counts = new Map<string, Record<LearningPhase, DetectionCounts>>();
  for (const { phase, exhibit, counts: more } of answers) {
    if (phase === 'play') continue;
    const known = counts.get(exhibit) ?? { before: NO_ANSWERS, after: NO_ANSWERS, later: NO_ANSWERS };
    counts.set(exhibit, { ...known, [phase]: addCounts(known[phase], more) });
  }
  return [...counts]
    .sort(
      ([a, x], [b, y]) => fewerPairs(y.before, y.after) - fewerPairs(x.before, x.after) || a.localeCompare(b),
    )
    .map(([exhibit, { before, after, later }]) => ({
      exhibit,
      phases: { before: phaseOf(before), after: phaseOf(after), later: phaseOf(later) },
      after: changeOf(before, after),
      later: answered(later) === 0 ? null : changeOf(before, later),
    }));
}

function phaseOf(counts: DetectionCounts): PhaseLearning {
  const { hits, misses, falseAlarms, correctRejections } = counts;
  return {
    pairs: published(pairsOf(counts)),
    hits: published(hits),
    misses: published(misses),
    falseAlarms: published(falseAlarms),
    correctRejections: published(correctRejections),
    hitRate: publishedShare(hits, hits + misses),
    falseAlarmRate: publishedShare(falseAlarms, falseAlarms + correctRejections),
    detection: pairsOf(counts) < PAIRS_NEEDED ? null : roundedDetection(detect(counts)),
  };
}

/** The verdict on two phases, and the change behind it. */
export function changeOf(earlier: DetectionCounts, later: DetectionCounts): LearningChange {
  const pairs = fewerPairs(earlier, later);
  if (pairs < PAIRS_NEEDED)
    return { verdict: 'too-few', doubtsGenuine: false, pairs: published(pairs), change: null };
  const change = detectChange(earlier, later);
  return {
    verdict: verdictOf(change),
    doubtsGenuine: change.falseAlarms.low > 0,
    pairs: published(pairs),
    change: roundedDetection(change),
  };
}

function verdictOf({ dPrime, criterion }: DetectionChange): Verdict {
  if (dPrime.low > 0) return 'learned';
  if (dPrime.high < 0) return 'lost';
  if (criterion.high < 0) return 'suspicious';
  return criterion.low > 0 ? 'trusting' : 'unchanged';
}

function pairsOf({ hits, misses, falseAlarms, correctRejections }: DetectionCounts): number {
  return Math.min(hits + misses, falseAlarms + correctRejections);
}

function fewerPairs(a: DetectionCounts, b: DetectionCounts): number {
  return Math.min(pairsOf(a), pairsOf(b));
}

function answered(counts: DetectionCounts): number {
  return Object.values(counts).reduce((sum: number, n: number) => sum + n, 0);
}

/** More decimals would say nothing, and give away counts that are not told. */
function roundedDetection({ dPrime, criterion }: Detection): Detection {
  return { dPrime: rounded(dPrime), criterion: rounded(criterion) };
}

function rounded({ value, low, high }: Estimate): Estimate {
  // Adding 0 turns −0 into 0.
  const two = (x: number) => Math.round(x * 100) / 100 + 0;
  return { value: two(value), low: two(low), high: two(high) };
}
