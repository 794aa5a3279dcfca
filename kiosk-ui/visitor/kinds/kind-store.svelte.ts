import type { Room } from '../view.ts';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

export interface KindStoreParts<Screen, Kind extends string = Room> {
  load: (kind: Kind) => Promise<Screen>;
  /** A kind has failed to load this many times running. */
  failed: (times: number) => void;
}

/** The screens of kinds that have been loaded. One that does not come (a bridge restarting, a loose cable) is asked for again. */
export class KindStore<Screen, Kind extends string = Room> {
  screens = $state.raw<Partial<Record<Kind, Screen>>>({});

  #parts: KindStoreParts<Screen, Kind>;
  #asked: Partial<Record<Kind, true>> = {};
  #retry: Partial<Record<Kind, ReturnType<typeof setTimeout>>> = {};
  #isStopped = false;

  constructor(parts: KindStoreParts<Screen, Kind>) {
    this.#parts = parts;
  }

  want(kind: Kind): void {
    if (this.#asked[kind]) return;
    this.#asked[kind] = true;
    this.#load(kind, 0);
  }

  stop(): void {
    this.#isStopped = true;
    for (const kind in this.#retry) clearTimeout(this.#retry[kind]);
  }

  #load(kind: Kind, failures: number): void {
    this.#parts.load(kind).then(
      (screen) => {
        if (!this.#isStopped) this.screens = { ...this.screens, [kind]: screen };
      },
      () => {
        if (this.#isStopped) return;
        this.#parts.failed(failures + 1);
        const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
        this.#retry[kind] = setTimeout(() => this.#load(kind, failures + 1), wait);
      },
    );
  }
}
