import type { SessionsAnswer, TokenAnswer } from '../../web/identity/identity-answers.ts';
import type { Reveal } from './accounts-state.svelte.ts';
import type { Identity, Trouble } from './identity.svelte.ts';

/** Where somebody is signed in, and their API tokens; everybody's for an administrator. */
export class KeysState {
  sessions: SessionsAnswer['sessions'] | null = $state.raw(null);
  tokens: TokenAnswer[] | null = $state.raw(null);
  trouble: Trouble | null = $state.raw(null);
  revealed: Reveal | null = $state.raw(null);
  busy = $state(false);
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  load = () => this.#do(async () => {});
  endSession = (id: number) => this.#do(() => this.#identity.api.endSession(id));
  revokeToken = (id: number) => this.#do(() => this.#identity.api.revokeToken(id));
  createToken = (label: string) =>
    this.#do(async () => {
      const { made, token } = await this.#identity.api.createToken(label);
      this.revealed = { of: made.label, secret: token };
    });

  /** Does it, then looks at both lists again; true when it was done. */
  async #do(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.trouble = await this.#identity.attempt(async () => {
      await work();
      const { api } = this.#identity;
      [{ sessions: this.sessions }, { tokens: this.tokens }] = await Promise.all([
        api.sessions(),
        api.tokens(),
      ]);
    });
    this.busy = false;
    return this.trouble === null;
  }
}
