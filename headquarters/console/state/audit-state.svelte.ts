import type { AuditAnswer } from '../../web/identity/identity-answers.ts';
import type { Identity, Trouble } from './identity.svelte.ts';

/** The audit log as far as it was read, the latest first. */
export class AuditState {
  entries: AuditAnswer['entries'] = $state.raw([]);
  /** Where to read on; null at the end, undefined before anything was read. */
  next: number | null | undefined = $state.raw(undefined);
  trouble: Trouble | null = $state.raw(null);
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  async more(): Promise<void> {
    if (this.next === null) return;
    const before = this.next ?? null;
    this.trouble = await this.#identity.attempt(async () => {
      const page = await this.#identity.api.audit(before);
      this.entries = before === null ? page.entries : [...this.entries, ...page.entries];
      this.next = page.next;
    });
  }
}
