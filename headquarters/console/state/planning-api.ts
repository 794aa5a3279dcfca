import type { Proposal } from '@pingan/protocol/schedule/plan';
import type { Warning } from '@pingan/protocol/warnings';
import type {
  CodesAnswer,
  CrewAnswer,
  EditAnswer,
  ScheduleAnswer,
  StopAnswer,
  WarningsAnswer,
} from '../../web/answers.ts';
import { request } from './request.ts';

export type NewStop = Pick<Proposal, 'id' | 'stop' | 'set'>;
export type Change = Pick<Proposal, 'id' | 'base' | 'set'>;
export interface ScheduleFilter {
  bus?: string;
  status?: string;
  from?: string;
  to?: string;
}

/** How the console plans, warns and keeps the crew. Every call may throw a `RefusedError`. */
export interface PlanningApi {
  schedule(filter: ScheduleFilter): Promise<ScheduleAnswer>;
  stop(bus: string, stop: string): Promise<StopAnswer>;
  create(bus: string, stop: NewStop): Promise<EditAnswer>;
  change(bus: string, stop: string, change: Change): Promise<EditAnswer>;
  warnings(): Promise<WarningsAnswer>;
  publish(warning: Warning, counties: string[]): Promise<WarningsAnswer>;
  withdraw(id: string): Promise<WarningsAnswer>;
  crew(bus: string): Promise<CrewAnswer>;
  addMember(bus: string, member: { id?: string; name: string }): Promise<CrewAnswer>;
  removeMember(bus: string, member: string): Promise<CrewAnswer>;
  setPin(bus: string, member: string, pin: string): Promise<unknown>;
  issueCodes(bus: string, member: string, sheet: { count: number; days: number }): Promise<CodesAnswer>;
}

export class HttpPlanningApi implements PlanningApi {
  readonly #csrf: () => string | null;

  /** @param csrf goes with everything that changes something */
  constructor(csrf: () => string | null) {
    this.#csrf = csrf;
  }

  schedule = (filter: ScheduleFilter) => {
    const given = Object.entries(filter).filter(([, value]) => value !== '');
    return request<ScheduleAnswer>('GET', `schedule?${new URLSearchParams(Object.fromEntries(given))}`);
  };
  stop = (bus: string, stop: string) => request<StopAnswer>('GET', `schedule/${bus}/${stop}`);
  create = (bus: string, stop: NewStop) => this.#send<EditAnswer>('POST', `schedule/${bus}`, stop);
  change = (bus: string, stop: string, change: Change) =>
    this.#send<EditAnswer>('PATCH', `schedule/${bus}/${stop}`, change);

  warnings = () => request<WarningsAnswer>('GET', 'warnings');
  publish = (warning: Warning, counties: string[]) =>
    this.#send<WarningsAnswer>('PUT', `warnings/${warning.id}`, { warning, counties });
  withdraw = (id: string) => this.#send<WarningsAnswer>('DELETE', `warnings/${id}`);

  crew = (bus: string) => request<CrewAnswer>('GET', `crew/${bus}`);
  addMember = (bus: string, member: { id?: string; name: string }) =>
    this.#send<CrewAnswer>('POST', `crew/${bus}`, member);
  removeMember = (bus: string, member: string) => this.#send<CrewAnswer>('DELETE', `crew/${bus}/${member}`);
  setPin = (bus: string, member: string, pin: string) =>
    this.#send('PUT', `crew/${bus}/${member}/pin`, { pin });
  issueCodes = (bus: string, member: string, sheet: { count: number; days: number }) =>
    this.#send<CodesAnswer>('POST', `crew/${bus}/${member}/codes`, sheet);

  #send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return request<Answer>(method, path, { body, csrf: this.#csrf() });
  }
}

/** 64 random bits in hex: the id of an edit, so that one that is sent twice is made once. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
