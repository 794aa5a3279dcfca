import { KindStore } from '../visitor/kinds/kind-store.svelte.ts';

/** A part of a view that is fetched when it is first needed, and asked for again until it comes. */
export class LatePart<Part> {
  #store: KindStore<Part, 'part'>;

  constructor(load: () => Promise<{ default: Part }>) {
    this.#store = new KindStore({
      load: () => load().then((module) => module.default),
      failed: () => undefined,
    });
  }

  /** The part once it is there. */
  get shown(): Part | undefined {
    return this.#store.screens.part;
  }

  want(): void {
    this.#store.want('part');
  }

  stop(): void {
    this.#store.stop();
  }
}
