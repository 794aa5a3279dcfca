import type { BusProfile } from './profile.ts';

/** Floor for one visitor who reads a screen while others pass, in square metres; the shelves take their share of it. */
const FLOOR_EACH = 2.5;

/** Most visitors that a bus or room holds at once: as its profile says, else as its floor allows, at least one. */
export function holdsOf({ holds, plan }: Pick<BusProfile, 'holds' | 'plan'>): number {
  return holds ?? Math.max(1, Math.floor((plan.length * plan.width) / 1_000_000 / FLOOR_EACH));
}
