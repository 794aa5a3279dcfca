import type { DayPlan } from './day-plan.ts';

/** How many truly went through a door. */
export interface TruthOfDoor {
  door: string;
  in: number;
  out: number;
  /** Went through while the door could not see, and are in neither of the two. */
  unseen: { in: number; out: number };
  /** Those of the unseen who went through just as the door lost its sight or found it again: it may have counted them. */
  unsure: { in: number; out: number };
}

/** Whether a door could see a walk. `in-part`: it may have. */
export type Sight = 'seen' | 'in-part' | 'unseen';

/**
 * What a count of each door must be compared with. Walks are known once they are over.
 * @param sight what a door could see of that time @param at milliseconds since the day began
 */
export function truthOfDoors(
  plan: DayPlan,
  sight: (door: string, from: number, until: number) => Sight,
  at: number = plan.lasts,
): TruthOfDoor[] {
  const truth = new Map<string, TruthOfDoor>();
  for (const { door, from, until, direction, people } of plan.walks) {
    const known = truth.get(door) ?? {
      door,
      in: 0,
      out: 0,
      unseen: { in: 0, out: 0 },
      unsure: { in: 0, out: 0 },
    };
    truth.set(door, known);
    if (until > at) continue;
    const saw = sight(door, from, until);
    (saw === 'seen' ? known : known.unseen)[direction] += people.length;
    if (saw === 'in-part') known.unsure[direction] += people.length;
  }
  return [...truth.values()];
}
