import type { FormQuestion } from '@pingan/protocol/officer-day';
import type { OfficerDesk } from '../officer-desk.svelte.ts';

export type Answer = number | boolean | string;

/** The form that is filled in once a stop is closed (反馈表). */
export class AfterAction {
  answers = $state<Record<string, Answer>>({});

  readonly stop: string;
  #desk: OfficerDesk;

  constructor(desk: OfficerDesk, stop: string) {
    this.#desk = desk;
    this.stop = stop;
  }

  /** Questions that nobody has answered; a remark may stay empty. */
  open: FormQuestion[] = $derived.by(() =>
    (this.#desk.day?.form ?? []).filter(
      ({ asks, id }) => asks !== 'remark' && this.answers[id] === undefined,
    ),
  );

  /** The same answer twice takes it back. */
  answer(id: string, answer: Answer): void {
    const { [id]: before, ...others } = this.answers;
    this.answers = before === answer ? others : { ...others, [id]: answer };
  }

  write(id: string, text: string): void {
    const { [id]: _before, ...others } = this.answers;
    const remark = text.slice(0, 500);
    this.answers = remark.trim() === '' ? others : { ...others, [id]: remark };
  }

  count(id: string, number: number, most: number): void {
    const { [id]: _before, ...others } = this.answers;
    this.answers = Number.isFinite(number)
      ? { ...others, [id]: Math.min(most, Math.max(0, Math.round(number))) }
      : others;
  }

  hand(): boolean {
    const detail = { answers: $state.snapshot(this.answers) };
    return this.#desk.command({ do: 'fact', fact: 'after-action', detail, stop: this.stop });
  }
}
