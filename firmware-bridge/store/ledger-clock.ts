import { AnchorBody, type ClockSource } from '@pingan/protocol/records';
import { localDay } from './local-day.ts';

/** The time of one epoch: milliseconds since its process began, and wall time once an anchor has tied the two. */
export class LedgerClock {
  readonly #epoch: string;
  readonly #timeZone: string;
  readonly #monotonic: () => number;
  #offset: number | null = null;
  #lastAt = 0;

  /** `timeZone` is an IANA name; `monotonic` tells milliseconds since the epoch began. */
  constructor(parts: { epoch: string; timeZone: string; monotonic: () => number }) {
    this.#epoch = parts.epoch;
    this.#timeZone = parts.timeZone;
    this.#monotonic = parts.monotonic;
  }

  /** Never runs backwards, whatever the clock given to us does. */
  now(): number {
    this.#lastAt = Math.max(this.#lastAt, Math.floor(this.#monotonic()));
    return this.#lastAt;
  }

  /** Wall clock minus monotonic clock in milliseconds; null while the clock is not known. */
  get offset(): number | null {
    return this.#offset;
  }

  /** Wall milliseconds of a moment of this epoch; null while the clock is not known. */
  wallOf(monotonic: number): number | null {
    return this.#offset === null ? null : this.#offset + monotonic;
  }

  /** The local day, as YYYY-MM-DD; null while the clock is not known. */
  get today(): string | null {
    const wall = this.wallOf(this.now());
    return wall === null ? null : localDay(wall, this.#timeZone);
  }

  /** Ties this moment to wall time (`wall` and `error` in milliseconds). Null, and nothing tied, where that cannot be true. */
  anchor(wall: number, source: ClockSource, error: number): AnchorBody | null {
    const monotonic = this.now();
    const anchor = AnchorBody.safeParse({
      epoch: this.#epoch,
      monotonic,
      wall: Math.round(wall),
      source,
      error: Math.ceil(error),
    });
    if (!anchor.success || Number.isNaN(new Date(wall).getTime())) return null;
    this.#offset = anchor.data.wall - monotonic;
    return anchor.data;
  }
}
