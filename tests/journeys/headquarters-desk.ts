import { randomBytes } from 'node:crypto';
import type { CarryRead } from '@pingan/protocol/carry-report';
import { seenOf } from '@pingan/protocol/schedule/merge';
import type { AnyPlanned, PlanField, PlanFields } from '@pingan/protocol/schedule/plan';
import type { EditAnswer, ScheduleAnswer, StopsAnswer } from '@pingan/headquarters/web/answers';
import { getJson } from './halves.ts';

type ListedStop = ScheduleAnswer['stops'][number];

/** Whoever plans at headquarters, by its API: every edit names what was seen just before it, as the console's do. */
export class HeadquartersDesk {
  readonly #api: string;
  readonly #bus: string;

  constructor(port: number, bus: string) {
    this.#api = `http://127.0.0.1:${port}/api/v1`;
    this.#bus = bus;
  }

  async knowsBus(): Promise<boolean> {
    const { buses } = await getJson<{ buses: { bus: string }[] }>(`${this.#api}/buses`);
    return buses.some(({ bus }) => bus === this.#bus);
  }

  async stop(id: string): Promise<ListedStop> {
    const { stops } = await getJson<ScheduleAnswer>(`${this.#api}/schedule?bus=${this.#bus}`);
    const found = stops.find(({ stop }) => stop === id);
    if (found === undefined) throw new Error(`headquarters lists no stop ${id}`);
    return found;
  }

  plan(stop: string, set: Partial<PlanFields>): Promise<EditAnswer> {
    return this.#send('POST', `schedule/${this.#bus}`, { id: newId(), stop, set });
  }

  /** A change, or a choice between values that stand against each other. */
  async change(stop: string, set: Partial<PlanFields>): Promise<EditAnswer> {
    const { plan } = await this.stop(stop);
    const base = seenOf(plan ?? undefined, Object.keys(set) as PlanField[]);
    return this.#send('PATCH', `schedule/${this.#bus}/${stop}`, { id: newId(), base, set });
  }

  /** Reads a file that was carried here, and gives the one to carry back. */
  async handIn(file: Uint8Array<ArrayBuffer>): Promise<CarryRead> {
    const headers = { 'Content-Type': 'application/octet-stream' };
    return answerOf(await fetch(`${this.#api}/carry`, { method: 'POST', headers, body: file }));
  }

  async publishWarning(id: string): Promise<void> {
    const text = { zh: '演练用', en: 'for practice' };
    const published = day(0);
    const texts = {
      ...{ type: text, where: text, method: text, stopPoint: text, action: text, source: text },
    };
    const warning = { id, ...texts, published, expires: day(7), generated: true };
    await this.#send('PUT', `warnings/${id}`, { warning, counties: [] });
  }

  async addCrew(id: string, pin: string): Promise<void> {
    await this.#send('POST', `crew/${this.#bus}`, { id, name: '演练员' });
    await this.#send('PUT', `crew/${this.#bus}/${id}/pin`, { pin });
  }

  /** Visits by stop, those of no stop under ''. */
  async visits(): Promise<Record<string, number>> {
    const { stops } = await getJson<StopsAnswer>(`${this.#api}/stops?purpose=rehearsal`);
    return Object.fromEntries(stops.map(({ stop, visits }) => [stop ?? '', visits]));
  }

  async #send<T>(method: string, path: string, body: object): Promise<T> {
    const headers = { 'Content-Type': 'application/json' };
    return answerOf(await fetch(`${this.#api}/${path}`, { method, headers, body: JSON.stringify(body) }));
  }
}

/** A day from today on, YYYY-MM-DD. */
export function day(after: number): string {
  return new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
}

/** All values a field has at headquarters, the current one first. */
export function valuesOf({ plan }: ListedStop, field: PlanField): unknown[] {
  const planned = plan?.fields[field] as AnyPlanned | undefined;
  return planned === undefined ? [] : [planned.current, ...planned.rivals].map(({ value }) => value);
}

/** The plan without where its values come from. */
export function plainPlan({ plan }: ListedStop): Partial<PlanFields> {
  const fields = Object.entries(plan?.fields ?? {}) as [PlanField, AnyPlanned][];
  return Object.fromEntries(fields.map(([name, { current }]) => [name, current.value]));
}

function newId(): string {
  return randomBytes(8).toString('hex');
}

async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
