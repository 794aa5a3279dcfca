import type { OfficerDesk } from '../officer-desk.svelte.ts';

/** After the last tap; every tap a fact of its own would fill the outbox with numbers that nobody reads. */
export const TAPS_SETTLE_MS = 1_500;
const MOST = 100_000;

/** People counted by hand at a stop, independent of the beams. Answers every tap at once and tells the bus when taps have settled. */
export class HandCount {
  #desk: OfficerDesk;
  #draft = $state<{ stop: string; count: number } | null>(null);
  #isUnheard = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: OfficerDesk) {
    this.#desk = desk;
  }

  /** Null where nobody has counted yet. */
  of(stop: string): number | null {
    if (this.#draft?.stop === stop) return this.#draft.count;
    return this.#known(stop);
  }

  /** Whether what is shown has reached the bus. */
  isNoted(stop: string): boolean {
    return this.#draft?.stop !== stop || this.#draft.count === this.#known(stop);
  }

  add(stop: string, more: number): void {
    this.set(stop, (this.of(stop) ?? 0) + more);
  }

  set(stop: string, count: number): void {
    if (!Number.isFinite(count)) return;
    if (this.#draft !== null && this.#draft.stop !== stop) this.tell();
    this.#draft = { stop, count: Math.min(MOST, Math.max(0, Math.round(count))) };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tell(), TAPS_SETTLE_MS);
  }

  /** At once: before closing, or when the page goes away. What the bridge did not hear stays. */
  tell(): void {
    clearTimeout(this.#timer);
    const draft = this.#draft;
    if (draft === null || this.isNoted(draft.stop)) return;
    const { stop, count } = draft;
    this.#isUnheard = !this.#desk.tell({ do: 'fact', fact: 'hand-count', detail: { in: count }, stop });
  }

  /** The bus has said what it knows: what it agrees with needs no copy here, what it never heard is told again. */
  settle(): void {
    if (this.#isUnheard) this.tell();
    if (this.#draft !== null && this.#known(this.#draft.stop) === this.#draft.count) this.#draft = null;
  }

  #known(stop: string): number | null {
    return this.#desk.day?.stops.find(({ id }) => id === stop)?.handCount ?? null;
  }
}
