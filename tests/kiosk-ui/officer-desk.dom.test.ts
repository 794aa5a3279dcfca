import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import { beforeEach, describe, expect, test } from 'vitest';
import { sayWhen } from '../../kiosk-ui/officer/last-confirmed.ts';
import { backlogWords } from '../../kiosk-ui/officer/link-words.ts';
import { OfficerDesk } from '../../kiosk-ui/officer/officer-desk.svelte.ts';
import { officerWords } from '../../kiosk-ui/officer/words.ts';
import { sampleBus, sampleStatus } from './sample-bus.ts';
import { sampleDay } from './sample-day.ts';

const MARKET_DAY = new Date(2026, 10, 23, 9).getTime();

describe('the officer’s desk', () => {
  let sent: ScreenMessage[];
  let isBridgeThere: boolean;
  let desk: OfficerDesk;

  beforeEach(() => {
    sent = [];
    isBridgeThere = true;
    desk = new OfficerDesk({ send: (message) => isBridgeThere && sent.push(message) > 0 });
    desk.receive({ type: 'welcome', v: 1, bus: sampleBus, station: null, content: 'sample-1' });
    desk.receive({ type: 'status', status: sampleStatus });
    desk.receive({ type: 'day', day: sampleDay(sampleStatus.stops) });
  });

  test('keeps a refusal on show until the next command', () => {
    desk.receive({ type: 'refused', why: 'a virtual board allows rehearsal only' });
    expect(desk.refused).toContain('rehearsal only');
    desk.setQueue('long');
    expect(desk.refused).toBeNull();
  });

  test('says a refusal in Chinese where there are words, and forgets it when it has been read', () => {
    desk.receive({ type: 'refused', why: 'no', zh: '不行' });
    expect(desk.refused).toBe('不行');
    desk.calm();
    expect(desk.refused).toBeNull();
  });

  test('says that nobody heard a command while the bridge is away', () => {
    isBridgeThere = false;
    expect(desk.command({ do: 'brightness', level: 3 })).toBe(false);
    expect(desk.unheard).toBe(true);
    isBridgeThere = true;
    desk.command({ do: 'brightness', level: 3 });
    expect(desk.unheard).toBe(false);
  });

  test('calls a stop by its id where the list no longer has it, and a member likewise', () => {
    expect(desk.nameOf('stops', 'market')).toBe('城南菜市场');
    expect(desk.nameOf('stops', 'gone')).toBe('gone');
    expect(desk.crewName('qin')).toBe('样例员乙');
    expect(desk.crewName('gone')).toBe('gone');
  });

  test('whoever signs out leaves no day behind', () => {
    desk.signedOut();
    expect(desk.day).toBeNull();
  });
});

test('says the time alone today, and the day with it before', () => {
  const at = new Date(2026, 10, 19, 14, 5).getTime();
  expect(sayWhen(at, at + 3_600_000, 'en-GB')).toBe('14:05');
  expect(sayWhen(at, MARKET_DAY, 'en-GB')).toBe('19 Nov 14:05');
});

describe('what waits for headquarters is said in one sentence', () => {
  const lastConfirmed = new Date(2026, 10, 23, 14, 5).getTime();
  const say = (language: 'zh' | 'en', records: number, daysToSend: number, confirmed: number | null) =>
    backlogWords(
      officerWords[language],
      { backlog: { records, lastConfirmed: confirmed } },
      { daysToSend },
      MARKET_DAY,
    );

  test.each([
    ['zh', 40, 3, lastConfirmed, '3 天待送，14:05 最后确认'],
    ['en', 40, 3, lastConfirmed, '3 days to send, last confirmed 14:05'],
    ['en', 1, 0, lastConfirmed, '1 record to send, last confirmed 14:05'],
    ['en', 0, 0, null, 'everything sent, none confirmed yet'],
  ] as const)('%s: %d records of %d days', (language, records, days, confirmed, words) => {
    expect(say(language, records, days, confirmed)).toBe(words);
  });
});
