import { ENTRIES_NEEDED } from '../visits/calibration.ts';
import type { DayPlan, DoorWalk } from './crowd/day-plan.ts';
import type { DayClock } from './day-clock.ts';

/** Some more than needed: a finger may be too late for one or two. */
const TAPPED = ENTRIES_NEEDED + 5;
/** The last ones tapped may still be on their way to the count. */
const FINISHES_MS = 1_500;

export interface TappingOfficerParts {
  plan: DayPlan;
  /** Doors whose error is not known yet, and at which nobody stands to learn it. */
  doors: readonly string[];
  /** Whether a calibration is still this officer's: a person at a panel may have taken it over, or cancelled it. */
  isMine: (door: string) => boolean;
  take: (door: string, step: 'start' | 'in' | 'out' | 'finish' | 'cancel') => void;
  clock: DayClock;
  /** How long a finger takes, in milliseconds. */
  reaction: () => number;
}

/**
 * The officer of a crowd: stands at each door that was never calibrated, and taps whoever goes through, until there are enough. Somebody who goes
 * through while the cable is out is not tapped, for the officer sees that, too.
 */
export class TappingOfficer {
  readonly #parts: TappingOfficerParts;
  readonly #tapped = new Map<string, { in: number; out: number }>();
  /** How many taps each way will say something of a door; none where too few go that way. */
  readonly #wanted = new Map<string, { in: number; out: number }>();

  constructor(parts: TappingOfficerParts) {
    this.#parts = parts;
    for (const door of parts.doors) {
      const wanted = { in: tapsFor(parts.plan, door, 'in'), out: tapsFor(parts.plan, door, 'out') };
      if (wanted.in + wanted.out === 0) continue;
      this.#wanted.set(door, wanted);
      this.#tapped.set(door, { in: 0, out: 0 });
    }
  }

  start(): void {
    for (const door of this.#tapped.keys()) this.#parts.take(door, 'start');
  }

  /** Somebody has gone through. */
  walked({ door, direction, people }: DoorWalk, blind: boolean): void {
    if (blind || !this.#tapped.has(door)) return;
    const { clock, reaction } = this.#parts;
    people.forEach((_, nth) => clock.after(reaction() * (nth + 1), () => this.#tap(door, direction)));
  }

  /** The day is over. */
  end(): void {
    for (const [door, tapped] of this.#tapped)
      this.#finish(door, Math.max(tapped.in, tapped.out) >= ENTRIES_NEEDED);
  }

  #tap(door: string, direction: 'in' | 'out'): void {
    const tapped = this.#tapped.get(door);
    if (tapped === undefined) return;
    if (!this.#parts.isMine(door)) return void this.#tapped.delete(door);
    this.#parts.take(door, direction);
    tapped[direction] += 1;
    const wanted = this.#wanted.get(door)!;
    if (tapped.in >= wanted.in && tapped.out >= wanted.out)
      this.#parts.clock.after(FINISHES_MS, () => this.#finish(door, true));
  }

  #finish(door: string, enough: boolean): void {
    if (this.#tapped.delete(door) && this.#parts.isMine(door))
      this.#parts.take(door, enough ? 'finish' : 'cancel');
  }
}

function tapsFor({ walks }: DayPlan, door: string, direction: DoorWalk['direction']): number {
  const through = walks
    .filter((walk) => walk.door === door && walk.direction === direction)
    .reduce((sum, { people }) => sum + people.length, 0);
  return through < TAPPED ? 0 : TAPPED;
}
