import type { Role } from '../../accounts/roles.ts';
import type { Identity } from './identity.svelte.ts';

/** The pages of the console in the order of the menu, and who may open them. */
const PAGES = [
  { id: 'overview', role: 'viewer', inRehearsal: true },
  { id: 'stops', role: 'viewer', inRehearsal: true },
  { id: 'buses', role: 'viewer', inRehearsal: true },
  { id: 'warnings', role: 'viewer', inRehearsal: true },
  { id: 'carry', role: 'scheduler', inRehearsal: true },
  { id: 'crew', role: 'administrator', inRehearsal: true },
  { id: 'accounts', role: 'administrator', inRehearsal: false },
  { id: 'audit', role: 'administrator', inRehearsal: false },
  { id: 'me', role: 'viewer', inRehearsal: false },
] as const satisfies readonly { id: string; role: Role; inRehearsal: boolean }[];

export type PageId = (typeof PAGES)[number]['id'];

/** Which page is open; the part of the address after # remembers it. */
export class Pages {
  #asked = $state(location.hash.slice(1));
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  open: PageId[] = $derived.by(() => {
    const { session } = this.#identity;
    const rehearsal = session?.signedIn === true && session.rehearsal;
    return PAGES.filter(
      ({ role, inRehearsal }) => this.#identity.may(role) && (inRehearsal || !rehearsal),
    ).map(({ id }) => id);
  });
  current: PageId = $derived(this.open.find((id) => id === this.#asked) ?? 'overview');

  /** Follows the address; returns how to end it. */
  start(): () => void {
    const follow = () => (this.#asked = location.hash.slice(1));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }
}
