import type { DayStop } from '@pingan/protocol/officer-day';
import type { PlanField, PlanFields } from '@pingan/protocol/schedule/plan';
import type { OfficerDesk } from '../officer-desk.svelte.ts';
import { changesOf, draftOf, faultOf, type PlanDraft } from './plan-draft.ts';

/** The schedule as an officer edits it: one form at a time, and conflicts that wait for a choice. */
export class ScheduleBook {
  /** The stop whose form is open; `draft` is what the form says. */
  editing = $state.raw<{ stop: string; plan: DayStop['plan'] } | null>(null);
  draft = $state<PlanDraft>(draftOf({}));

  #desk: OfficerDesk;
  #luck: () => string;

  /** @param luck eight hexadecimal digits, new each time: the ids of stops and villages that are made here */
  constructor(desk: OfficerDesk, luck: () => string) {
    this.#desk = desk;
    this.#luck = luck;
  }

  changes: Partial<PlanFields> = $derived.by(() =>
    this.editing === null ? {} : changesOf(this.editing.plan, this.draft),
  );
  fault = $derived.by(() => faultOf(this.draft));
  isNew = $derived.by(() => this.editing !== null && Object.keys(this.editing.plan).length === 0);
  canSave = $derived.by(() => this.fault === null && Object.keys(this.changes).length > 0);

  /** Fields of this edit that somebody else has changed while the form was open: whoever saves has seen it. */
  beneath: PlanField[] = $derived.by(() => {
    const now = this.#desk.day?.stops.find(({ id }) => id === this.editing?.stop)?.plan;
    if (now === undefined || this.editing === null || this.isNew) return [];
    const { plan } = this.editing;
    const isOther = (field: PlanField) => JSON.stringify(now[field]) !== JSON.stringify(plan[field]);
    return (Object.keys(this.changes) as PlanField[]).filter(isOther);
  });

  /** Villages that other stops name, each once, to be chosen for a new stop. */
  villages = $derived.by(() => {
    const places = (this.#desk.day?.stops ?? []).flatMap(({ plan }) => plan.place ?? []);
    return places.filter(({ village }, nth) => places.findIndex((one) => one.village === village) === nth);
  });

  edit({ id, plan }: DayStop): void {
    this.editing = { stop: id, plan };
    this.draft = draftOf(plan);
  }

  /** A stop that nobody has planned yet; on `date` if it is known. */
  begin(date: string | null): void {
    this.editing = { stop: `stop-${this.#luck()}`, plan: {} };
    this.draft = { ...draftOf({}), date: date ?? '', village: `village-${this.#luck()}` };
  }

  /** The village of a stop that was held before: return visits are recognised by it. */
  chooseVillage(village: string): void {
    const place = this.villages.find((one) => one.village === village);
    if (place === undefined) return;
    const { draft } = this;
    this.draft = {
      ...draft,
      village,
      county: place.county,
      position: place.position,
      zh: draft.zh || place.name.zh,
      en: draft.en || place.name.en,
      address: draft.address || (place.address ?? ''),
    };
  }

  assign(officer: string, on: boolean): void {
    const others = this.draft.officers.filter((id) => id !== officer);
    this.draft.officers = on ? [...others, officer] : others;
  }

  save(): void {
    if (this.editing === null || !this.canSave) return;
    const set = $state.snapshot(this.changes) as Partial<PlanFields>;
    if (this.#desk.command({ do: 'plan', stop: this.editing.stop, set })) this.editing = null;
  }

  cancel(): void {
    this.editing = null;
  }

  /** One of the values that stand against each other; choosing is an edit like any other. */
  settle(stop: string, field: PlanField, value: unknown): void {
    this.#desk.command({ do: 'plan', stop, set: { [field]: value } as Partial<PlanFields> });
  }

  /** A refusal has been read. */
  dismiss(proposal: string): void {
    this.#desk.command({ do: 'dismiss', proposal });
  }
}
