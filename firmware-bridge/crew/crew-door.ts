import type { Author } from '@pingan/protocol/author';
import type { CrewList } from '@pingan/protocol/crew';
import type { Text } from '@pingan/protocol/ids';
import type { OfficerDay, PanelIdentify, PanelIdentity } from '@pingan/protocol/officer-day';
import type { Log } from '../log.ts';
import { isNewer, keysUnder } from './crew-book.ts';
import type { CrewShelf } from './crew-shelf.ts';
import { doorWords } from './door-words.ts';
import { PairedPhones } from './paired-phones.ts';
import { Pairing } from './pairing.ts';
import { NotIdentified, type PanelDoor, type PanelPlace, REHEARSAL } from './panel-door.ts';
import { digestOf, newToken, PanelTokens } from './panel-tokens.ts';
import { Roster } from './roster.ts';
import { SecretBench } from './secret-bench.ts';
import { type Typed, TypedSecrets } from './typed-secrets.ts';

const TICK_MS = 5_000;
/** How much of a phone's twelve hours a power cut may give back to it. */
const WRITE_EVERY_MS = 60_000;

export interface CrewDoorParts {
  bus: string;
  /** All boards are emulated: a rehearsal. */
  virtual: boolean;
  shelf: CrewShelf;
  bench?: SecretBench;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Wall milliseconds and the day YYYY-MM-DD; null while the clock is not known. */
  wall: () => number | null;
  today: () => string | null;
  stopOpen: () => boolean;
  /** Address of the officer page for phones; null where the bus serves none. */
  phoneAddress: () => string | null;
  log: Log;
}

interface Session {
  place: PanelPlace;
  /** Digest of the token with which this page is signed in. */
  token: string | null;
  /** What was wrong with the last try. */
  why: Text | null;
}

/** Knows the crew and who of them is at which panel. */
export class CrewDoor implements PanelDoor {
  readonly #parts: CrewDoorParts;
  readonly #roster: Roster;
  readonly #sessions = new Map<string, Session>();
  readonly #panels = new PanelTokens();
  readonly #phones: PairedPhones;
  readonly #pairing = new Pairing();
  readonly #typed: TypedSecrets;
  readonly #listeners: (() => void)[] = [];
  #lastTick: number;
  #lastWrite: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: CrewDoorParts) {
    const { shelf, now, wall, bench = new SecretBench() } = parts;
    this.#parts = parts;
    this.#roster = new Roster(shelf, parts.virtual);
    this.#phones = new PairedPhones(shelf, wall);
    this.#typed = new TypedSecrets({ ...parts, roster: this.#roster, bench });
    this.#lastTick = this.#lastWrite = now();
    // A power cut may have fallen between a new list and what it takes from the keys.
    if (shelf.list !== null) shelf.setKeys(keysUnder(shelf.list, shelf.keys));
  }

  start(): void {
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** What was still to be written is on disk when this resolves. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timePasses();
    await this.#writeIfDirty();
  }

  /** Ends what has come to its end. */
  tick(): void {
    const { now } = this.#parts;
    this.#timePasses();
    const lapsed = this.#pairing.lapsed(now());
    if (this.#tidy() || lapsed) this.#changed();
    if (now() - this.#lastWrite < WRITE_EVERY_MS) return;
    this.#lastWrite = now();
    void this.#writeIfDirty();
  }

  /** A list from headquarters. Whoever is not on it is forgotten before this returns; it is safe when the promise resolves. */
  async takeCrewList(list: CrewList): Promise<boolean> {
    const { shelf, bus, log } = this.#parts;
    if (!isNewer(shelf.list, list, bus)) {
      const held = shelf.list?.revision ?? null;
      log.debug({ bus: list.bus, revision: list.revision, held }, 'a crew list that changes nothing');
      return false;
    }
    shelf.setList(list);
    shelf.setKeys(keysUnder(list, shelf.keys));
    this.#tidy();
    this.#changed();
    log.info({ revision: list.revision, members: list.members.length }, 'a new crew list');
    await this.#writeIfDirty();
    return true;
  }

  // ── what a panel is to show ────────────────────────────────────────────────────────────────────────────────

  get open(): boolean {
    return this.#roster.open;
  }

  entered(screen: string, place: PanelPlace): PanelIdentity {
    this.#sessions.set(screen, { place, token: null, why: null });
    return this.identity(screen);
  }

  identity(screen: string): PanelIdentity {
    const session = this.#sessions.get(screen);
    const member = this.who(screen);
    if (this.open && session?.place.is === 'here') return { is: 'open' };
    if (member !== null) return { is: 'known', member, token: null };
    // Whoever is in reach of the bus's network is not told who serves on it.
    if (session?.place.is !== 'here')
      return {
        ...{ is: 'locked', phone: true, members: [], waitSeconds: 0 },
        why: session?.why ?? doorWords.pairFirst,
      };
    const members = this.crew().map((one) => ({ ...one, hasPin: this.#roster.pinOf(one.id) !== null }));
    const waitSeconds = this.#typed.waitSeconds(this.#panelOf(session));
    const why = session.why ?? this.#roster.whyNobody;
    return { is: 'locked', phone: false, members, waitSeconds, why };
  }

  who(screen: string): Author | null {
    const session = this.#sessions.get(screen);
    if (session === undefined) return null;
    if (this.open && session.place.is === 'here') return REHEARSAL;
    return session.token === null ? null : this.#holder(session.token);
  }

  crew(): Author[] {
    return this.#roster.authors;
  }

  signedIn(): Author[] {
    const members = [...this.#panels.members(this.#parts.now()), ...this.#phones.members];
    return [...new Set(members)].flatMap((id) => this.#roster.author(id) ?? []);
  }

  holderOf(token: string): Author | null {
    return this.#holder(digestOf(token));
  }

  heard(screen: string): void {
    const token = this.#sessions.get(screen)?.token ?? null;
    if (token !== null) this.#panels.heard(token, this.#parts.now());
  }

  left(screen: string): void {
    const token = this.#sessions.get(screen)?.token ?? null;
    this.#sessions.delete(screen);
    if (token === null || [...this.#sessions.values()].some((other) => other.token === token)) return;
    this.#panels.alone(token, this.#parts.now());
    this.#changed();
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  // ── pairing a phone ────────────────────────────────────────────────────────────────────────────────────────

  pair(screen: string, on: boolean): void {
    const member = this.who(screen);
    if (member === null) throw new NotIdentified(doorWords.identifyFirst);
    // A token that was overheard must not make others.
    if (this.#sessions.get(screen)?.place.is !== 'here') throw new NotIdentified(doorWords.pairHere);
    if (on && this.#parts.phoneAddress() === null) throw new NotIdentified(doorWords.noLan);
    if (on) this.#pairing.show(member.id, this.#parts.now());
    else this.#pairing.hide();
    this.#changed();
  }

  pairing(): OfficerDay['pairing'] {
    const url = this.#parts.phoneAddress();
    const shown = this.#pairing.at(this.#parts.now());
    if (url === null || shown === null) return null;
    return { url, code: shown.code, secondsLeft: shown.secondsLeft };
  }

  // ── identifying ────────────────────────────────────────────────────────────────────────────────────────────

  async identify(screen: string, as: PanelIdentify): Promise<PanelIdentity> {
    const session = this.#sessions.get(screen);
    if (session === undefined) throw new NotIdentified(doorWords.ended);
    this.heard(screen);
    switch (as.by) {
      case 'leaving':
        return this.#leave(screen, session);
      case 'token':
        return this.#byToken(screen, session, as.token);
      case 'pairing':
        return this.#byPairing(screen, session, as.code);
      default:
        return this.#byTyping(screen, session, as);
    }
  }

  async #byTyping(screen: string, session: Session, as: Typed): Promise<PanelIdentity> {
    // A phone that nobody paired may not even try a PIN: four digits are not made for a network.
    if (session.place.is === 'phone' && this.who(screen) === null)
      return this.#refuse(screen, session, doorWords.pairFirst);
    const why = await this.#typed.check(as, this.#panelOf(session));
    return why === null ? this.#signIn(screen, session, as.member) : this.#refuse(screen, session, why);
  }

  #byToken(screen: string, session: Session, token: string): PanelIdentity {
    const digest = digestOf(token);
    const isPhone = session.place.is === 'phone';
    const holder = this.#phones.has(digest) === isPhone ? this.#holder(digest) : null;
    if (holder === null) return this.#refuse(screen, session, this.#endedWords(session));
    Object.assign(session, { token: digest, why: null });
    this.heard(screen);
    this.#changed();
    return { is: 'known', member: holder, token };
  }

  #byPairing(screen: string, session: Session, code: string): PanelIdentity {
    if (session.place.is !== 'phone') return this.#refuse(screen, session, doorWords.pairHere);
    const member = this.#pairing.take(code, this.#parts.now());
    if (member !== null) return this.#signIn(screen, session, member);
    this.#parts.log.warn({}, 'a phone tried a pairing code that is not right');
    return this.#refuse(screen, session, doorWords.wrongPairing);
  }

  /** From now on this page is theirs, whoever it was before; that one's token ends. */
  #signIn(screen: string, session: Session, member: string): PanelIdentity {
    const { now, log } = this.#parts;
    const author = this.#roster.author(member);
    // The page may have gone, or the member been taken off the list, while scrypt was at work.
    if (author === null || this.#sessions.get(screen) !== session)
      return this.#refuse(screen, session, doorWords.notOnList);
    log.info({ member, panel: this.#panelOf(session) }, 'an officer signs in');
    this.#endToken(session);
    const { token, digest } = newToken();
    if (session.place.is === 'phone') this.#phones.add(digest, member);
    else this.#panels.add(digest, { member, place: session.place, at: now() });
    Object.assign(session, { token: digest, why: null });
    void this.#writeIfDirty();
    this.#changed();
    return { is: 'known', member: author, token };
  }

  #leave(screen: string, session: Session): PanelIdentity {
    this.#endToken(session);
    Object.assign(session, { token: null, why: null });
    void this.#writeIfDirty();
    this.#changed();
    return this.identity(screen);
  }

  /** Whoever is known there stays so and is told; a locked panel shows it. */
  #refuse(screen: string, session: Session, why: Text): PanelIdentity {
    if (this.who(screen) !== null) throw new NotIdentified(why);
    session.why = why;
    return this.identity(screen);
  }

  // ── tokens and time ────────────────────────────────────────────────────────────────────────────────────────

  #holder(digest: string): Author | null {
    const member = this.#phones.memberOf(digest) ?? this.#panels.memberOf(digest, this.#parts.now());
    return member === null ? null : this.#roster.author(member);
  }

  #endToken({ token }: Session): void {
    if (token === null) return;
    this.#panels.end(token);
    this.#phones.end(token);
  }

  #timePasses(): void {
    const at = this.#parts.now();
    this.#phones.lengthen(Math.max(0, at - this.#lastTick), this.#parts.stopOpen());
    this.#lastTick = at;
  }

  /** Forgets what is over or of somebody who is gone, and locks the pages that showed it; true where there was any. */
  #tidy(): boolean {
    const isMember = (id: string) => this.#roster.author(id) !== null;
    const phones = this.#phones.tidy(isMember);
    const panels = this.#panels.tidy(this.#parts.now(), isMember);
    for (const session of this.#sessions.values()) {
      if (session.token === null || this.#holder(session.token) !== null) continue;
      Object.assign(session, { token: null, why: this.#endedWords(session) });
    }
    return phones || panels;
  }

  #endedWords({ place }: Session): Text {
    return place.is === 'phone' ? doorWords.phoneEnded : doorWords.ended;
  }

  /** What wrong tries are counted by: the panel, not the page, since a page is loaded anew by a swipe. */
  #panelOf({ place, token }: Session): string {
    if (place.is === 'here') return `here/${place.station ?? ''}`;
    return `phone/${token === null ? '' : (this.#holder(token)?.id ?? '')}`;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  async #writeIfDirty(): Promise<void> {
    const { shelf, log } = this.#parts;
    if (!shelf.dirty) return;
    try {
      await shelf.write();
    } catch (problem) {
      log.error({ err: problem }, 'the crew of this bus could not be written; it is tried again');
    }
  }
}
