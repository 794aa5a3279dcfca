/** A reading smoothed over time, so that one spike decides nothing. `at` in monotonic milliseconds. */
export type Smoothed = { value: number; at: number } | null;

/**
 * Exponential smoothing for readings at any pace: after `tauMs` of steady readings 63 % of a step is seen. The first
 * reading is taken as it is; one that is told late changes nothing.
 */
export function smooth(before: Smoothed, value: number, at: number, tauMs: number): Smoothed {
  if (before === null) return { value, at };
  if (at <= before.at) return before;
  const share = 1 - Math.exp(-(at - before.at) / tauMs);
  return { value: before.value + share * (value - before.value), at };
}
