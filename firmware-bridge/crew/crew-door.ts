import type { Author } from '@pingan/protocol/author';
import type { CrewList } from '@pingan/protocol/crew';
import type { Text } from '@pingan/protocol/ids';
import type { OfficerDay, PanelIdentify, PanelIdentity } from '@pingan/protocol/officer-day';
import type { Log } from '../log.ts';
import type { CrewShelf } from './crew-shelf.ts';
import { doorWords } from './door-words.ts';
import { HeldTokens } from './held-tokens.ts';
import { Pairing } from './pairing.ts';
import { NotIdentified, type PanelDoor, type PanelPlace, REHEARSAL } from './panel-door.ts';
import { digestOf } from './panel-tokens.ts';
import { Roster } from './roster.ts';
import { SecretBench } from './secret-bench.ts';
import { ShelvedCrew } from './shelved-crew.ts';
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
  readonly #shelved: ShelvedCrew;
  readonly #sessions = new Map<string, Session>();
  readonly #tokens: HeldTokens;
  readonly #pairing = new Pairing();
  readonly #typed: TypedSecrets;
  readonly #listeners: (() => void)[] = [];
  #lastWrite: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: CrewDoorParts) {
    const { shelf, now, bench = new SecretBench() } = parts;
    this.#parts = parts;
    this.#roster = new Roster(shelf, parts.virtual);
    this.#tokens = new HeldTokens({ ...parts, roster: this.#roster });
    this.#typed = new TypedSecrets({ ...parts, roster: this.#roster, bench });
    this.#lastWrite = now();
    this.#shelved = new ShelvedCrew(parts);
  }

  start(): void {
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** What was still to be written is on disk when this resolves. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#tokens.timePasses();
    await this.#shelved.write();
  }

  /** Ends what has come to its end. */
  tick(): void {
    const { now } = this.#parts;
    this.#tokens.timePasses();
    const lapsed = this.#pairing.lapsed(now());
    if (this.#tidy() || lapsed) this.#changed();
    if (now() - this.#lastWrite < WRITE_EVERY_MS) return;
    this.#lastWrite = now();
    void this.#shelved.write();
  }

  /** A list from headquarters. Whoever is not on it is forgotten before this returns; it is safe when the promise resolves. */
  async takeCrewList(list: CrewList): Promise<boolean> {
    if (!this.#shelved.take(list)) return false;
    this.#tidy();
    this.#changed();
    await this.#shelved.write();
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
    return session.token === null ? null : this.#tokens.holder(session.token);
  }

  crew(): Author[] {
    return this.#roster.authors;
  }

  signedIn(): Author[] {
    return this.#tokens.holders;
  }

  holderOf(token: string): Author | null {
    return this.#tokens.holder(digestOf(token));
  }

  heard(screen: string): void {
    const token = this.#sessions.get(screen)?.token ?? null;
    if (token !== null) this.#tokens.heard(token);
  }

  left(screen: string): void {
    const token = this.#sessions.get(screen)?.token ?? null;
    this.#sessions.delete(screen);
    if (token === null || [...this.#sessions.values()].some((other) => other.token === token)) return;
    this.#tokens.alone(token);
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
    const holder = this.#tokens.holderAt(digest, session.place);
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
    const author = this.#roster.author(member);
    // The page may have gone, or the member been taken off the list, while scrypt was at work.
    if (author === null || this.#sessions.get(screen) !== session)
      return this.#refuse(screen, session, doorWords.notOnList);
    this.#parts.log.info({ member, panel: this.#panelOf(session) }, 'an officer signs in');
    if (session.token !== null) this.#tokens.end(session.token);
    const { token, digest } = this.#tokens.issue(member, session.place);
    Object.assign(session, { token: digest, why: null });
    void this.#shelved.write();
    this.#changed();
    return { is: 'known', member: author, token };
  }

  #leave(screen: string, session: Session): PanelIdentity {
    if (session.token !== null) this.#tokens.end(session.token);
    Object.assign(session, { token: null, why: null });
    void this.#shelved.write();
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

  /** Forgets what is over or of somebody who is gone, and locks the pages that showed it; true where there was any. */
  #tidy(): boolean {
    const forgotten = this.#tokens.tidy();
    for (const session of this.#sessions.values()) {
      if (session.token === null || this.#tokens.holder(session.token) !== null) continue;
      Object.assign(session, { token: null, why: this.#endedWords(session) });
    }
    return forgotten;
  }

  #endedWords({ place }: Session): Text {
    return place.is === 'phone' ? doorWords.phoneEnded : doorWords.ended;
  }

  /** What wrong tries are counted by: the panel, not the page, since a page is loaded anew by a swipe. */
  #panelOf({ place, token }: Session): string {
    if (place.is === 'here') return `here/${place.station ?? ''}`;
    return `phone/${token === null ? '' : (this.#tokens.holder(token)?.id ?? '')}`;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
