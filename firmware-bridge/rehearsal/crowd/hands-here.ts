import type { HandMove } from './station-crowd.ts';
import type { StationPlace, ThingHere } from './station-place.ts';
import type { Act } from './wish.ts';

/** What hands did: what it may mean to the screen, and the things that were taken up or touched. */
export interface HandsDone {
  acts: Act[];
  taken: string[];
}

/** What the people at a station have in their hands, by what they did themselves. It outlives whoever took it up. */
export class HandsHere {
  readonly #place: StationPlace;
  readonly #resting: ReadonlySet<string>;
  /** Contacts that are not as they rest. */
  readonly #moved = new Set<string>();

  constructor(place: StationPlace) {
    this.#place = place;
    const lying = place.things.filter(({ sense }) => sense === 'lift').map(({ input }) => input);
    this.#resting = new Set([...lying, ...(place.alarm ? [place.alarm.magnet] : [])]);
  }

  has(input: string | null): boolean {
    return input !== null && this.#moved.has(input);
  }

  /** Things in somebody's hands. */
  get things(): ThingHere[] {
    return this.#place.things.filter(({ input }) => this.#moved.has(input));
  }

  /** How everything comes to rest that is not. */
  toRest(): Omit<HandMove, 'after'>[] {
    return [...this.#moved].map((input) => ({ input, active: this.#resting.has(input) }));
  }

  /** The moves were made, in this order. */
  moved(moves: readonly HandMove[]): HandsDone {
    const done: HandsDone = { acts: [], taken: [] };
    for (const { input, active } of [...moves].sort((a, b) => a.after - b.after)) {
      const isMoved = active !== this.#resting.has(input);
      if (isMoved === this.#moved.has(input)) continue;
      const act = this.#actOf(input, isMoved);
      if (act !== null) done.acts.push(act);
      if (act?.by === 'thing') done.taken.push(act.thing);
      if (isMoved) this.#moved.add(input);
      else this.#moved.delete(input);
    }
    return done;
  }

  #actOf(input: string, isMoved: boolean): Act | null {
    const { buttons, handset, things } = this.#place;
    if (input === handset) return { by: 'handset', lifted: isMoved };
    if (!isMoved) return null;
    if (input === buttons.genuine) return { by: 'button', button: 'genuine' };
    if (input === buttons.scam) return { by: 'button', button: 'scam' };
    const thing = things.find((each) => each.input === input);
    return thing === undefined
      ? null
      : { by: 'thing', thing: thing.id, held: this.things.map(({ id }) => id) };
  }
}
