import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fiveTurningPoints } from '../../kiosk-ui/turning-points/turning-point-words.ts';
import { words } from '../../kiosk-ui/visitor/words.ts';
import { Turns } from '../../kiosk-ui/warnings/turns.svelte.ts';
import { sayDay, WarningsBoard } from '../../kiosk-ui/warnings/warnings-board.svelte.ts';
import { dayAfter, sampleWarnings } from './sample-warnings.ts';

const NOON = new Date(2026, 10, 20, 12).getTime();
const board = () => {
  const made = new WarningsBoard(dayAfter(0, NOON));
  made.receive(sampleWarnings(NOON));
  return made;
};

describe('a board of warnings', () => {
  test('begins with the newest, shows each in turn, and begins again', () => {
    const page = board();
    const seen = [0, 1, 2, 3].map(() => {
      const id = page.shown?.id;
      page.next();
      return id;
    });
    expect(seen).toEqual(['refund', 'found-money', 'small-jobs', 'refund']);
  });

  test('lists the others beside the one it shows', () => {
    const page = board();
    page.next();
    expect(page.others.map(({ id }) => id)).toEqual(['refund', 'small-jobs']);
  });

  test('drops what has expired by its own date, without a word from the bridge', () => {
    const page = board();
    page.today = dayAfter(3, NOON);
    expect(page.shown?.id).toBe('found-money');
    page.today = dayAfter(21, NOON);
    expect(page.shown).toBeNull();
  });

  test('stays at the warning somebody is reading when a newer one comes', () => {
    const page = new WarningsBoard(dayAfter(0, NOON));
    page.receive(sampleWarnings(NOON).slice(1));
    page.next();
    expect(page.shown?.id).toBe('small-jobs');
    page.receive(sampleWarnings(NOON));
    expect(page.shown?.id).toBe('small-jobs');
  });

  test('has nothing to show, and stays well, where there are none', () => {
    const page = new WarningsBoard(dayAfter(0, NOON));
    page.next();
    expect(page.shown).toBeNull();
  });
});

describe('turns', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('fade out at the end of their time, turn unseen, and fade in again', () => {
    const turn = vi.fn();
    const turns = new Turns({ hold: 10_000, fade: 400, turn });
    turns.start();
    vi.advanceTimersByTime(9_599);
    expect([turns.faded, turn.mock.calls.length]).toEqual([false, 0]);
    vi.advanceTimersByTime(1);
    expect([turns.faded, turn.mock.calls.length]).toEqual([true, 0]);
    vi.advanceTimersByTime(400);
    expect([turns.faded, turn.mock.calls.length]).toEqual([false, 1]);
    vi.advanceTimersByTime(10_000);
    expect(turn).toHaveBeenCalledTimes(2);
    turns.stop();
    vi.advanceTimersByTime(60_000);
    expect(turn).toHaveBeenCalledTimes(2);
  });
});

test('a day is said without a clock, in both languages', () => {
  expect(sayDay('2026-11-30', 'zh-CN')).toBe('11月30日');
  expect(sayDay('2026-11-30', 'en-GB')).toBe('30 November');
});

test('the five turning points are named as on the visitor screen', () => {
  for (const language of ['zh', 'en'] as const) {
    const names = Object.fromEntries(fiveTurningPoints.map(({ point, name }) => [point, name[language]]));
    expect(names).toEqual(words[language].turningPoints);
  }
});
