import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SecondRound } from '../../kiosk-ui/second-round/second-round.svelte.ts';
import { messagesOfPack } from '../../kiosk-ui/take-home/messages-of-pack.ts';
import { judgeOf } from './home-pack.ts';

const messages = messagesOfPack({ exhibits: [judgeOf()] }).map(({ message }) => message);
let now = 0;
let game: SecondRound;

/** Lets time pass for the game's clock and its timers alike. */
const pass = (milliseconds: number) => {
  for (let passed = 0; passed < milliseconds; passed += 250) {
    now += 250;
    vi.advanceTimersByTime(250);
  }
};

beforeEach(() => {
  vi.useFakeTimers();
  now = 10_000;
  game = new SecondRound({ messages, now: () => now, luck: () => 'luck' });
});
afterEach(() => {
  game.stop();
  vi.useRealTimers();
});

describe('the clock at home', () => {
  test('runs while a message is judged and stands while somebody reads why', () => {
    game.begin();
    pass(10_000);
    expect(game.secondsLeft).toBe(50);
    game.say('scam');
    pass(30_000);
    expect(game.secondsLeft).toBe(50);
    game.next();
    pass(5_000);
    expect(game.secondsLeft).toBe(45);
  });

  test('leads to the result when it is up, and a new round has all of it again', () => {
    game.begin();
    pass(60_000);
    expect(game.round).toMatchObject({ at: 'result', timeOver: true });
    pass(5_000);
    game.begin();
    expect(game.round.at).toBe('message');
    expect(game.secondsLeft).toBe(60);
  });

  test('does not run on while the phone sleeps', () => {
    game.begin();
    pass(1_000);
    now += 600_000;
    vi.advanceTimersByTime(250);
    expect(game.secondsLeft).toBe(58);
  });
});

test('a second tap at once is the same tap', () => {
  game.begin();
  pass(1_000);
  game.say('scam');
  now += 100;
  game.next();
  expect(game.round.at).toBe('why');
  pass(1_000);
  game.next();
  expect(game.round.at).toBe('message');
});
