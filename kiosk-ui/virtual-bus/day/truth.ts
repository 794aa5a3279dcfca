import type { RehearsalView, TruthBesideCount } from '@pingan/protocol/rehearsal';

/** What the counts are about, in the order in which the page shows them. */
export const FAMILIES = ['doors', 'stands', 'exhibits', 'things'] as const;
export type Family = (typeof FAMILIES)[number];

/**
 * How a count stands to the truth. `settling`: the day still runs, and what was done just now may not be counted yet. `unstated`: a door that
 * nobody has calibrated is off, and never said how far it may be.
 */
export type Standing = 'equal' | 'within' | 'settling' | 'unstated' | 'apart';

const familyOfMetric: Record<string, Family> = {
  door: 'doors',
  session: 'stands',
  'easy-read': 'stands',
  step: 'stands',
  dwell: 'stands',
  language: 'stands',
  hands: 'stands',
  object: 'things',
};

const familyOf = (metric: string): Family => familyOfMetric[metric.split('.')[0]!] ?? 'exhibits';

/** The counts of each family that has any, in the order told. */
export function byFamily(counts: readonly TruthBesideCount[]): [Family, TruthBesideCount[]][] {
  return FAMILIES.map((family): [Family, TruthBesideCount[]] => [
    family,
    counts.filter(({ metric }) => familyOf(metric) === family),
  ]).filter(([, own]) => own.length > 0);
}

/** Equal where each single count is right, not only the sum; a door's count may also lie within the interval it states. */
export function standingOf(
  { metric, truth, unsure, measured, apart, interval }: TruthBesideCount,
  isOver: boolean,
): Standing {
  if (apart === 0 && truth === measured) return 'equal';
  if (interval !== null && truth + unsure >= interval.low && truth <= interval.high) return 'within';
  if (!isOver) return 'settling';
  return interval === null && familyOf(metric) === 'doors' ? 'unstated' : 'apart';
}

/** How many counts are right, of how many. */
export function rightOnes({ counts, state }: Pick<RehearsalView, 'counts' | 'state'>): {
  right: number;
  of: number;
} {
  const standings = counts.map((count) => standingOf(count, state === 'over'));
  return { right: standings.filter((is) => is === 'equal' || is === 'within').length, of: counts.length };
}

/** Opening and closing of a played day, in minutes after midnight. */
const OPENS = 9 * 60;
const CLOSES = 17 * 60;

/** Share 0..1 of the way that the sun takes while the bus is open. */
export const sunAt = (clock: number): number => Math.min(1, Math.max(0, (clock - OPENS) / (CLOSES - OPENS)));

/** Minutes after midnight as a clock shows them. */
export function timeOfDay(clock: number): string {
  const minutes = Math.floor(clock);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
