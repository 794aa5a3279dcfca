import type { DayStop } from '@pingan/protocol/officer-day';
import type { OfficerDesk } from '../officer-desk.svelte.ts';

/** The list of what is done at every stop. A tick shows at once; several officers may tick. */
export class StopChecklist {
  #desk: OfficerDesk;
  /** Ticked here and not confirmed by the bus yet. */
  #ticked = $state<{ stop: string; done: Readonly<Record<string, boolean>> }>({ stop: '', done: {} });

  constructor(desk: OfficerDesk) {
    this.#desk = desk;
  }

  isDone(stop: DayStop, item: string): boolean {
    const here = this.#ticked.stop === stop.id ? this.#ticked.done[item] : undefined;
    return here ?? stop.checklist?.done.includes(item) ?? false;
  }

  tick(stop: DayStop, item: string): void {
    const items = this.#desk.day?.checklist.map(({ id }) => id) ?? [];
    const isDone = !this.isDone(stop, item);
    const before = this.#ticked.stop === stop.id ? this.#ticked.done : {};
    const ticked = { stop: stop.id, done: { ...before, [item]: isDone } };
    const after = (id: string) => (id === item ? isDone : this.isDone(stop, id));
    const detail = { done: items.filter(after), open: items.filter((id) => !after(id)) };
    if (this.#desk.command({ do: 'fact', fact: 'checklist', detail, stop: stop.id })) this.#ticked = ticked;
  }

  /** The bus has said what it knows, or refused: what it agrees with needs no copy here. */
  settle(): void {
    const stop = this.#desk.day?.stops.find(({ id }) => id === this.#ticked.stop);
    const left = Object.entries(this.#ticked.done).filter(
      ([id, isDone]) => (stop?.checklist?.done.includes(id) ?? false) !== isDone,
    );
    this.#ticked = {
      stop: this.#ticked.stop,
      done: this.#desk.refused === null ? Object.fromEntries(left) : {},
    };
  }
}
