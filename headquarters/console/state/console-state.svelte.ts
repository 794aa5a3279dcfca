import type { Purpose } from '@pingan/protocol/ids';
import { blindTogether } from './blind-together.ts';
import { dayBars } from './day-bars.ts';
import type { HeadquartersApi, Snapshot } from './headquarters-api.ts';
import { SignedOutError } from './request.ts';

/** Days that the chart shows. */
export const DAYS_SHOWN = 14;
/** Without any change the page still asks now and then: midnight passes by itself. */
const ASK_AGAIN_MS = 60_000;

/** In the order of the filter. Named here so that the page need not carry the schema library. */
const PURPOSES = ['service', 'training', 'demonstration', 'rehearsal'] as const satisfies readonly Purpose[];

/** What the console knows: one snapshot, how fresh it is, and which purpose was chosen. */
export class ConsoleState {
  purpose: Purpose = $state('service');
  snapshot: Snapshot | null = $state.raw(null);
  /** Wall time the snapshot was taken at, in milliseconds. */
  updated = $state(0);
  connection: 'live' | 'lost' = $state('live');
  problem: string | null = $state(null);
  readonly #api: HeadquartersApi;
  readonly #now: () => number;
  readonly #signedOut: () => void;
  #asked = 0;

  bars = $derived(
    this.snapshot ? dayBars(this.snapshot.days.fleet, this.snapshot.days.today, DAYS_SHOWN) : [],
  );
  visitsToday = $derived(this.snapshot?.buses.reduce((sum, bus) => sum + bus.visitsToday, 0) ?? 0);
  undatedVisits = $derived(this.snapshot?.days.undated.reduce((sum, { visits }) => sum + visits, 0) ?? 0);
  allVisits = $derived(
    (this.snapshot?.days.days.reduce((sum, { visits }) => sum + visits, 0) ?? 0) + this.undatedVisits,
  );
  /** Whether amendments divide some of the visits of all days by estimate. */
  visitsEstimated = $derived(
    [...(this.snapshot?.days.days ?? []), ...(this.snapshot?.days.undated ?? [])].some(
      ({ estimated }) => estimated,
    ),
  );
  #stories = $derived(this.snapshot?.exhibits.filter(({ kind }) => kind === 'story') ?? []);
  storyStarts = $derived(this.#stories.reduce((sum, { starts }) => sum + starts, 0));
  storyFinishes = $derived(this.#stories.reduce((sum, { finishes }) => sum + finishes, 0));
  /** How long doors of each bus could not see while these visits were counted, all days and stops together. */
  blind = $derived(blindTogether(this.snapshot?.stops ?? []));
  clonedBuses = $derived(this.snapshot?.buses.filter((bus) => bus.cloned).map(({ bus }) => bus) ?? []);

  /** Purposes the filter offers: service always, and whatever has counts or is chosen. */
  purposes: Purpose[] = $derived(
    PURPOSES.filter(
      (purpose) => purpose === 'service' || purpose === this.purpose || this.#countsOf(purpose) > 0,
    ),
  );

  /** The purpose with most visits, where the chosen one has no counts at all. */
  otherPurpose: { purpose: Purpose; visits: number } | null = $derived.by(() => {
    if (this.snapshot === null || this.#countsOf(this.purpose) > 0) return null;
    const others = PURPOSES.filter((purpose) => this.#countsOf(purpose) > 0);
    const best = others.sort((a, b) => this.#countsOf(b) - this.#countsOf(a))[0];
    const found = this.snapshot.purposes.find((one) => one.purpose === best);
    return best && found ? { purpose: best, visits: found.visits } : null;
  });

  /** @param signedOut called when headquarters no longer knows who asks */
  constructor(api: HeadquartersApi, now: () => number = Date.now, signedOut: () => void = () => {}) {
    this.#api = api;
    this.#now = now;
    this.#signedOut = signedOut;
  }

  #countsOf(purpose: Purpose): number {
    return this.snapshot?.purposes.find((one) => one.purpose === purpose)?.counts ?? 0;
  }

  /** Begins to show and to listen; returns how to end it. */
  start(): () => void {
    const silence = this.#api.listen({
      changed: () => void this.load(true),
      connected: () => {
        this.connection = 'live';
        void this.load(true);
      },
      lost: () => (this.connection = 'lost'),
    });
    const timer = setInterval(() => void this.load(true), ASK_AGAIN_MS);
    void this.load();
    return () => {
      clearInterval(timer);
      silence();
    };
  }

  choose(purpose: Purpose): Promise<void> {
    this.purpose = purpose;
    return this.load();
  }

  /**
   * Fetches everything anew. An answer that a later question has overtaken is dropped.
   * @param unattended nobody asked; the page does by itself
   */
  async load(unattended = false): Promise<void> {
    this.#asked += 1;
    const question = this.#asked;
    try {
      const snapshot = await this.#api.load(this.purpose, unattended);
      if (question !== this.#asked) return;
      this.snapshot = snapshot;
      this.updated = this.#now();
      this.problem = null;
    } catch (problem) {
      if (problem instanceof SignedOutError) return this.#signedOut();
      if (question === this.#asked)
        this.problem = problem instanceof Error ? problem.message : String(problem);
    }
  }
}
