import { createHash, randomBytes } from 'node:crypto';
import type { PanelPlace } from './panel-door.ts';

/** A page on the bus that loads anew, or a bridge link that drops, is back within this time. */
const ALONE_MS = 60_000;
/** A visitors' screen that was lent as a panel and is left alone becomes nobody's panel. */
export const LENT_IDLE_MS = 300_000;

interface PanelToken {
  member: string;
  lent: boolean;
  /** Since when no page shows it; null while one does. */
  aloneSince: number | null;
  heardAt: number;
}

/** 256 random bits for a page to keep, and their digest for the bus. */
export function newToken(): { token: string; digest: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, digest: digestOf(token) };
}

export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Who is signed in at the panels on the bus. In memory alone: whoever is at such a panel after a restart types their PIN again, and no file
 * opens a screen that stands among visitors.
 */
export class PanelTokens {
  readonly #tokens = new Map<string, PanelToken>();

  add(digest: string, { member, place, at }: { member: string; place: PanelPlace; at: number }): void {
    const lent = place.is === 'here' && place.station !== null;
    this.#tokens.set(digest, { member, lent, aloneSince: null, heardAt: at });
  }

  /** The member it stands for; null where it has ended. */
  memberOf(digest: string, at: number): string | null {
    const token = this.#tokens.get(digest);
    return token === undefined || isOver(token, at) ? null : token.member;
  }

  heard(digest: string, at: number): void {
    const token = this.#tokens.get(digest);
    if (token !== undefined) Object.assign(token, { heardAt: at, aloneSince: null });
  }

  alone(digest: string, at: number): void {
    const token = this.#tokens.get(digest);
    if (token !== undefined) token.aloneSince = at;
  }

  end(digest: string): void {
    this.#tokens.delete(digest);
  }

  /** Ends those that are over and those of members who are gone; true where there were any. */
  tidy(at: number, isMember: (member: string) => boolean): boolean {
    const over = [...this.#tokens].filter(([, token]) => isOver(token, at) || !isMember(token.member));
    for (const [digest] of over) this.#tokens.delete(digest);
    return over.length > 0;
  }

  /** Members at panels that show a page now. */
  members(at: number): string[] {
    const shown = [...this.#tokens.values()].filter(
      (token) => token.aloneSince === null && !isOver(token, at),
    );
    return shown.map(({ member }) => member);
  }
}

function isOver({ lent, aloneSince, heardAt }: PanelToken, at: number): boolean {
  return (aloneSince !== null && at - aloneSince > ALONE_MS) || (lent && at - heardAt > LENT_IDLE_MS);
}
