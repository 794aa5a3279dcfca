import type { DayPlan } from './day-plan.ts';

/** How many truly went through a door. */
export interface TruthOfDoor {
  door: string;
  in: number;
  out: number;
  /** Went through while the door could not see, and are in neither of the two. */
  unseen: { in: number; out: number };
}

/**
 * What a count of each door must be compared with. Walks are known once they are over.
 * @param blind whether a door could not see for a part of that time @param at milliseconds since the day began
 */
export function truthOfDoors(
  plan: DayPlan,
  blind: (door: string, from: number, until: number) => boolean,
  at: number = plan.lasts,
): TruthOfDoor[] {
  const truth = new Map<string, TruthOfDoor>();
  for (const { door, from, until, direction, people } of plan.walks) {
    const known = truth.get(door) ?? { door, in: 0, out: 0, unseen: { in: 0, out: 0 } };
    truth.set(door, known);
    if (until > at) continue;
    const seen = people.length === 0 || !blind(door, from, until);
    (seen ? known : known.unseen)[direction] += people.length;
  }
  return [...truth.values()];
}
