import type { AccountAnswer } from '../../web/identity/identity-answers.ts';
import type { Identity, Trouble } from './identity.svelte.ts';
import type { AccountChange, NewAccount } from './staff-api.ts';

/** A secret that is shown once: an account's one-time password or an API token. */
export interface Reveal {
  of: string;
  secret: string;
}

/** The accounts of headquarters, as an administrator sees and changes them. */
export class AccountsState {
  accounts: AccountAnswer[] | null = $state.raw(null);
  trouble: Trouble | null = $state.raw(null);
  revealed: Reveal | null = $state.raw(null);
  busy = $state(false);
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  load = () => this.#do(async () => this.#fetch());

  create = (account: NewAccount) =>
    this.#do(async () => {
      const made = await this.#identity.api.createAccount(account);
      this.revealed = { of: made.account.user ?? '', secret: made.oneTimePassword };
      await this.#fetch();
    });

  change = (id: string, change: AccountChange) =>
    this.#do(async () => {
      await this.#identity.api.changeAccount(id, change);
      await this.#fetch();
    });

  reset = (id: string) =>
    this.#do(async () => {
      const made = await this.#identity.api.resetPassword(id);
      this.revealed = { of: made.account.user ?? '', secret: made.oneTimePassword };
      await this.#fetch();
    });

  async #fetch(): Promise<void> {
    this.accounts = (await this.#identity.api.accounts()).accounts;
  }

  /** True when it was done. */
  async #do(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.trouble = await this.#identity.attempt(work);
    this.busy = false;
    return this.trouble === null;
  }
}

/** County ids as they are typed: separated by spaces or commas of either script. */
export function countiesOf(text: string): string[] {
  return text.split(/[\s,，、;；]+/).filter((county) => county !== '');
}
