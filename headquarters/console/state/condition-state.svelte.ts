import type { DepartureReport } from '../../fleet-condition/condition.ts';
import type { BusCondition } from '../../fleet-condition/fleet-condition.ts';
import type { HeadquartersApi } from './headquarters-api.ts';
import type { Identity, Trouble } from './identity.svelte.ts';

/** One bus as a page shows it: its latest report, or an earlier one that was chosen, and its past. */
export class ConditionState {
  /** The bus that is open. */
  bus: string | null = $state(null);
  /** Null while it is read. */
  detail: BusCondition | null = $state.raw(null);
  /** Headquarters knows no such bus for this account. */
  gone = $state(false);
  trouble: Trouble | null = $state.raw(null);
  /** An earlier check that was chosen, by its id. */
  #chosen: string | null = $state(null);
  readonly #api: Pick<HeadquartersApi, 'condition'>;
  readonly #identity: Identity;
  #asked = 0;

  checks: readonly DepartureReport[] = $derived(this.detail?.past?.checks ?? []);
  report: DepartureReport | null = $derived(
    this.checks.find(({ id }) => id === this.#chosen) ?? this.checks[0] ?? null,
  );

  constructor(api: Pick<HeadquartersApi, 'condition'>, identity: Identity) {
    this.#api = api;
    this.#identity = identity;
  }

  /** Opens a bus, or none. */
  open(bus: string | null): Promise<void> {
    this.bus = bus;
    this.detail = null;
    this.gone = false;
    this.#chosen = null;
    return this.load();
  }

  choose(report: DepartureReport): void {
    this.#chosen = report.id;
  }

  /** Reads the open bus anew; what was shown stays until the answer is there. An answer that a later question has overtaken is dropped. */
  async load(unattended = false): Promise<void> {
    this.#asked += 1;
    const question = this.#asked;
    const { bus } = this;
    let read: BusCondition | null = null;
    const trouble = await this.#identity.attempt(async () => {
      if (bus !== null) read = await this.#api.condition(bus, unattended);
    });
    if (question !== this.#asked) return;
    this.trouble = trouble;
    if (trouble !== null || bus === null) return;
    this.detail = read;
    this.gone = read === null;
  }
}
