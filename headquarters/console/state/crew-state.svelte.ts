import type { ListedMember, NewCode } from '../../crew/crew.ts';
import type { Identity, Trouble } from './identity.svelte.ts';
import type { PlanningApi } from './planning-api.ts';

export const CODES_ON_A_SHEET = 6;
export const SHEET_DAYS = 90;

/** A sheet of one-time codes that was just made; once it is closed nobody has it but the paper. */
export interface Sheet {
  member: ListedMember;
  expires: string;
  codes: NewCode[];
}

/** The crew of one bus, as an administrator sees and changes it. */
export class CrewState {
  bus = $state('');
  members: ListedMember[] | null = $state.raw(null);
  sheet: Sheet | null = $state.raw(null);
  trouble: Trouble | null = $state.raw(null);
  busy = $state(false);
  readonly #api: PlanningApi;
  readonly #identity: Identity;

  constructor(api: PlanningApi, identity: Identity) {
    this.#api = api;
    this.#identity = identity;
  }

  show(bus: string): Promise<boolean> {
    if (bus !== this.bus) this.members = null;
    this.bus = bus;
    return this.load();
  }

  load = () =>
    this.#do(async () => {
      const { bus, members } = await this.#api.crew(this.bus);
      if (bus === this.bus) this.members = members;
    });

  add = (member: { id?: string; name: string }) =>
    this.#do(async () => {
      this.members = (await this.#api.addMember(this.bus, member)).members;
    });

  remove = (id: string) =>
    this.#do(async () => {
      this.members = (await this.#api.removeMember(this.bus, id)).members;
    });

  setPin = (id: string, pin: string) =>
    this.#do(async () => {
      await this.#api.setPin(this.bus, id, pin);
      this.members = (await this.#api.crew(this.bus)).members;
    });

  issue = (member: ListedMember) =>
    this.#do(async () => {
      const made = await this.#api.issueCodes(this.bus, member.id, {
        count: CODES_ON_A_SHEET,
        days: SHEET_DAYS,
      });
      this.sheet = { member, ...made };
      this.members = (await this.#api.crew(this.bus)).members;
    });

  /** True when it was done. */
  async #do(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.trouble = await this.#identity.attempt(work);
    this.busy = false;
    return this.trouble === null;
  }
}

/** A code as it is read aloud and typed: groups of four. */
export function grouped(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ');
}
