import type { CheckAsk, CheckItem, DepartureStep, DepartureView } from '@pingan/protocol/departure';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { OfficerDesk } from '../officer-desk.svelte.ts';
import { type CheckedGroup, groupsOf, listOf, nextOf } from './check-progress.ts';

const NOTHING: DepartureView = { state: 'idle', items: [], ask: null, last: null };

/** The departure check as one panel walks through it. The bus holds the check, so that several panels show the same one. */
export class DepartureCheck {
  #desk: OfficerDesk;
  /** What was marked as wrong, of the question it was marked for. */
  #marks = $state.raw<{ ask: string; items: readonly string[] }>({ ask: '', items: [] });
  /** What was said of a question, until the bus says anything again. */
  #said = $state.raw<{ ask: string; items: readonly string[]; day: OfficerDay | null } | null>(null);
  /** The question at which somebody began to cancel; whatever goes on withdraws it. */
  #cancelling = $state.raw<string | null>(null);

  constructor(desk: OfficerDesk) {
    this.#desk = desk;
  }

  view: DepartureView = $derived.by(() => this.#desk.day?.departure ?? NOTHING);
  ask: CheckAsk | null = $derived.by(() => (this.view.state === 'running' ? this.view.ask : null));
  groups: CheckedGroup[] = $derived.by(() => groupsOf(this.view));
  /** The group that is looked at now. */
  now: CheckedGroup | null = $derived.by(
    () =>
      this.groups.find(({ group }) => group === this.ask?.group) ??
      this.groups.find(({ state }) => state === 'now') ??
      this.groups.find(({ state }) => state === 'waiting') ??
      null,
  );
  good: CheckItem[] = $derived.by(() => this.#of('good'));
  faults: CheckItem[] = $derived.by(() => this.#of('fault'));
  skipped: CheckItem[] = $derived.by(() => this.#of('skipped'));
  /** What is looked at by the bus itself at this moment. */
  running: CheckItem[] = $derived.by(() => this.#of('running'));
  /** What the question is about now. */
  asked: CheckItem[] = $derived.by(() => this.listed([]));
  next: CheckItem | null = $derived.by(() => (this.ask === null ? null : nextOf(this.ask, this.view.items)));
  /** Items of the question that were marked as wrong. */
  marked: readonly string[] = $derived.by(() =>
    this.ask !== null && this.#marks.ask === this.ask.id ? this.#marks.items : [],
  );
  /** The answer is on its way. */
  isAnswered = $derived.by(() => this.#heard()?.items.length === 0);
  isCancelling = $derived.by(
    () => this.view.state === 'running' && this.#cancelling === (this.ask?.id ?? ''),
  );

  start(): void {
    this.#step({ step: 'start' });
  }

  /** What the question is about now, among what it was about first. */
  listed(first: readonly string[]): CheckItem[] {
    return this.ask === null ? [] : listOf(this.ask, first, this.view.items);
  }

  /** Marks an item as wrong, or no longer. */
  mark(item: string): void {
    if (this.ask === null || this.isAnswered) return;
    const items = this.marked.includes(item)
      ? this.marked.filter((one) => one !== item)
      : [...this.marked, item];
    this.#marks = { ask: this.ask.id, items };
  }

  /** All that was marked is wrong, all else of the question is right. */
  answer(): void {
    this.#answer(this.marked);
  }

  /** To a question about a single thing. */
  say(isRight: boolean): void {
    this.#answer(isRight || this.ask === null ? [] : this.ask.items);
  }

  /** A thing that was lifted, pressed or turned and that the bus did not notice. */
  doesNotAnswer(item: string): void {
    const { ask } = this;
    if (ask === null || this.isSaid(item) || !ask.items.includes(item)) return;
    const before = this.#heard()?.items ?? [];
    if (this.#step({ step: 'answer', ask: ask.id, faulty: [item] })) this.#keep([...before, item]);
  }

  /** Whether the bus has been told of this item and has not said anything since. */
  isSaid(item: string): boolean {
    return this.#heard()?.items.includes(item) ?? false;
  }

  /** What is still open of the question is not looked at. */
  skip(): void {
    const { ask } = this;
    if (ask === null || this.isAnswered) return;
    if (this.#step({ step: 'skip', ask: ask.id })) this.#keep([]);
  }

  /** Asks once more before anything is lost. */
  cancel(): void {
    this.#cancelling = this.ask?.id ?? '';
  }

  keepOn(): void {
    this.#cancelling = null;
  }

  cancelNow(): void {
    this.#step({ step: 'cancel' });
    this.#cancelling = null;
  }

  #of(state: CheckItem['state']): CheckItem[] {
    return this.view.items.filter((item) => item.state === state);
  }

  #answer(faulty: readonly string[]): void {
    const { ask } = this;
    if (ask === null || this.isAnswered) return;
    if (this.#step({ step: 'answer', ask: ask.id, faulty: [...faulty] })) this.#keep([]);
  }

  #keep(items: readonly string[]): void {
    this.#said = { ask: this.ask?.id ?? '', items, day: this.#desk.day };
  }

  /** Once the bus has said anything, it knows better what is still asked; a refusal asks again. */
  #heard(): { items: readonly string[] } | null {
    const said = this.#said;
    const holds = said?.ask === this.ask?.id && said?.day === this.#desk.day && this.#desk.refused === null;
    return holds ? said : null;
  }

  #step(check: DepartureStep): boolean {
    return this.#desk.command({ do: 'departure', check });
  }
}
