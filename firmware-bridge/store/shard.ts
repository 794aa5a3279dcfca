import type { ShardBody } from '@pingan/protocol/records';
import type { Cell, Segment } from '@pingan/protocol/tally';

/** New cells go to the next part above this, which leaves room for growing counts below the 64 KB of a message. */
const FULL_BYTES = 48 * 1024;

/** One part of one epoch day: the cells that were born in it. */
export class Shard {
  readonly #epoch: string;
  readonly day: number;
  readonly part: number;
  readonly #segments = new Map<number, Segment>();
  readonly #cells: Cell[] = [];
  #bytes: number;
  #changed = false;

  constructor(epoch: string, day: number, part: number) {
    this.#epoch = epoch;
    this.day = day;
    this.part = part;
    this.#bytes = JSON.stringify(this.body()).length;
  }

  get changed(): boolean {
    return this.#changed;
  }

  get full(): boolean {
    return this.#bytes > FULL_BYTES;
  }

  /** Takes in a new cell; its count is raised with `raise`. */
  add(segment: Segment, cell: Cell): void {
    if (!this.#segments.has(segment.id)) {
      this.#segments.set(segment.id, segment);
      this.#bytes += JSON.stringify(segment).length + 1;
    }
    this.#cells.push(cell);
    this.#bytes += JSON.stringify(cell).length + 1;
    this.#changed = true;
  }

  raise(cell: Cell): void {
    cell[5]++;
    this.#changed = true;
  }

  /** A copy as it is now, which no later count changes. */
  body(): ShardBody {
    return {
      epoch: this.#epoch,
      day: this.day,
      part: this.part,
      segments: [...this.#segments.values()],
      cells: this.#cells.map((cell): Cell => [...cell]),
    };
  }

  /** As `body`, and from here on only later counts are changes. */
  takeChanges(): ShardBody {
    this.#changed = false;
    return this.body();
  }
}
