import type { Purpose } from '@pingan/protocol/ids';
import type { DayStop } from '@pingan/protocol/officer-day';
import { owedForm, proposedStop } from './day-order.ts';
import type { OfficerDesk } from '../officer-desk.svelte.ts';

/** What the one large button does. */
export type Stage = 'arrive' | 'open' | 'close' | 'form' | 'none';
export type Missing = 'hand-count' | 'checklist' | 'form';

/** The stop through its day: which one it is, what comes next, and what is still missing when it closes. */
export class StopDay {
  /** Closing asks once. */
  isClosing = $state(false);
  /** The form is being filled in for this stop. */
  formOf = $state<string | null>(null);

  #desk: OfficerDesk;
  #chosen = $state<string | null>(null);
  #purpose = $state<Purpose | null>(null);

  constructor(desk: OfficerDesk) {
    this.#desk = desk;
  }

  /** Where the bus stands, or where it will most likely stand next. */
  stop: DayStop | null = $derived.by(() => {
    const { day } = this.#desk;
    if (day === null) return null;
    const byId = (id: string | null) => day.stops.find((stop) => stop.id === id);
    return byId(day.current) ?? byId(this.#chosen) ?? proposedStop(day);
  });

  isBetween = $derived.by(() => this.#desk.day?.current === null);

  /** Closed last, its form still to be filled in; nobody is asked while the bus stands at another stop. */
  owed: DayStop | null = $derived.by(() => {
    const { day } = this.#desk;
    return day === null || day.current !== null ? null : owedForm(day);
  });

  stage: Stage = $derived.by(() => {
    if (this.#desk.day === null) return 'none';
    const phase = this.isBetween ? 'planned' : this.stop?.phase;
    if (phase === 'open') return 'close';
    if (phase === 'arrived') return 'open';
    if (this.owed !== null && this.#chosen === null) return 'form';
    return this.stop === null ? 'none' : 'arrive';
  });

  /** A virtual board can only rehearse; the bus would refuse anything else. */
  isVirtual = $derived.by(() => this.#desk.status?.board.virtual ?? false);

  /** Of the stop that is open, or with which the next one will be opened. */
  purpose: Purpose = $derived.by(() => {
    if (this.isVirtual) return 'rehearsal';
    const { status, bus } = this.#desk;
    if (this.stage === 'close' && status !== null) return status.segment.purpose;
    return this.#purpose ?? bus?.purpose ?? 'service';
  });

  missing: Missing[] = $derived.by(() => {
    const { stop } = this;
    const { day } = this.#desk;
    if (stop === null || day === null) return [];
    const isTicked = day.checklist.every(({ id }) => stop.checklist?.done.includes(id));
    return [
      ...(stop.handCount === null ? (['hand-count'] as const) : []),
      ...(isTicked ? [] : (['checklist'] as const)),
      ...(stop.afterAction || day.form.length === 0 ? [] : (['form'] as const)),
    ];
  });

  choose(stop: string): void {
    this.#chosen = stop;
  }

  /** While a stop is open the bus counts under the new purpose from now on. */
  setPurpose(purpose: Purpose): void {
    this.#purpose = purpose;
    if (this.stage === 'close') this.#desk.command({ do: 'purpose', purpose });
  }

  /** The one large button. */
  go(): void {
    const { stage, stop } = this;
    if (stage === 'close') this.isClosing = true;
    else if (stage === 'form') this.formOf = this.owed?.id ?? null;
    else if (stop !== null && stage === 'arrive') this.#desk.command({ do: 'arrive', stop: stop.id });
    else if (stop !== null && stage === 'open') this.open();
  }

  /** Also where nobody said that the bus had arrived. */
  open(): void {
    const { stop, purpose } = this;
    if (stop !== null && this.#desk.command({ do: 'open-stop', stop: stop.id, purpose })) this.#chosen = null;
  }

  close(): void {
    this.isClosing = false;
    this.#desk.command({ do: 'close-stop' });
  }
}
