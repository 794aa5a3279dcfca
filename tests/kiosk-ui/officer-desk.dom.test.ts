import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import { beforeEach, describe, expect, test } from 'vitest';
import { sayWhen } from '../../kiosk-ui/officer/last-confirmed.ts';
import { OfficerDesk } from '../../kiosk-ui/officer/officer-desk.svelte.ts';
import { sampleBus, sampleStatus } from './sample-bus.ts';

const MARKET_DAY = new Date(2026, 10, 23, 9).getTime();

describe('the officer’s desk', () => {
  let sent: ScreenMessage[];
  let desk: OfficerDesk;

  beforeEach(() => {
    sent = [];
    desk = new OfficerDesk({ send: (message) => sent.push(message) > 0, now: () => MARKET_DAY });
    desk.receive({ type: 'welcome', v: 1, bus: sampleBus, station: null, content: 'sample-1' });
    desk.receive({ type: 'status', status: sampleStatus });
  });

  test('proposes the stop of the day and the purpose of the bus', () => {
    expect(desk).toMatchObject({ chosenStop: 'market', chosenPurpose: 'rehearsal' });
  });

  test('keeps the officer’s choice when the next status comes', () => {
    desk.chosenStop = 'school';
    desk.receive({ type: 'status', status: sampleStatus });
    expect(desk.chosenStop).toBe('school');
  });

  test('opens the chosen stop', () => {
    desk.openStop();
    expect(sent).toEqual([
      { type: 'officer', command: { do: 'open-stop', stop: 'market', purpose: 'rehearsal' } },
    ]);
  });

  test('keeps a refusal on show until the next command', () => {
    desk.receive({ type: 'refused', why: 'a virtual board allows rehearsal only' });
    expect(desk.refused).toContain('rehearsal only');
    desk.openStop();
    expect(desk.refused).toBeNull();
  });

  test('calls a stop by its id where the list no longer has it', () => {
    expect(desk.nameOf('stops', 'market')).toBe('城南菜市场');
    expect(desk.nameOf('stops', 'gone')).toBe('gone');
  });
});

test('says the time alone today, and the day with it before', () => {
  const at = new Date(2026, 10, 19, 14, 5).getTime();
  expect(sayWhen(at, at + 3_600_000, 'en-GB')).toBe('14:05');
  expect(sayWhen(at, MARKET_DAY, 'en-GB')).toBe('19 Nov 14:05');
});
