import type { Author } from '@pingan/protocol/author';
import type { CrewShelf } from './crew-shelf.ts';
import { PairedPhones } from './paired-phones.ts';
import type { PanelPlace } from './panel-door.ts';
import { newToken, PanelTokens } from './panel-tokens.ts';
import type { Roster } from './roster.ts';

export interface HeldTokensParts {
  shelf: CrewShelf;
  roster: Pick<Roster, 'author'>;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Wall milliseconds; null while the clock is not known. */
  wall: () => number | null;
  stopOpen: () => boolean;
}

/** Who holds which token, at a panel on the bus or on a paired phone. Tokens are known here by their digests alone. */
export class HeldTokens {
  readonly #parts: HeldTokensParts;
  readonly #panels = new PanelTokens();
  readonly #phones: PairedPhones;
  #lastTick: number;

  constructor(parts: HeldTokensParts) {
    this.#parts = parts;
    this.#phones = new PairedPhones(parts.shelf, parts.wall);
    this.#lastTick = parts.now();
  }

  /** A new token for this member there. */
  issue(member: string, place: PanelPlace): { token: string; digest: string } {
    const { token, digest } = newToken();
    if (place.is === 'phone') this.#phones.add(digest, member);
    else this.#panels.add(digest, { member, place, at: this.#parts.now() });
    return { token, digest };
  }

  /** Null where it has ended, or its member is not of the crew any more. */
  holder(digest: string): Author | null {
    const member = this.#phones.memberOf(digest) ?? this.#panels.memberOf(digest, this.#parts.now());
    return member === null ? null : this.#parts.roster.author(member);
  }

  /** A phone's token opens no panel on the bus, and the other way round. */
  holderAt(digest: string, { is }: PanelPlace): Author | null {
    return this.#phones.has(digest) === (is === 'phone') ? this.holder(digest) : null;
  }

  get holders(): Author[] {
    const members = [...this.#panels.members(this.#parts.now()), ...this.#phones.members];
    return [...new Set(members)].flatMap((id) => this.#parts.roster.author(id) ?? []);
  }

  heard(digest: string): void {
    this.#panels.heard(digest, this.#parts.now());
  }

  /** No page shows it any more. */
  alone(digest: string): void {
    this.#panels.alone(digest, this.#parts.now());
  }

  end(digest: string): void {
    this.#panels.end(digest);
    this.#phones.end(digest);
  }

  /** What has passed since the last call is taken off what phones may stay. */
  timePasses(): void {
    const at = this.#parts.now();
    this.#phones.lengthen(Math.max(0, at - this.#lastTick), this.#parts.stopOpen());
    this.#lastTick = at;
  }

  /** Forgets what is over or of somebody who is gone; true where there was any. */
  tidy(): boolean {
    const isMember = (id: string) => this.#parts.roster.author(id) !== null;
    const phones = this.#phones.tidy(isMember);
    const panels = this.#panels.tidy(this.#parts.now(), isMember);
    return phones || panels;
  }
}
