import type { CrowdBus } from './crowd-bus.ts';
import type { DayPlan } from './day-plan.ts';
import { type Track, tracksOf } from './tracks-of-plan.ts';

/** Somebody is seen waiting outside so long before they come in, and walking away so long after they left, in milliseconds. */
const SEEN_BEFORE = 4_000;
export const SEEN_AFTER = 1_800;
const BUCKET = 1_000;

/** Everybody of a day, found by the time at which they are seen. */
export class Tracks {
  /** By the time they come in. */
  readonly #all: readonly Track[];
  readonly #buckets: Track[][] = [];

  constructor(plan: DayPlan, bus: CrowdBus) {
    this.#all = tracksOf(plan, bus);
    for (const track of this.#all) {
      const seenUntil = (track.goes?.until ?? plan.lasts) + SEEN_AFTER;
      for (let at = bucketOf(seenFrom(track)); at <= bucketOf(seenUntil); at++)
        (this.#buckets[at] ??= []).push(track);
    }
  }

  /** Whoever is seen at a moment, in the order they came. */
  at(at: number): Track[] {
    const seen = this.#buckets[bucketOf(at)] ?? [];
    return seen.filter((track) => seenFrom(track) <= at && at < (track.goes?.until ?? Infinity) + SEEN_AFTER);
  }

  /** How many are before somebody in the line outside; whoever steps out of it takes `stepMs` for it, so that the line moves up smoothly. */
  ahead({ rank }: Track, at: number, stepMs: number): number {
    let ahead = 0;
    for (let before = rank - 1; before >= 0; before--) {
      const left = this.#all[before]!.comes.from - at;
      if (left <= 0) break;
      ahead += Math.min(1, left / stepMs);
    }
    return ahead;
  }
}

function seenFrom({ comes, turned }: Track): number {
  return Math.max(0, Math.min(comes.from, turned[0]?.from ?? Infinity) - SEEN_BEFORE);
}

function bucketOf(at: number): number {
  return Math.max(0, Math.floor(at / BUCKET));
}
