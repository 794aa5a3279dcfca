import type { Counted, CountTotal } from '../store/tallies.ts';
import type { DoorWalk } from './crowd/day-plan.ts';
import type { TrueCount } from './crowd/station-crowd.ts';

/** Adds up counts of the same thing at the same place. */
export class CountTotals {
  readonly #totals = new Map<string, CountTotal>();

  add({ place, metric, label }: Counted, n = 1): void {
    const key = JSON.stringify([place, metric, label]);
    const known = this.#totals.get(key);
    if (known === undefined) this.#totals.set(key, { place, metric, label, n });
    else known.n += n;
  }

  get all(): CountTotal[] {
    return [...this.#totals.values()];
  }
}

/** What the crowd did: known to it alone, and compared with what the bus counted. */
export class DayTruth {
  readonly #counts = new CountTotals();
  readonly #unseen = new Map<string, number>();

  /** What happened at a screen. */
  happened(count: TrueCount): void {
    this.#counts.add(count);
  }

  /** A walk is over. @param blind the door could not see all of it */
  walked({ door, direction, people }: DoorWalk, blind: boolean): void {
    if (people.length === 0) return;
    if (blind) this.#unseen.set(door, this.passedUnseen(door) + people.length);
    else this.#counts.add({ place: door, metric: `door.${direction}`, label: '' }, people.length);
  }

  /** Of everything but what passed unseen. */
  get counts(): CountTotal[] {
    return this.#counts.all;
  }

  /** How many went through a door while it was blind. */
  passedUnseen(door: string): number {
    return this.#unseen.get(door) ?? 0;
  }
}
