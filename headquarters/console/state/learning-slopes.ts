import type { ExhibitLearning, LearningPhase } from '../../statistics/learning.ts';

export interface SlopePoint {
  phase: LearningPhase;
  /** Share of scams that were caught, 0..1. */
  caught: number;
  /** Share of genuine ones that were taken for a scam, 0..1. */
  doubted: number;
}

/** The phases of which there is enough to be drawn; none unless there is enough before and after. */
export function slopeOf({ phases, after, later }: ExhibitLearning): SlopePoint[] {
  if (after.verdict === 'too-few') return [];
  const drawn: LearningPhase[] = ['before', 'after'];
  if (later !== null && later.verdict !== 'too-few') drawn.push('later');
  return drawn.flatMap((phase) => {
    const { hitRate, falseAlarmRate } = phases[phase];
    return hitRate === null || falseAlarmRate === null
      ? []
      : [{ phase, caught: hitRate, doubted: falseAlarmRate }];
  });
}

/** Moves two labels apart until `gap` lies between them, both by the same way, and keeps them within `from`..`to`. */
export function apart(a: number, b: number, gap: number, from: number, to: number): [number, number] {
  const sign = a <= b ? 1 : -1;
  const push = Math.max(0, gap - Math.abs(a - b)) / 2;
  const [upper, lower] = sign === 1 ? [a - push, b + push] : [b - push, a + push];
  const shift = Math.max(0, from - upper) - Math.max(0, lower - to);
  return sign === 1 ? [upper + shift, lower + shift] : [lower + shift, upper + shift];
}
