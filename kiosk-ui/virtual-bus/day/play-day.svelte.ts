import type { PlayedDay, RehearsalCommand, RehearsalView } from '@pingan/protocol/rehearsal';

/** How long a day to play: visits in all, and real minutes into which the gaps between them are shrunk. */
export const SIZES = {
  quick: { visits: 30, minutes: 1 },
  afternoon: { visits: 200, minutes: 4 },
  whole: { visits: 1_000, minutes: 10 },
} as const satisfies Record<string, Pick<PlayedDay, 'visits' | 'minutes'>>;
export type DaySize = keyof typeof SIZES;

const SEEDS = 1_000_000;

/** The day that a crowd plays: what is asked for, and what the bridge tells of it. */
export class PlayDay {
  size = $state<DaySize>('quick');
  seed = $state(1);
  mishaps = $state(true);
  view = $state.raw<RehearsalView | null>(null);
  /** Why the bus will not play, in the words of the page's language. */
  refused = $state<string | null>(null);

  isPlaying = $derived(this.view?.state === 'playing' || this.view?.state === 'emptying');
  /** There is a day to look at, whether it is still played or over. */
  isShown = $derived(this.view !== null && this.view.state !== 'idle');
  loose = $derived<readonly string[]>(this.view?.loose ?? []);

  #most = $state(1);
  #aboard = $state<number | null>(null);
  #ask: (command: RehearsalCommand) => void;
  #luck: () => number;

  constructor(parts: { ask: (command: RehearsalCommand) => void; luck: () => number }) {
    this.#ask = parts.ask;
    this.#luck = parts.luck;
  }

  /** The bus holds that many at once. */
  holds(most: number): void {
    this.#most = Math.max(1, most);
  }

  get most(): number {
    return this.#most;
  }

  /** Most aboard at once: all that the bus holds, unless fewer were asked for. */
  get aboard(): number {
    return Math.min(this.#aboard ?? this.#most, this.#most);
  }

  more(by: number): void {
    this.#aboard = Math.min(this.#most, Math.max(1, this.aboard + by));
  }

  /** What somebody typed as seed; what is no number counts as nothing typed. */
  typeSeed(text: string): void {
    const typed = Number.parseInt(text.replaceAll(/\D/g, ''), 10);
    if (Number.isFinite(typed)) this.seed = typed % SEEDS;
  }

  anotherSeed(): void {
    this.seed = Math.floor(this.#luck() * SEEDS);
  }

  play(): void {
    const { size, seed, aboard, mishaps } = this;
    this.refused = null;
    this.#ask({ do: 'play', day: { seed, ...SIZES[size], aboard, mishaps } });
  }

  stop(): void {
    this.refused = null;
    this.#ask({ do: 'stop' });
  }
}
