import {
  type DoorwayEvent,
  type DoorwayFault,
  doorwayStep,
  type DoorwayState,
  startDoorway,
} from './doorway.ts';
import { type Drift, driftOf, isLaterDay } from './drift.ts';
import { countCrossing, countDoubt, EMPTY_BUS, type Occupancy } from './occupancy.ts';
import type { Direction } from './passage.ts';
import { NO_STAFF, staffPressed, type StaffPass, withoutStaff } from './staff-pass.ts';

/** A person went through a door. */
export interface Crossing {
  door: string;
  direction: Direction;
}

/** All doors of one bus: each reads its own two beams, and together they say how many are aboard. */
export class BusDoors {
  readonly #doors: Map<string, DoorwayState>;
  readonly #staff = new Map<string, StaffPass>();
  #occupancy: Occupancy = EMPTY_BUS;
  #drift: Drift | null = null;
  #day: string | null = null;

  constructor(doors: readonly string[]) {
    this.#doors = new Map(doors.map((door) => [door, startDoorway()]));
  }

  get occupancy(): Occupancy {
    return this.#occupancy;
  }

  /** What stands in the way now, also in words. */
  get faults(): { door: string; fault: DoorwayFault; words: string }[] {
    return [...this.#doors].flatMap(([door, state]) =>
      state.faults.map((fault) => ({ door, fault, words: inWords(door, fault) })),
    );
  }

  /** What the last reset found: how many were still counted aboard a bus that should have been empty. */
  get drift(): Drift | null {
    return this.#drift;
  }

  /** What one event means at one door; unknown doors are ignored. Staff who pressed their button are no crossing. */
  at(door: string, event: DoorwayEvent): Crossing[] {
    const state = this.#doors.get(door);
    if (state === undefined) return [];
    const step = doorwayStep(state, event);
    this.#doors.set(door, step.state);
    const { pass, visits } = withoutStaff(this.#staff.get(door) ?? NO_STAFF, step.crossings, event.at);
    this.#staff.set(door, pass);
    for (const direction of visits) this.#occupancy = countCrossing(this.#occupancy, direction);
    for (const _doubt of step.doubts) this.#occupancy = countDoubt(this.#occupancy);
    return visits.map((direction) => ({ door, direction }));
  }

  /** The same event at every door: time passing, or the board being gone. */
  everywhere(event: Extract<DoorwayEvent, { kind: 'lost' | 'tick' }>): Crossing[] {
    return [...this.#doors.keys()].flatMap((door) => this.at(door, event));
  }

  /** The staff button at a door: the next crossing there within ten seconds is not a visit. `at` as in the events. */
  staff(door: string, at: number): void {
    if (this.#doors.has(door)) this.#staff.set(door, staffPressed(at));
  }

  /** A stop begins: count anew, so that yesterday's drift ends here, and say how large it was. */
  reset(why: Drift['why'] = 'stop-opened'): Drift {
    this.#drift = driftOf(this.#occupancy, why);
    this.#occupancy = EMPTY_BUS;
    for (const door of this.#staff.keys()) this.#staff.set(door, NO_STAFF);
    return this.#drift;
  }

  /**
   * Tells the local day, as YYYY-MM-DD; null while the clock is not known. When a later day begins, counting begins
   * anew. Gives the drift of the day that ended, or null.
   */
  dayIs(day: string | null): Drift | null {
    const before = this.#day;
    if (day !== null) this.#day = day;
    return isLaterDay(before, day) ? this.reset('new-day') : null;
  }
}

function inWords(door: string, fault: DoorwayFault): string {
  switch (fault.fault) {
    case 'blocked':
      return `door ${door}: something stands in the ${fault.beam} beam; nothing is counted there until it is clear`;
    case 'flapping':
      return `door ${door}: the ${fault.beam} beam flickers; check its cable and its aim`;
  }
}
