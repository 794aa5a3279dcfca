import type { Direction } from './passage.ts';

/** How many came, went and are aboard, over all doors of one bus, since the last reset. */
export interface Occupancy {
  in: number;
  out: number;
  /** Never negative. */
  aboard: number;
  /** People who left although nobody was known to be aboard: they had come in unseen. */
  unmatched: number;
  /** Times a door could not tell whether or which way somebody crossed. */
  undecided: number;
}

/** Where every count begins, and begins anew when a stop is opened: what drifted before does not drift on. */
export const EMPTY_BUS: Occupancy = { in: 0, out: 0, aboard: 0, unmatched: 0, undecided: 0 };

/** One crossing at any door; people may come in at one door and leave by another. */
export function countCrossing(occupancy: Occupancy, direction: Direction): Occupancy {
  if (direction === 'in') return { ...occupancy, in: occupancy.in + 1, aboard: occupancy.aboard + 1 };
  const out = occupancy.out + 1;
  if (occupancy.aboard === 0) return { ...occupancy, out, unmatched: occupancy.unmatched + 1 };
  return { ...occupancy, out, aboard: occupancy.aboard - 1 };
}

/** One doubt at any door. It changes no count of people. */
export function countDoubt(occupancy: Occupancy): Occupancy {
  return { ...occupancy, undecided: occupancy.undecided + 1 };
}
