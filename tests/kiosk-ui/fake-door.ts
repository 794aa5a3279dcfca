import type { Author } from '@pingan/protocol/author';
import type { PanelIdentify, PanelIdentity } from '@pingan/protocol/officer-day';
import { qin, zhou } from './sample-day.ts';

/** PIN and one-time code that the fake bus takes, and what it shows for pairing. */
export const PIN = '2751';
export const CODE = 'ABCD-1234';
export const PAIRING = '7K3M-Q2XD';
export const TOKEN = 'sample-token';

/** Who is at the panels of a fake bus. `open` as in a rehearsal without crew. */
export class FakeDoor {
  open = true;
  /** Whether pages are taken for phones. */
  phone = false;
  /** Seconds to wait after the next wrong PIN. */
  waitSeconds = 0;
  who: Author = zhou;

  greeting(): PanelIdentity {
    return this.open ? { is: 'open' } : this.#locked(null);
  }

  identify(as: PanelIdentify): PanelIdentity {
    if (as.by === 'leaving') return this.greeting();
    const wanted =
      as.by === 'pin' || as.by === 'code' ? [zhou, qin].find(({ id }) => id === as.member) : zhou;
    const fits = {
      pin: () => as.by === 'pin' && as.pin === PIN,
      code: () => as.by === 'code' && as.code.replaceAll('-', '') === CODE.replaceAll('-', ''),
      pairing: () => as.by === 'pairing' && as.code === PAIRING,
      token: () => as.by === 'token' && as.token === TOKEN,
    }[as.by]();
    if (!fits || wanted === undefined)
      return this.#locked({ zh: '密码不对，请再试一次', en: 'That PIN is not right; please try again' });
    this.who = wanted;
    return { is: 'known', member: wanted, token: TOKEN };
  }

  #locked(why: Extract<PanelIdentity, { is: 'locked' }>['why']): PanelIdentity {
    const members = [
      { ...zhou, hasPin: true },
      { ...qin, hasPin: false },
    ];
    const waitSeconds = why === null ? 0 : this.waitSeconds;
    return { is: 'locked', phone: this.phone, members: this.phone ? [] : members, waitSeconds, why };
  }
}
