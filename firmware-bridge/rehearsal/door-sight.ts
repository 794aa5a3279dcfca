import type { BusWiring } from './bus-wiring.ts';
import type { Sight } from './crowd/truth-of-doors.ts';

/** A walk that ended so shortly before a door went blind may not have been told yet, and one that began just after may have begun before. */
const MARGIN_MS = 300;

interface Blindness {
  from: number;
  /** Null while it lasts. */
  until: number | null;
}

/** When each door could not see, as the crowd knows it: its cable is out, or its board is not heard. Times are those of the day. */
export class DoorSight {
  readonly #doors: BusWiring['doors'];
  readonly #blind: Map<string, Blindness[]>;

  constructor(doors: BusWiring['doors']) {
    this.#doors = doors;
    this.#blind = new Map(Object.keys(doors).map((door) => [door, []]));
  }

  /** To be told often: whether a board works now. */
  look(at: number, works: (board: string) => boolean): void {
    for (const [door, boards] of Object.entries(this.#doors)) {
      const known = this.#blind.get(door)!;
      const last = known.at(-1);
      const isBlind = last !== undefined && last.until === null;
      const sees = boards.every(works);
      if (sees && isBlind) last.until = at;
      if (!sees && !isBlind) known.push({ from: at, until: null });
    }
  }

  /** Of walks that were over by then, nothing can still turn out to have gone unseen. */
  settledUntil(now: number): number {
    return now - MARGIN_MS;
  }

  /** What a door could see of a walk. Near the edges of its blindness nobody can say. */
  of(door: string, from: number, until: number): Sight {
    const near = (this.#blind.get(door) ?? []).filter(
      (blind) => blind.from <= until + MARGIN_MS && (blind.until ?? Infinity) >= from - MARGIN_MS,
    );
    if (near.length === 0) return 'seen';
    const within = near.some(
      (blind) => blind.from + MARGIN_MS <= until && (blind.until ?? Infinity) - MARGIN_MS >= from,
    );
    return within ? 'unseen' : 'in-part';
  }
}
