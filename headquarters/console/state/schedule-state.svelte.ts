import { seenOf } from '@pingan/protocol/schedule/merge';
import type { PlanField, PlanFields, Proposal, StopPlan } from '@pingan/protocol/schedule/plan';
import type { ListedStop } from '../../schedule/list-stops.ts';
import type { EditAnswer, StopAnswer } from '../../web/answers.ts';
import { daysAfter, localDay } from './days.ts';
import type { Identity, Trouble } from './identity.svelte.ts';
import { knownCounties, knownVillages } from './listed-stops.ts';
import { type PlanningApi, type ScheduleFilter, newId } from './planning-api.ts';
import { newStopId } from './stop-draft.ts';

export type Span = 'coming' | 'past' | 'all';
export interface StopKey {
  bus: string;
  stop: string;
}

/** Stops of yesterday are still being written up. */
const COMING_FROM_DAYS_AGO = 1;

/** The schedule as a page shows and edits it. */
export class ScheduleState {
  stops: ListedStop[] | null = $state.raw(null);
  today = $state('');
  bus = $state('');
  status = $state('');
  span: Span = $state('coming');
  selected: StopKey | null = $state.raw(null);
  detail: StopAnswer | null = $state.raw(null);
  trouble: Trouble | null = $state.raw(null);
  /** What became of the latest edit. */
  said: EditAnswer['outcome'] | null = $state(null);
  busy = $state(false);
  readonly #api: PlanningApi;
  readonly #identity: Identity;
  readonly #now: () => number;
  #asked = 0;

  villages = $derived(knownVillages(this.stops ?? []));
  counties = $derived(knownCounties(this.villages));

  constructor(api: PlanningApi, identity: Identity, now: () => number = Date.now) {
    this.#api = api;
    this.#identity = identity;
    this.#now = now;
  }

  /** Fetches list and open stop anew. An answer that a later question has overtaken is dropped. */
  async load(): Promise<void> {
    this.#asked += 1;
    const question = this.#asked;
    const { selected } = this;
    const trouble = await this.#identity.attempt(async () => {
      const { stops, today } = await this.#api.schedule(this.#filter());
      const detail = selected && (await this.#api.stop(selected.bus, selected.stop));
      if (question !== this.#asked) return;
      this.stops = stops;
      this.today = today;
      this.detail = detail;
    });
    if (trouble !== null) this.trouble = trouble;
  }

  /** Opens a stop, or none. */
  open(key: StopKey | null): Promise<void> {
    this.selected = key;
    this.detail = null;
    this.said = null;
    this.trouble = null;
    return this.load();
  }

  /** Makes a stop and opens it; true when it was made. */
  create(bus: string, set: Proposal['set']): Promise<boolean> {
    const id = newId();
    const stop = newStopId(set.when?.date ?? this.today, id);
    return this.#edit({ bus, stop }, () =>
      this.#api.create(bus, { id, stop, set: { ...set, status: 'draft' } }),
    );
  }

  /** Changes the open stop. @param basis the plan that its author saw while they made the change */
  change(basis: StopPlan, set: Proposal['set']): Promise<boolean> {
    const { selected } = this;
    if (selected === null) return Promise.resolve(false);
    const base = seenOf(basis, Object.keys(set) as PlanField[]);
    return this.#edit(selected, () =>
      this.#api.change(selected.bus, selected.stop, { id: newId(), base, set }),
    );
  }

  /** Settles a conflict: an edit that has seen every value there is. */
  choose(plan: StopPlan, field: PlanField, value: PlanFields[PlanField]): Promise<boolean> {
    return this.change(plan, { [field]: value });
  }

  #filter(): ScheduleFilter {
    const day = (ago: number) => daysAfter(localDay(this.#now()), -ago);
    const from = this.span === 'coming' ? day(COMING_FROM_DAYS_AGO) : '';
    const to = this.span === 'past' ? day(1) : '';
    return { bus: this.bus, status: this.status, from, to };
  }

  async #edit(key: StopKey, send: () => Promise<EditAnswer>): Promise<boolean> {
    this.busy = true;
    this.said = null;
    const trouble = await this.#identity.attempt(async () => {
      this.said = (await send()).outcome;
      this.selected = key;
    });
    await this.load();
    this.trouble = trouble;
    this.busy = false;
    return trouble === null;
  }
}
