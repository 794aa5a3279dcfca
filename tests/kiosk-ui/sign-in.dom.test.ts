import type { PanelIdentify, PanelIdentity } from '@pingan/protocol/officer-day';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IDLE_MS, whenIdle } from '../../kiosk-ui/officer/sign-in/idle-return.ts';
import { pairingAddress, pairingCodeIn } from '../../kiosk-ui/officer/sign-in/pairing-address.ts';
import { SignIn } from '../../kiosk-ui/officer/sign-in/sign-in.svelte.ts';
import { browserKeep, nowhere } from '../../kiosk-ui/officer/sign-in/token-keep.ts';
import { qin, zhou } from './sample-day.ts';

type Locked = Extract<PanelIdentity, { is: 'locked' }>;
const locked = (changed: Partial<Locked> = {}): Locked => ({
  is: 'locked',
  phone: false,
  members: [
    { ...zhou, hasPin: true },
    { ...qin, hasPin: false },
  ],
  waitSeconds: 0,
  why: null,
  ...changed,
});
const WRONG = { zh: '密码不对', en: 'wrong PIN' };

let said: PanelIdentify[];
let time: number;
const keep = browserKeep(() => time);
const begin = (where = keep) => new SignIn({ say: (as) => said.push(as) > 0, keep: where });
const type = (signIn: SignIn, digits: string) => [...digits].forEach((digit) => signIn.digit(digit));

beforeEach(() => {
  said = [];
  time = 1_000;
  keep.forget();
});

describe('a PIN', () => {
  let signIn: SignIn;
  beforeEach(() => {
    signIn = begin();
    signIn.greet(null);
    signIn.receive(locked());
    signIn.choose('zhou');
  });

  test('of four to eight digits opens the panel for the member who was chosen', () => {
    type(signIn, '275');
    signIn.enter();
    expect(said).toEqual([]);
    type(signIn, '1');
    signIn.enter();
    expect(said).toEqual([{ by: 'pin', member: 'zhou', pin: '2751' }]);
    signIn.receive({ is: 'known', member: zhou, token: 'token' });
    expect(signIn.isOpen).toBe(true);
    expect(signIn.who).toEqual(zhou);
  });

  test('has at most eight digits, and the last can be taken back', () => {
    type(signIn, '123456789');
    signIn.erase();
    expect(signIn.digits).toBe('1234567');
  });

  test('is not sent twice while the bus is looking at it', () => {
    type(signIn, '2751');
    signIn.enter();
    signIn.enter();
    expect(said).toHaveLength(1);
  });

  test('that was wrong is cleared, and says so for the same member', () => {
    type(signIn, '1111');
    signIn.enter();
    signIn.receive(locked({ why: WRONG }));
    expect(signIn).toMatchObject({ digits: '', step: 'pin', member: 'zhou', why: WRONG });
  });

  test('has to wait where the bus says so, and the page counts the seconds down', () => {
    vi.useFakeTimers();
    signIn.receive(locked({ why: WRONG, waitSeconds: 2 }));
    type(signIn, '2751');
    signIn.enter();
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(signIn.waitLeft).toBe(1);
    vi.advanceTimersByTime(5_000);
    expect(signIn.waitLeft).toBe(0);
    signIn.enter();
    expect(said).toHaveLength(1);
    vi.useRealTimers();
  });
});

describe('a one-time code', () => {
  test('is asked for at once where a member has no PIN yet, with the new PIN twice', () => {
    const signIn = begin();
    signIn.receive(locked());
    signIn.choose('qin');
    expect(signIn.step).toBe('code');
    signIn.code = 'ABCD-1234';
    signIn.enterCode();
    type(signIn, '4826');
    signIn.enter();
    expect(signIn.step).toBe('repeat-pin');
    type(signIn, '4826');
    signIn.enter();
    expect(said).toEqual([{ by: 'code', member: 'qin', code: 'ABCD-1234', pin: '4826' }]);
  });

  test('sets nothing when the new PIN is another one the second time', () => {
    const signIn = begin();
    signIn.receive(locked());
    signIn.choose('zhou');
    signIn.forgotten();
    signIn.code = 'ABCD-1234';
    signIn.enterCode();
    type(signIn, '4826');
    signIn.enter();
    type(signIn, '4827');
    signIn.enter();
    expect(said).toEqual([]);
    expect(signIn).toMatchObject({ step: 'new-pin', differs: true });
  });

  test('that is refused is shown again, so that it can be corrected', () => {
    const signIn = begin();
    signIn.receive(locked());
    signIn.choose('qin');
    signIn.code = 'ABCD-1235';
    signIn.enterCode();
    type(signIn, '4826');
    signIn.enter();
    type(signIn, '4826');
    signIn.enter();
    signIn.receive(locked({ why: WRONG }));
    expect(signIn).toMatchObject({ step: 'code', code: 'ABCD-1235', why: WRONG });
  });
});

describe('what the page keeps', () => {
  test('lets a page in again without a PIN, and is forgotten when the bus no longer takes it', () => {
    keep.keep({ token: 'token', paired: false });
    const signIn = begin();
    signIn.greet(null);
    signIn.receive(locked());
    expect(said).toEqual([{ by: 'token', token: 'token' }]);
    signIn.receive(locked({ why: WRONG }));
    expect(keep.read()).toBeNull();
    expect(said).toHaveLength(1);
    expect(signIn.step).toBe('names');
  });

  test('is offered again after the bridge was away', () => {
    keep.keep({ token: 'token', paired: false });
    const signIn = begin();
    for (let connection = 0; connection < 2; connection += 1) {
      signIn.greet(null);
      signIn.receive(locked());
      signIn.receive({ is: 'known', member: zhou, token: 'token' });
    }
    expect(said).toEqual([
      { by: 'token', token: 'token' },
      { by: 'token', token: 'token' },
    ]);
  });

  test('outlives a closed tab on a paired phone alone, and no shift', () => {
    keep.keep({ token: 'mine', paired: true });
    expect(localStorage.length).toBe(1);
    expect(sessionStorage.length).toBe(0);
    expect(keep.read()).toEqual({ token: 'mine', paired: true });
    time += 14 * 3_600_000;
    expect(keep.read()).toBeNull();
    keep.keep({ token: 'theirs', paired: false });
    expect(localStorage.length).toBe(0);
  });

  test('is removed on signing out, and the bus is told', () => {
    const signIn = begin();
    signIn.greet('7K3M');
    signIn.receive(locked());
    signIn.receive({ is: 'known', member: zhou, token: 'token' });
    expect(localStorage.length).toBe(1);
    signIn.leave();
    expect(localStorage.length + sessionStorage.length).toBe(0);
    expect(said.at(-1)).toEqual({ by: 'leaving' });
  });

  test('is nothing on a visitor screen that was lent', () => {
    const signIn = begin(nowhere);
    signIn.receive(locked());
    signIn.choose('zhou');
    type(signIn, '2751');
    signIn.enter();
    signIn.receive({ is: 'known', member: zhou, token: 'token' });
    expect(localStorage.length + sessionStorage.length).toBe(0);
    expect(signIn.token).toBe('token');
  });
});

describe('pairing a phone', () => {
  test('begins with the code in its address', () => {
    const address = pairingAddress('https://192.168.4.1:8443/officer', '7K3M-Q2XD');
    expect(pairingCodeIn(address)).toBe('7K3M-Q2XD');
    expect(pairingCodeIn('https://192.168.4.1:8443/officer')).toBeNull();
    const signIn = begin();
    signIn.greet('7K3M-Q2XD');
    signIn.receive(locked({ phone: true, members: [] }));
    expect(said).toEqual([{ by: 'pairing', code: '7K3M-Q2XD' }]);
  });

  test('is all that a phone is offered', () => {
    const signIn = begin();
    signIn.receive(locked({ phone: true, members: [], why: WRONG }));
    expect(signIn).toMatchObject({ step: 'pairing', isPhone: true, why: WRONG });
    signIn.code = '7K3M-Q2XD';
    signIn.enterCode();
    expect(said).toEqual([{ by: 'pairing', code: '7K3M-Q2XD' }]);
  });
});

test('a screen of a bus without crew asks for no pairing code, and says why nobody can sign in', () => {
  const signIn = begin();
  const why = { zh: '这辆车还没有警员名单', en: 'This bus has no crew list yet' };
  signIn.receive(locked({ members: [], why }));
  expect(signIn).toMatchObject({ step: 'names', isPhone: false, why });
});

describe('handing over the shift', () => {
  let signIn: SignIn;
  beforeEach(() => {
    signIn = begin();
    signIn.receive({ is: 'known', member: zhou, token: 'token' });
    signIn.handOver(qin);
  });

  test('asks the next officer for their PIN, and the panel is theirs then', () => {
    type(signIn, '4826');
    signIn.enter();
    expect(said).toEqual([{ by: 'pin', member: 'qin', pin: '4826' }]);
    signIn.receive({ is: 'known', member: qin, token: 'other' });
    expect(signIn).toMatchObject({ handTo: null, who: qin });
  });

  test('says what was wrong and keeps asking, while whoever is known stays known', () => {
    type(signIn, '1111');
    signIn.enter();
    signIn.refuse(WRONG);
    expect(signIn).toMatchObject({ handTo: qin, who: zhou, why: WRONG, digits: '', isChecking: false });
  });

  test('can wait until they sign in on a phone of their own', () => {
    signIn.handOverLater();
    expect(signIn).toMatchObject({ handTo: null, who: zhou, isOpen: true });
  });

  test('goes on with a one-time code where they have no PIN yet or forgot it', () => {
    signIn.forgotten();
    signIn.code = 'ABCD-1234';
    signIn.enterCode();
    for (let time = 0; time < 2; time += 1) {
      type(signIn, '4826');
      signIn.enter();
    }
    expect(said.at(-1)).toEqual({ by: 'code', member: qin.id, code: 'ABCD-1234', pin: '4826' });
    signIn.refuse(WRONG);
    expect(signIn).toMatchObject({ step: 'code', handTo: qin, why: WRONG });
  });
});

describe('a lent screen that nobody touches', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is given back after two minutes, counted from the last touch or key', () => {
    const left = vi.fn();
    const stop = whenIdle(window, left);
    vi.advanceTimersByTime(IDLE_MS - 1);
    window.dispatchEvent(new Event('pointerdown'));
    vi.advanceTimersByTime(IDLE_MS - 1);
    expect(left).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(left).toHaveBeenCalledTimes(1);
    stop();
  });
});
