import type { Author } from '@pingan/protocol/author';
import type { Text } from '@pingan/protocol/ids';
import type { PanelIdentify, PanelIdentity } from '@pingan/protocol/officer-day';
import type { TokenKeep } from './token-keep.ts';

export const LEAST_DIGITS = 4;
export const MOST_DIGITS = 8;

/** Which part of signing in is on the page. A first or forgotten PIN needs the one-time code and the new PIN twice. */
export type SignInStep = 'names' | 'pin' | 'code' | 'new-pin' | 'repeat-pin' | 'pairing';
type Locked = Extract<PanelIdentity, { is: 'locked' }>;

/** Who is at this panel, and how they say so. */
export class SignIn {
  identity = $state.raw<PanelIdentity | null>(null);
  step = $state<SignInStep>('names');
  member = $state<string | null>(null);
  digits = $state('');
  code = $state('');
  /** This page is on a phone. */
  isPhone = $state(false);
  /** Something was sent and the bus has not answered yet. */
  isChecking = $state(false);
  /** The repeated PIN was another one. */
  differs = $state(false);
  /** Whole seconds until this page may try again. */
  waitLeft = $state(0);
  /** The shift goes to somebody who has not said who they are yet. */
  handTo = $state.raw<Author | null>(null);

  #say: (as: PanelIdentify) => boolean;
  #keep: TokenKeep;
  #newPin = '';
  #usedToken: string | null = null;
  #isPaired = false;
  #scanned: string | null = null;
  #said = $state.raw<Text | null>(null);
  #countdown: ReturnType<typeof setInterval> | undefined;

  constructor(parts: { say: (as: PanelIdentify) => boolean; keep: TokenKeep }) {
    this.#say = parts.say;
    this.#keep = parts.keep;
  }

  locked: Locked | null = $derived.by(() => (this.identity?.is === 'locked' ? this.identity : null));
  /** The panel answers: somebody is known, or nobody needs to be. */
  isOpen = $derived.by(() => this.identity?.is === 'open' || this.identity?.is === 'known');
  who: Author | null = $derived.by(() => (this.identity?.is === 'known' ? this.identity.member : null));
  /** What was wrong with the last try, in both languages. */
  why: Text | null = $derived.by(() => (this.isChecking ? null : (this.locked?.why ?? this.#said)));
  canEnter = $derived.by(() => this.waitLeft === 0 && !this.isChecking);

  /** The token with which pages of this bus are asked for, beside the WebSocket. */
  get token(): string | null {
    return this.identity?.is === 'known' ? (this.identity.token ?? this.#usedToken) : null;
  }

  /** A connection has begun; `pairing` is the code that this phone's address carried. */
  greet(pairing: string | null): void {
    this.#usedToken = null;
    this.#scanned = pairing;
  }

  receive(identity: PanelIdentity): void {
    this.isChecking = false;
    this.digits = '';
    if (identity.is === 'known') this.#welcome(identity);
    else if (identity.is === 'locked') this.#refused(identity);
    this.identity = identity;
  }

  /** The bus did not take it, and whoever was known here stays known. */
  refuse(said: Text): void {
    this.isChecking = false;
    this.digits = '';
    this.#said = said;
    this.#askCodeAgain();
  }

  choose(member: string): void {
    this.member = member;
    const hasPin = this.locked?.members.find(({ id }) => id === member)?.hasPin ?? true;
    this.#turnTo(hasPin ? 'pin' : 'code');
  }

  forgotten(): void {
    this.#turnTo('code');
  }

  back(): void {
    const before: Record<SignInStep, SignInStep> = {
      names: 'names',
      pin: 'names',
      code: 'names',
      pairing: 'pairing',
      'new-pin': 'code',
      'repeat-pin': 'new-pin',
    };
    this.#turnTo(before[this.step]);
  }

  digit(digit: string): void {
    this.differs = false;
    if (this.digits.length < MOST_DIGITS) this.digits += digit;
  }

  erase(): void {
    this.digits = this.digits.slice(0, -1);
  }

  /** The key under the pad. */
  enter(): void {
    if (this.digits.length < LEAST_DIGITS || !this.canEnter || this.member === null) return;
    const { digits, member } = this;
    if (this.step === 'pin') this.#ask({ by: 'pin', member, pin: digits });
    else if (this.step === 'new-pin') {
      this.#newPin = digits;
      this.#turnTo('repeat-pin');
    } else if (digits !== this.#newPin) {
      this.#turnTo('new-pin');
      this.differs = true;
    } else this.#ask({ by: 'code', member, code: this.code, pin: digits });
  }

  enterCode(): void {
    const code = this.code.trim();
    if (code === '') return;
    if (this.step === 'pairing') this.pair(code);
    else this.#turnTo('new-pin');
  }

  /** A phone that read the code of a signed-in panel. */
  pair(code: string): void {
    this.#isPaired = true;
    this.#ask({ by: 'pairing', code });
  }

  handOver(to: Author): void {
    this.handTo = to;
    this.member = to.id;
    this.#turnTo('pin');
  }

  /** They will sign in on a phone of their own. */
  handOverLater(): void {
    this.handTo = null;
    this.#turnTo('names');
  }

  leave(): void {
    this.#keep.forget();
    this.#usedToken = null;
    this.handTo = null;
    this.member = null;
    this.#turnTo('names');
    this.#say({ by: 'leaving' });
  }

  stop(): void {
    clearInterval(this.#countdown);
  }

  #welcome({ member, token }: Extract<PanelIdentity, { is: 'known' }>): void {
    if (token !== null) this.#keep.keep({ token, paired: this.#isPaired });
    this.#usedToken = token ?? this.#usedToken;
    if (this.handTo !== null && this.handTo.id !== member.id) return;
    this.handTo = null;
    this.member = null;
    this.#wait(0);
    this.#turnTo('names');
  }

  #refused(locked: Locked): void {
    this.#wait(locked.waitSeconds);
    this.isPhone = locked.phone;
    const scanned = this.#scanned;
    this.#scanned = null;
    if (scanned !== null) return this.pair(scanned);
    const kept = this.#keep.read();
    if (kept !== null && this.#usedToken === null) {
      this.#usedToken = kept.token;
      this.#isPaired = kept.paired;
      this.#ask({ by: 'token', token: kept.token });
      return;
    }
    if (this.#usedToken !== null) this.#keep.forget();
    this.#usedToken = null;
    this.#isPaired = false;
    this.#askCodeAgain();
    if (locked.phone) this.#turnTo('pairing');
    else if (!locked.members.some(({ id }) => id === this.member)) this.#turnTo('names');
  }

  /** Whatever was wrong with code or PIN, the way begins at the code. */
  #askCodeAgain(): void {
    if (this.step === 'repeat-pin' || this.step === 'new-pin') this.#turnTo('code');
  }

  #ask(as: PanelIdentify): void {
    this.#said = null;
    this.isChecking = this.#say(as);
  }

  #turnTo(step: SignInStep): void {
    this.step = step;
    this.digits = '';
    this.differs = false;
    if (step === 'names' || (step === 'code' && this.#newPin === '')) this.code = '';
    if (step === 'names') this.#newPin = '';
  }

  #wait(seconds: number): void {
    clearInterval(this.#countdown);
    this.waitLeft = seconds;
    if (seconds === 0) return;
    this.#countdown = setInterval(() => {
      this.waitLeft = Math.max(0, this.waitLeft - 1);
      if (this.waitLeft === 0) clearInterval(this.#countdown);
    }, 1_000);
  }
}
