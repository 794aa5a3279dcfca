import { type Role, atLeast } from '../../accounts/roles.ts';
import type { BilingualName } from '../../web/answers.ts';
import type { SessionAnswer } from '../../web/identity/identity-answers.ts';
import { RefusedError, SignedOutError } from './request.ts';
import type { StaffApi } from './staff-api.ts';

/** What went wrong, for a person: which field, and in both languages; null text where headquarters was not reached. */
export interface Trouble {
  field: string | null;
  text: BilingualName | null;
}

/** Who sits at this page, and how they come and go. */
export class Identity {
  /** Null until headquarters has said. */
  session: SessionAnswer | null = $state.raw(null);
  trouble: Trouble | null = $state.raw(null);
  /** The session ended by itself, or somebody ended it. */
  ended = $state(false);
  busy = $state(false);
  readonly api: StaffApi;

  constructor(api: StaffApi) {
    this.api = api;
  }

  may(role: Role): boolean {
    return this.session?.signedIn === true && !this.session.mustChange && atLeast(this.session.role, role);
  }

  ask = () => this.#take(() => this.api.whoAmI());
  signIn = (user: string, password: string) => this.#take(() => this.api.signIn(user, password));
  signOut = () => this.#take(() => this.api.signOut());
  changePassword = (current: string, password: string) =>
    this.#take(() => this.api.changePassword(current, password));

  /** Headquarters no longer knows who asks. */
  lost = (): void => {
    this.session = { signedIn: false };
    this.ended = true;
  };

  /** Does `work`, and says what went wrong with it; null when nothing did. */
  async attempt(work: () => Promise<void>): Promise<Trouble | null> {
    try {
      await work();
      return null;
    } catch (problem) {
      if (problem instanceof SignedOutError) this.lost();
      return troubleOf(problem);
    }
  }

  async #take(work: () => Promise<SessionAnswer>): Promise<boolean> {
    this.busy = true;
    this.trouble = await this.attempt(async () => {
      this.session = await work();
      this.ended = false;
    });
    this.busy = false;
    return this.trouble === null;
  }
}

export function troubleOf(problem: unknown): Trouble {
  if (problem instanceof RefusedError) return { field: problem.field, text: problem.text };
  // `fetch` rejects with a TypeError where nothing answers.
  if (problem instanceof TypeError) return { field: null, text: null };
  throw problem;
}
