import type { Warning } from '@pingan/protocol/warnings';
import type { KeptWarning } from '../../warnings/warnings.ts';
import { daysAfter } from './days.ts';
import type { Identity, Trouble } from './identity.svelte.ts';
import { type PlanningApi, newId } from './planning-api.ts';

/** Texts of a warning, in the order they are written. */
export const WARNING_TEXTS = ['type', 'where', 'method', 'stopPoint', 'action', 'source'] as const;
export type WarningText = (typeof WARNING_TEXTS)[number];

export type WarningDraft = Omit<Warning, 'id'> & { id: string };

/** What buses warn of, as a publisher sees and changes it. */
export class WarningsState {
  warnings: KeptWarning[] | null = $state.raw(null);
  today = $state('');
  trouble: Trouble | null = $state.raw(null);
  busy = $state(false);
  readonly #api: PlanningApi;
  readonly #identity: Identity;

  constructor(api: PlanningApi, identity: Identity) {
    this.#api = api;
    this.#identity = identity;
  }

  load = () =>
    this.#do(async () => {
      this.#take(await this.#api.warnings());
    });

  publish = (warning: Warning, counties: string[]) =>
    this.#do(async () => {
      this.#take(await this.#api.publish(warning, counties));
    });

  withdraw = (id: string) =>
    this.#do(async () => {
      this.#take(await this.#api.withdraw(id));
    });

  #take({ warnings, today }: { warnings: KeptWarning[]; today: string }): void {
    this.warnings = warnings;
    this.today = today;
  }

  /** True when it was done. */
  async #do(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.trouble = await this.#identity.attempt(work);
    this.busy = false;
    return this.trouble === null;
  }
}

/** An empty warning that holds a week, or a copy of one to be changed. @param today YYYY-MM-DD */
export function warningDraft(today: string, from?: Warning): WarningDraft {
  if (from) return structuredClone(from);
  const texts = Object.fromEntries(WARNING_TEXTS.map((name) => [name, { zh: '', en: '' }]));
  return {
    ...(texts as Record<WarningText, { zh: string; en: string }>),
    id: `w-${today}-${newId().slice(0, 6)}`,
    published: today,
    expires: daysAfter(today, 7),
    generated: false,
  };
}
