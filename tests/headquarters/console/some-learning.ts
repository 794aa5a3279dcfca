import type {
  ExhibitLearning,
  LearningChange,
  PhaseLearning,
  Verdict,
} from '../../../headquarters/statistics/learning.ts';

const exactly = (value: number) => ({ value, low: value - 0.2, high: value + 0.2 });

function phase(pairs: number | null, hitRate: number, falseAlarmRate: number): PhaseLearning {
  return {
    pairs,
    hits: null,
    misses: null,
    falseAlarms: null,
    correctRejections: null,
    hitRate,
    falseAlarmRate,
    detection: pairs === null ? null : { dPrime: exactly(1), criterion: exactly(-0.1) },
  };
}

function change(verdict: Verdict, pairs: number | null, doubtsGenuine = false): LearningChange {
  const tooFew = verdict === 'too-few';
  return {
    verdict,
    doubtsGenuine,
    pairs,
    change: tooFew ? null : { dPrime: exactly(0.74), criterion: exactly(-0.3) },
  };
}

/** A story with that verdict; only what the console is told of it. */
export function someLearning(
  verdict: Verdict,
  more: { exhibit?: string; later?: Verdict; pairs?: number | null; doubtsGenuine?: boolean } = {},
): ExhibitLearning {
  const { exhibit = 'fake-police', later, pairs = 100, doubtsGenuine } = more;
  return {
    exhibit,
    phases: { before: phase(pairs, 0.7, 0.3), after: phase(pairs, 0.9, 0.29), later: phase(40, 0.8, 0.25) },
    after: change(verdict, pairs, doubtsGenuine),
    later: later === undefined ? null : change(later, later === 'too-few' ? 14 : 40),
  };
}
