import type { Room } from '../view.ts';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

export interface KindStoreParts<Screen> {
  load: (kind: Room) => Promise<Screen>;
  /** A kind has failed to load this many times running. */
  failed: (times: number) => void;
}

/** The screens of kinds that have been loaded. One that does not come (a bridge restarting, a loose cable) is asked for again. */
export class KindStore<Screen> {
  screens = $state.raw<Partial<Record<Room, Screen>>>({});

  #parts: KindStoreParts<Screen>;
  #asked: Partial<Record<Room, true>> = {};
  #retry: Partial<Record<Room, ReturnType<typeof setTimeout>>> = {};
  #isStopped = false;

  constructor(parts: KindStoreParts<Screen>) {
    this.#parts = parts;
  }

  want(kind: Room): void {
    if (this.#asked[kind]) return;
    this.#asked[kind] = true;
    this.#load(kind, 0);
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of Object.values(this.#retry)) clearTimeout(timer);
  }

  #load(kind: Room, failures: number): void {
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
