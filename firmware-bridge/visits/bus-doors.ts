import {
  type DoorwayEvent,
  type DoorwayFault,
  doorwayStep,
  type DoorwayState,
  startDoorway,
} from './doorway.ts';
import { countCrossing, countDoubt, EMPTY_BUS, type Occupancy } from './occupancy.ts';
import type { Direction } from './passage.ts';

/** A person went through a door. */
export interface Crossing {
  door: string;
  direction: Direction;
}

/** All doors of one bus: each reads its own two beams, and together they say how many are aboard. */
export class BusDoors {
  readonly #doors: Map<string, DoorwayState>;
  #occupancy: Occupancy = EMPTY_BUS;

  constructor(doors: readonly string[]) {
    this.#doors = new Map(doors.map((door) => [door, startDoorway()]));
  }

  get occupancy(): Occupancy {
    return this.#occupancy;
  }

  /** What stands in the way now, in words for the officer. */
  get faults(): string[] {
    return [...this.#doors].flatMap(([door, state]) => state.faults.map((fault) => inWords(door, fault)));
  }

  /** What one event means at one door; unknown doors are ignored. */
  at(door: string, event: DoorwayEvent): Crossing[] {
    const state = this.#doors.get(door);
    if (state === undefined) return [];
    const step = doorwayStep(state, event);
    this.#doors.set(door, step.state);
    for (const direction of step.crossings) this.#occupancy = countCrossing(this.#occupancy, direction);
    for (const _doubt of step.doubts) this.#occupancy = countDoubt(this.#occupancy);
    return step.crossings.map((direction) => ({ door, direction }));
  }

  /** The same event at every door: time passing, or the board being gone. */
  everywhere(event: Extract<DoorwayEvent, { kind: 'lost' | 'tick' }>): Crossing[] {
    return [...this.#doors.keys()].flatMap((door) => this.at(door, event));
  }

  /** A stop begins: count anew, so that yesterday's drift ends here. */
  reset(): void {
    this.#occupancy = EMPTY_BUS;
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
