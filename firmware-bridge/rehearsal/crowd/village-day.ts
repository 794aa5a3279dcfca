import type { Luck } from './luck.ts';

/**
 * How many come over a day, by share of the day: a quiet start, a full morning, few at noon, the rush after lunch, a long end. A picture
 * of a day, not a measurement.
 */
const VILLAGE_DAY: readonly (readonly [share: number, come: number])[] = [
  [0, 0.3],
  [0.1, 0.7],
  [0.28, 1.3],
  [0.44, 0.6],
  [0.52, 0.45],
  [0.6, 1.9],
  [0.72, 1.3],
  [0.88, 0.8],
  [1, 0.3],
];
const STEPS = 200;

/**
 * When each of so many parties comes, as shares 0..1 of a day, in order.
 * @param ease 1: as in a village; 0: evenly, because the door is busy all day anyway and a rush would only be a longer queue
 */
export function arrivalShares(parties: number, ease: number, luck: Luck): number[] {
  const come = Array.from({ length: STEPS }, (_, step) => 1 - ease + ease * comeAt((step + 0.5) / STEPS));
  const all = come.reduce((sum, each) => sum + each, 0);
  const shares: number[] = [];
  let step = 0;
  let before = 0;
  for (let party = 0; party < parties; party++) {
    const wanted = ((party + luck.share()) / parties) * all;
    while (step < STEPS - 1 && before + come[step]! < wanted) before += come[step++]!;
    shares.push(Math.min(1, (step + (wanted - before) / come[step]!) / STEPS));
  }
  return shares;
}

function comeAt(share: number): number {
  const next = Math.max(
    1,
    VILLAGE_DAY.findIndex(([at]) => at >= share),
  );
  const [from, low] = VILLAGE_DAY[next - 1]!;
  const [to, high] = VILLAGE_DAY[next]!;
  return low + ((share - from) / (to - from)) * (high - low);
}
