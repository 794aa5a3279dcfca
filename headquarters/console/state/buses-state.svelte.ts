import type { EnrolmentCodeAnswer, IdentitiesAnswer, RevokedAnswer } from '../../web/answers.ts';
import type { Identity, Trouble } from './identity.svelte.ts';

export type ListedIdentity = IdentitiesAnswer['buses'][number];

/** Whether a bus can prove who it is, and why not. Wall times in milliseconds. */
export type Standing =
  | { is: 'none' }
  | { is: 'valid'; until: number }
  | { is: 'expired'; since: number }
  | { is: 'revoked'; at: number; why: string };

/** Reads the standing of a bus from its certificates, the newest first: one that holds counts, else what became of the newest. */
export function standingOf({ certificates }: Pick<ListedIdentity, 'certificates'>, now: number): Standing {
  const holding = certificates.filter(({ revokedAt, expires }) => revokedAt === null && expires > now);
  if (holding.length > 0) return { is: 'valid', until: Math.max(...holding.map(({ expires }) => expires)) };
  const [newest] = certificates;
  if (newest === undefined) return { is: 'none' };
  const { revokedAt, reason, expires } = newest;
  if (revokedAt === null) return { is: 'expired', since: expires };
  return { is: 'revoked', at: revokedAt, why: reason ?? '' };
}

/** What a technician types on a bus. @param headquarters the address at which that bus reaches this page */
export function enrolCommand({ bus, code }: { bus: string; code: string }, headquarters: string): string {
  return `npm run enrol -- --headquarters ${headquarters} --bus ${bus} --code ${code} --data data/${bus}`;
}

/** Identities of buses, as an administrator gives them out and takes them back. */
export class BusesState {
  identities: IdentitiesAnswer | null = $state.raw(null);
  trouble: Trouble | null = $state.raw(null);
  /** A one-time code that was just made; once it is closed nobody can show it again. */
  code: EnrolmentCodeAnswer | null = $state.raw(null);
  /** What was revoked last, until somebody has read it. */
  revoked: RevokedAnswer | null = $state.raw(null);
  busy = $state(false);
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /** Reads the list again by itself. It neither hides what went wrong before, nor holds anybody up. */
  follow = async () => {
    const trouble = await this.#identity.attempt(() => this.#fetch());
    if (trouble !== null) this.trouble = trouble;
  };

  issue = (bus: string) =>
    this.#do(async () => {
      this.code = await this.#identity.api.enrolmentCode(bus);
      await this.#fetch();
    });

  revoke = (bus: string, reason: string) =>
    this.#do(async () => {
      this.revoked = await this.#identity.api.revokeBus(bus, reason);
      await this.#fetch();
    });

  async #fetch(): Promise<void> {
    this.identities = await this.#identity.api.identities();
  }

  /** True when it was done. */
  async #do(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.trouble = await this.#identity.attempt(work);
    this.busy = false;
    return this.trouble === null;
  }
}
