import { Cell, cellKey, type KnownMetric, type Segment } from '@pingan/protocol/tally';
import { epochDayOf, segmentFor, slotOf, type Circumstances } from './segments.ts';
import { Shard } from './shard.ts';

/** What is counted: where, what, and which label of the content. */
export interface Counted {
  /** Id of a door or a station. */
  place: string | null;
  metric: KnownMetric;
  /** Made of content ids only, or empty. */
  label: string;
}

/** How often something was counted. */
export interface CountTotal extends Counted {
  n: number;
}

/** Why this cannot be counted; null where it can. */
export function countFault({ place, metric, label }: Counted): string | null {
  const shape = Cell.safeParse([0, 0, place, metric, label, 1]);
  return shape.success ? null : 'its place or label is not made of ids';
}

/** The counters of one epoch in memory. */
export class Tallies {
  readonly #epoch: string;
  #segment: Segment | null = null;
  #nextSegment = 0;
  #day = -1;
  /** Parts of the current day; every cell of it and the part it lives in. */
  #parts: Shard[] = [];
  #cells = new Map<string, { cell: Cell; shard: Shard }>();
  /** Of the days that are over. */
  #earlier: readonly CountTotal[] = [];

  constructor(epoch: string) {
    this.#epoch = epoch;
  }

  /** The next count begins a new segment even under the same stop and purpose. */
  endSegment(): void {
    this.#segment = null;
  }

  /**
   * Counts one at `at` (monotonic milliseconds, never less than before) and gives the shard that grew. A cell
   * stays in the part it was born in.
   */
  count(counted: Counted, at: number, now: Circumstances): Shard {
    this.#turnDay(epochDayOf(at));
    const segment = segmentFor(this.#segment, at, now, this.#nextSegment);
    if (segment !== this.#segment) {
      this.#segment = segment;
      this.#nextSegment = segment.id + 1;
    }
    const slot = hasSlot(counted.metric) ? slotOf(at) : null;
    const cell: Cell = [segment.id, slot, counted.place, counted.metric, counted.label, 1];
    const key = cellKey(cell);
    const known = this.#cells.get(key);
    if (known !== undefined) {
      known.shard.raise(known.cell);
      return known.shard;
    }
    const shard = this.#openPart();
    shard.add(segment, cell);
    this.#cells.set(key, { cell, shard });
    return shard;
  }

  /** Everything counted in this epoch, whatever the stop, the purpose and the time of day. */
  get totals(): CountTotal[] {
    const totals = new Map<string, CountTotal>();
    const add = ({ place, metric, label, n }: CountTotal) => {
      const key = JSON.stringify([place, metric, label]);
      totals.set(key, { place, metric, label, n: n + (totals.get(key)?.n ?? 0) });
    };
    this.#earlier.forEach(add);
    for (const { cell } of this.#cells.values()) {
      const [, , place, metric, label, n] = cell;
      // Only known metrics are ever counted here.
      add({ place, metric: metric as KnownMetric, label, n });
    }
    return [...totals.values()];
  }

  #turnDay(day: number): void {
    if (day === this.#day) return;
    this.#earlier = this.totals;
    this.#day = day;
    this.#parts = [];
    this.#cells = new Map();
  }

  #openPart(): Shard {
    const last = this.#parts.at(-1);
    if (last !== undefined && !last.full) return last;
    const next = new Shard(this.#epoch, this.#day, this.#parts.length);
    this.#parts.push(next);
    return next;
  }
}

/** Flow over the day is asked of doors and sessions; the many labels of content would multiply by 96. */
function hasSlot(metric: KnownMetric): boolean {
  return metric.startsWith('door.') || metric.startsWith('session.');
}
