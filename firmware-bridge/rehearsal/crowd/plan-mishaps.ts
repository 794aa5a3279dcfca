import type { Mishap } from './day-plan.ts';
import type { Luck } from './luck.ts';

/** A cable that came loose is noticed and pushed in again after this many real milliseconds. */
const LOOSE: [number, number] = [1_500, 4_000];
/** Nothing comes loose in the first and in the last part of a day. */
const CALM_START = 0.05;
const CALM_END = 0.1;
/** A board needs time to come back before the next cable comes loose, in milliseconds. */
const BETWEEN = 12_000;

/** A few cables come loose over the day, board by board, never two at once; none where the day is too short for it. */
export function planMishaps(lasts: number, boards: readonly string[], luck: Luck): Mishap[] {
  const from = CALM_START * lasts;
  const span = (1 - CALM_END - CALM_START) * lasts - LOOSE[1];
  if (boards.length === 0 || span <= 0) return [];
  const count = Math.min(luck.whole(3, 6), 1 + Math.floor(span / (LOOSE[1] + BETWEEN)));
  const first = luck.whole(0, boards.length - 1);
  const room = span - (count - 1) * (LOOSE[1] + BETWEEN);
  const starts = Array.from({ length: count }, () => luck.between(0, room)).sort((a, b) => a - b);
  return starts.map((start, nth) => ({
    at: Math.round(from + start + nth * (LOOSE[1] + BETWEEN)),
    lasts: luck.whole(...LOOSE),
    board: boards[(first + nth) % boards.length]!,
  }));
}
