import type { Author } from '@pingan/protocol/author';
import type { SecretHash } from '@pingan/protocol/crew';
import type { Text } from '@pingan/protocol/ids';
import { membersOf, pinOf } from './crew-book.ts';
import type { CrewShelf } from './crew-shelf.ts';
import { doorWords } from './door-words.ts';
import { REHEARSAL } from './panel-door.ts';

/** Who may open a panel of this bus now. */
export class Roster {
  readonly #shelf: CrewShelf;
  readonly #virtual: boolean;

  /** `virtual`: all boards are emulated. */
  constructor(shelf: CrewShelf, virtual: boolean) {
    this.#shelf = shelf;
    this.#virtual = virtual;
  }

  /** A rehearsal without crew. A list that was lost is not a list that never was. */
  get open(): boolean {
    const { list, lost, keys } = this.#shelf;
    return this.#virtual && list === null && !lost && keys.local === null;
  }

  get authors(): Author[] {
    const { list, keys } = this.#shelf;
    return membersOf(list, keys).map(({ id, name }) => ({ id, name }));
  }

  /** Null for whoever is not of the crew, or no longer. */
  author(id: string): Author | null {
    if (this.open && id === REHEARSAL.id) return REHEARSAL;
    return this.authors.find((member) => member.id === id) ?? null;
  }

  pinOf(id: string): SecretHash | null {
    return pinOf(this.#shelf.list, this.#shelf.keys, id);
  }

  /** Why nobody can sign in at all; null where somebody can. */
  get whyNobody(): Text | null {
    if (this.authors.length > 0) return null;
    return this.#shelf.lost ? doorWords.crewLost : doorWords.noCrew;
  }
}
