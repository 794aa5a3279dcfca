import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Backoff,
  LONGEST_WAIT_MS,
  MOST_TRIES_AN_HOUR,
  NO_WRONG_PINS,
  right,
  tried,
  waitAfter,
  waitOf,
} from '@pingan/firmware-bridge/crew/pin-backoff';

const HOUR = 3_600_000;
const panel = fc.constantFrom('here/telephone', 'here/wall', 'here/', 'phone/li-1');
const member = fc.constantFrom('li-1', 'wang-2', 'zhao-3');
const someTries = fc.array(
  fc.record({ panel, member, after: fc.integer({ min: 0, max: 2 * HOUR }), right: fc.boolean() }),
  { maxLength: 60 },
);

/** Plays tries that wait as long as they must, as the door does. */
function play(tries: { panel: string; member: string; after: number; right: boolean }[]) {
  let backoff: Backoff = NO_WRONG_PINS;
  let at = 0;
  for (const one of tries) {
    at += one.after;
    if (waitOf(backoff, one.panel, at) > 0) continue;
    backoff = tried(backoff, one.panel, one.member, at);
    if (one.right) backoff = right(backoff, one.panel, one.member);
  }
  return { backoff, at };
}

describe('the wait after wrong PINs', () => {
  it('grows from nothing to five minutes and never shrinks', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 500].map(waitAfter)).toEqual(
      [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300].map((seconds) => seconds * 1_000),
    );
  });

  it('is never longer than five minutes, and after it the panel may try', () => {
    fc.assert(
      fc.property(someTries, panel, (tries, here) => {
        const { backoff, at } = play(tries);
        const wait = waitOf(backoff, here, at);
        expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_MS);
        expect(waitOf(backoff, here, at + wait)).toBe(0);
      }),
    );
  });

  it('at one panel is none of another', () => {
    fc.assert(
      fc.property(someTries, (tries) => {
        const elsewhere = tries.filter((one) => one.panel !== 'here/wall');
        const { backoff, at } = play(elsewhere);
        expect(waitOf(backoff, 'here/wall', at)).toBe(0);
      }),
    );
  });

  it('after a hundred wrong ones at a visitors’ screen holds up neither another panel nor a paired phone', () => {
    let backoff: Backoff = NO_WRONG_PINS;
    for (let n = 0; n < 100; n++) backoff = tried(backoff, 'here/wall', n % 2 ? 'li-1' : 'wang-2', n);
    expect(waitOf(backoff, 'here/wall', 100)).toBeGreaterThan(LONGEST_WAIT_MS - 1_000);
    expect(waitOf(backoff, 'here/', 100)).toBe(0);
    expect(waitOf(backoff, 'phone/li-1', 100)).toBe(0);
  });

  it('is gone after a right PIN where only that member’s was mistyped', () => {
    let backoff: Backoff = NO_WRONG_PINS;
    for (let n = 0; n < 5; n++) backoff = tried(backoff, 'here/', 'li-1', 0);
    expect(waitOf(right(backoff, 'here/', 'li-1'), 'here/', 0)).toBe(0);
  });

  it('is forgotten after an hour of quiet', () => {
    fc.assert(
      fc.property(someTries, panel, (tries, here) => {
        const { backoff, at } = play(tries);
        expect(waitOf(tried(backoff, here, 'li-1', at + HOUR), here, at + HOUR)).toBe(0);
      }),
    );
  });
});

describe('whoever tries PINs at one panel as fast as they may', () => {
  const tryAll = (next: (n: number) => { member: string; right: boolean }, hours: number) => {
    let backoff: Backoff = NO_WRONG_PINS;
    const guesses: number[] = [];
    for (let at = 0, n = 0; at < hours * HOUR; n++) {
      const one = next(n);
      backoff = tried(backoff, 'here/wall', one.member, at);
      if (one.right) backoff = right(backoff, 'here/wall', one.member);
      else guesses.push(at);
      at += waitOf(backoff, 'here/wall', at);
    }
    return guesses;
  };
  const mostInAnHour = (guesses: number[]) =>
    Math.max(...guesses.map((from) => guesses.filter((at) => at >= from && at < from + HOUR).length));

  it('gets no more than twenty in any hour, however they spread them over members', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 7 }), (members) => {
        const guesses = tryAll((n) => ({ member: members[n % members.length]!, right: false }), 4);
        expect(mostInAnHour(guesses)).toBeLessThanOrEqual(MOST_TRIES_AN_HOUR);
      }),
      { numRuns: 30 },
    );
  });

  it('gets 103 in a day of eight hours', () => {
    expect(tryAll(() => ({ member: 'li-1', right: false }), 8)).toHaveLength(103);
  });

  it('gains nothing by typing a PIN of their own in between', () => {
    let backoff: Backoff = NO_WRONG_PINS;
    const guesses: number[] = [];
    for (let at = 0; at < HOUR; at += waitOf(backoff, 'here/wall', at)) {
      backoff = right(tried(backoff, 'here/wall', 'zhao-3', at), 'here/wall', 'zhao-3');
      backoff = tried(backoff, 'here/wall', 'li-1', at);
      guesses.push(at);
    }
    expect(guesses.length).toBeLessThanOrEqual(MOST_TRIES_AN_HOUR);
  });
});
