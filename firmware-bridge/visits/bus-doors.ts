import {
  beginAnew,
  type Blindness,
  blindSeconds,
  type BlindnessStep,
  look,
  SEEING,
  settle,
} from './blindness.ts';
import {
  blindSince,
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

/** Whole seconds in which a door could not see, for the statistics; none where that has only begun or was shorter. */
export interface BlindTime {
  door: string;
  seconds: number;
}

/** All doors of one bus: each reads its own two beams, and together they say how many are aboard. */
export class BusDoors {
  readonly #doors: Map<string, DoorwayState>;
  readonly #staff = new Map<string, StaffPass>();
  readonly #counts = new Map<string, Record<Direction, number>>();
  readonly #blindness = new Map<string, Blindness>();
  #untold: BlindTime[] = [];
  #now = 0;
  #occupancy: Occupancy = EMPTY_BUS;
  #drift: Drift | null = null;
  #day: string | null = null;

  constructor(doors: readonly string[]) {
    this.#doors = new Map(doors.map((door) => [door, startDoorway()]));
  }

  get occupancy(): Occupancy {
    return this.#occupancy;
  }

  /** Visits through one door since the last reset. */
  countsOf(door: string): Readonly<Record<Direction, number>> {
    return this.#counts.get(door) ?? { in: 0, out: 0 };
  }

  /** How long a door could not see since the last reset, and whether it cannot see now. */
  blindOf(door: string): { seconds: number; now: boolean } {
    const blindness = this.#blindness.get(door) ?? SEEING;
    return { seconds: blindSeconds(blindness, this.#now), now: blindness.since !== null };
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
    this.#now = Math.max(this.#now, event.at);
    this.#note(door, look(this.#blindness.get(door) ?? SEEING, blindSince(step.state), this.#now));
    const { pass, visits } = withoutStaff(this.#staff.get(door) ?? NO_STAFF, step.crossings, event.at);
    this.#staff.set(door, pass);
    for (const direction of visits) this.#count(door, direction);
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

  /** What the statistics have not heard of, and doors that have just gone blind or see again; each is given once. */
  takeBlindTime(): BlindTime[] {
    return this.#untold.splice(0);
  }

  /** Makes what doors have missed up to now ready to be taken, because what follows is counted under another stop or not at all. */
  settleBlindTime(): void {
    for (const [door, blindness] of this.#blindness) this.#note(door, settle(blindness, this.#now));
  }

  /** A stop begins: count anew, so that yesterday's drift ends here, and say how large it was. */
  reset(why: Drift['why'] = 'stop-opened'): Drift {
    this.#drift = driftOf(this.#occupancy, why);
    this.#occupancy = EMPTY_BUS;
    this.#counts.clear();
    for (const [door, blindness] of this.#blindness)
      this.#blindness.set(door, beginAnew(blindness, this.#now));
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

  #count(door: string, direction: Direction): void {
    const before = this.countsOf(door);
    this.#counts.set(door, { ...before, [direction]: before[direction] + 1 });
    this.#occupancy = countCrossing(this.#occupancy, direction);
  }

  #note(door: string, { blindness, seconds }: BlindnessStep): void {
    const wasBlind = this.blindOf(door).now;
    this.#blindness.set(door, blindness);
    if (seconds > 0 || wasBlind !== this.blindOf(door).now) this.#untold.push({ door, seconds });
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
