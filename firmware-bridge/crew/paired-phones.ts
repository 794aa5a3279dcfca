import type { PairedPhone } from './crew-keys.ts';
import type { CrewShelf } from './crew-shelf.ts';
import { after, isOver, stayFrom } from './stay.ts';

/** More phones than this are not paired at once; the oldest goes. */
const MOST_PHONES = 100;

/** Phones that are paired, over restarts of the bus. The shelf holds them; whoever changes them has it written. */
export class PairedPhones {
  readonly #shelf: CrewShelf;
  readonly #wall: () => number | null;

  constructor(shelf: CrewShelf, wall: () => number | null) {
    this.#shelf = shelf;
    this.#wall = wall;
  }

  add(digest: string, member: string): void {
    const phone = { digest, member, stay: stayFrom(this.#wall()) };
    this.#set([...this.#phones, phone].slice(-MOST_PHONES));
  }

  end(digest: string): void {
    if (this.has(digest)) this.#set(this.#phones.filter((phone) => phone.digest !== digest));
  }

  /** Also one whose time is over, until it is forgotten. */
  has(digest: string): boolean {
    return this.#phones.some((phone) => phone.digest === digest);
  }

  /** Null where it was never paired or its time is over. */
  memberOf(digest: string): string | null {
    return this.#phones.find((phone) => phone.digest === digest && !this.#isOver(phone))?.member ?? null;
  }

  get members(): string[] {
    return this.#phones.filter((phone) => !this.#isOver(phone)).map(({ member }) => member);
  }

  /** The bus has run for so many milliseconds more. */
  lengthen(ran: number, stopOpen: boolean): void {
    if (this.#phones.length === 0) return;
    const spent = { ran, wall: this.#wall(), stopOpen };
    this.#set(this.#phones.map((phone) => ({ ...phone, stay: after(phone.stay, spent) })));
  }

  /** Forgets those whose time is over or whose member is gone; true where there were any. */
  tidy(isMember: (member: string) => boolean): boolean {
    const kept = this.#phones.filter((phone) => !this.#isOver(phone) && isMember(phone.member));
    if (kept.length === this.#phones.length) return false;
    this.#set(kept);
    return true;
  }

  get #phones(): readonly PairedPhone[] {
    return this.#shelf.keys.phones;
  }

  #set(phones: PairedPhone[]): void {
    this.#shelf.setKeys({ ...this.#shelf.keys, phones });
  }

  #isOver({ stay }: PairedPhone): boolean {
    return isOver(stay, this.#wall());
  }
}
