import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { OfficerDesk } from '../../kiosk-ui/officer/officer-desk.svelte.ts';
import { AfterAction } from '../../kiosk-ui/officer/today/after-action.svelte.ts';
import { byDate, owedForm, proposedStop } from '../../kiosk-ui/officer/today/day-order.ts';
import { HandCount, TAPS_SETTLE_MS } from '../../kiosk-ui/officer/today/hand-count.svelte.ts';
import { StopChecklist } from '../../kiosk-ui/officer/today/stop-checklist.svelte.ts';
import { StopDay } from '../../kiosk-ui/officer/today/stop-day.svelte.ts';
import { commanded } from './fake-day.ts';
import { sampleBus, sampleStatus } from './sample-bus.ts';
import { at, changedStop, sampleDay, zhou } from './sample-day.ts';

let sent: OfficerCommand[];
let isBridgeThere: boolean;
let desk: OfficerDesk;

const tell = (day: OfficerDay) => desk.receive({ type: 'day', day });
/** The bus does what was asked last. */
function obey(): void {
  const { day, status } = commanded(desk.day!, sent.at(-1)!, zhou)!;
  if (status !== undefined) desk.receive({ type: 'status', status: { ...desk.status!, ...status } });
  tell(day);
}
const board = (virtual: boolean) => ({ ...sampleStatus, board: { ...sampleStatus.board, virtual } });

beforeEach(() => {
  sent = [];
  isBridgeThere = true;
  desk = new OfficerDesk({
    send: (message) => isBridgeThere && message.type === 'officer' && sent.push(message.command) > 0,
  });
  desk.receive({ type: 'welcome', v: 1, bus: sampleBus, station: null, content: 'sample-1' });
  desk.receive({ type: 'status', status: board(false) });
  tell(sampleDay(sampleStatus.stops));
});

describe('which stop is meant', () => {
  const day = () => sampleDay(sampleStatus.stops);
  const called = (stop: string, status: 'cancelled' | 'postponed') =>
    changedStop(day(), stop, { plan: { ...day().stops[0]!.plan, status } });

  test('is today’s, then the next by date, then one without a date', () => {
    expect(proposedStop(day())?.id).toBe('liujia');
    expect(proposedStop({ ...day(), today: '2026-11-23' })?.id).toBe('market');
    expect(proposedStop({ ...day(), today: '2026-11-30' })?.id).toBe('school');
  });

  test('is never one that was called off or has been held', () => {
    expect(proposedStop(called('liujia', 'cancelled'))?.id).toBe('market');
    expect(proposedStop(called('liujia', 'postponed'))?.id).toBe('market');
    expect(proposedStop(changedStop(day(), 'liujia', { phase: 'closed' }))?.id).toBe('market');
    expect(proposedStop({ ...day(), stops: [] })).toBeNull();
  });

  test('is the first dated one while nobody knows the day', () => {
    expect(proposedStop({ ...day(), today: null })?.id).toBe('liujia');
  });

  test('a form is owed for the stop that was closed last', () => {
    const closed = (stop: string, hour: number, before: OfficerDay) =>
      changedStop(before, stop, { phase: 'closed', closedAt: at(hour, 0) });
    const both = closed('market', 15, closed('liujia', 11, day()));
    expect(owedForm(both)?.id).toBe('market');
    expect(owedForm(changedStop(both, 'market', { afterAction: true }))?.id).toBe('liujia');
    expect(owedForm(day())).toBeNull();
  });

  test('stops stand under their dates, what has passed apart, what has no date last', () => {
    const { coming, past } = byDate({ ...day(), today: '2026-11-23' });
    expect(coming.map(({ date }) => date)).toEqual(['2026-11-23', null]);
    expect(past.map(({ date }) => date)).toEqual(['2026-11-22']);
  });
});

describe('the one large button', () => {
  test('leads through arrived, open, closed and the form', () => {
    const stop = new StopDay(desk);
    expect(stop.stage).toBe('arrive');
    stop.go();
    obey();
    expect(stop.stage).toBe('open');
    stop.setPurpose('service');
    stop.go();
    obey();
    expect(stop.stage).toBe('close');
    stop.go();
    expect(sent.at(-1)!.do).toBe('open-stop');
    expect(stop.isClosing).toBe(true);
    stop.close();
    obey();
    expect(stop.stage).toBe('form');
    stop.go();
    expect(stop.formOf).toBe('liujia');
    expect(sent).toEqual([
      { do: 'arrive', stop: 'liujia' },
      { do: 'open-stop', stop: 'liujia', purpose: 'service' },
      { do: 'close-stop' },
    ]);
  });

  test('goes on to the next stop when the form is put off', () => {
    tell(changedStop(desk.day!, 'liujia', { phase: 'closed', closedAt: at(11, 0) }));
    const stop = new StopDay(desk);
    expect(stop.stage).toBe('form');
    stop.choose('market');
    expect(stop.stage).toBe('arrive');
    stop.go();
    expect(sent).toEqual([{ do: 'arrive', stop: 'market' }]);
  });

  test('opens directly where nobody said that the bus had arrived', () => {
    const stop = new StopDay(desk);
    stop.choose('school');
    stop.open();
    expect(sent).toEqual([{ do: 'open-stop', stop: 'school', purpose: 'rehearsal' }]);
  });

  test('is not there while nobody knows of any stop', () => {
    tell(sampleDay([]));
    expect(new StopDay(desk).stage).toBe('none');
  });

  test('a choice made before does not outlive the stop that was opened', () => {
    const stop = new StopDay(desk);
    stop.choose('school');
    stop.open();
    obey();
    expect(stop.stop?.id).toBe('school');
    stop.close();
    obey();
    expect(stop.stage).toBe('form');
  });
});

describe('the purpose', () => {
  test('is rehearsal whenever a virtual board is fitted', () => {
    desk.receive({ type: 'status', status: board(true) });
    const stop = new StopDay(desk);
    stop.setPurpose('service');
    expect(stop.purpose).toBe('rehearsal');
  });

  test('of an open stop is the bus’s, and changing it is told at once', () => {
    tell({ ...changedStop(desk.day!, 'liujia', { phase: 'open' }), current: 'liujia' });
    const segment = { stop: 'liujia', purpose: 'service' as const };
    desk.receive({ type: 'status', status: { ...board(false), segment } });
    const stop = new StopDay(desk);
    expect(stop.purpose).toBe('service');
    stop.setPurpose('demonstration');
    expect(sent).toEqual([{ do: 'purpose', purpose: 'demonstration' }]);
    expect(stop.purpose).toBe('service');
  });
});

test('closing names what is still missing, and nothing once it is there', () => {
  const items = desk.day!.checklist.map(({ id }) => id);
  tell({ ...changedStop(desk.day!, 'liujia', { phase: 'open' }), current: 'liujia' });
  const stop = new StopDay(desk);
  expect(stop.missing).toEqual(['hand-count', 'checklist', 'form']);
  tell(
    changedStop(desk.day!, 'liujia', {
      handCount: 0,
      checklist: { done: items, open: [] },
      afterAction: true,
    }),
  );
  expect(stop.missing).toEqual([]);
});

describe('counting by hand', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const told = () => sent.map((command) => (command.do === 'fact' ? command.detail['in'] : command.do));

  test('answers every tap and tells the bus once when the taps have settled', () => {
    const hand = new HandCount(desk);
    expect(hand.of('liujia')).toBeNull();
    for (const more of [1, 5, 1, -1]) hand.add('liujia', more);
    expect(hand.of('liujia')).toBe(6);
    expect(told()).toEqual([]);
    vi.advanceTimersByTime(TAPS_SETTLE_MS);
    expect(told()).toEqual([6]);
    expect(hand.isNoted('liujia')).toBe(false);
    obey();
    expect(hand.isNoted('liujia')).toBe(true);
  });

  test('never goes below nobody, and takes a typed number', () => {
    const hand = new HandCount(desk);
    hand.add('liujia', -1);
    expect(hand.of('liujia')).toBe(0);
    hand.set('liujia', 214.4);
    expect(hand.of('liujia')).toBe(214);
    hand.set('liujia', Number.NaN);
    expect(hand.of('liujia')).toBe(214);
  });

  test('keeps a count that nobody heard and tells it again when the bus is back', () => {
    const hand = new HandCount(desk);
    isBridgeThere = false;
    hand.add('liujia', 5);
    vi.advanceTimersByTime(TAPS_SETTLE_MS);
    expect(told()).toEqual([]);
    expect(desk.unheard).toBe(false);
    isBridgeThere = true;
    hand.settle();
    expect(told()).toEqual([5]);
  });

  test('shows what another phone counted later', () => {
    const hand = new HandCount(desk);
    hand.add('liujia', 5);
    hand.tell();
    obey();
    hand.settle();
    tell(changedStop(desk.day!, 'liujia', { handCount: 9 }));
    expect(hand.of('liujia')).toBe(9);
  });

  test('tells the count of one stop before it begins with another', () => {
    const hand = new HandCount(desk);
    hand.add('liujia', 5);
    hand.add('market', 1);
    expect(sent).toMatchObject([{ do: 'fact', detail: { in: 5 }, stop: 'liujia' }]);
  });
});

describe('the checklist', () => {
  const stop = () => desk.day!.stops[0]!;

  test('shows a tick at once and tells the bus the whole list, quick ticks included', () => {
    const list = new StopChecklist(desk);
    list.tick(stop(), 'locks');
    list.tick(stop(), 'power');
    expect(list.isDone(stop(), 'power')).toBe(true);
    expect(sent.at(-1)).toEqual({
      do: 'fact',
      fact: 'checklist',
      detail: { done: ['power', 'locks'], open: ['leaders', 'exits'] },
      stop: 'liujia',
    });
    list.tick(stop(), 'locks');
    expect(sent.at(-1)).toMatchObject({ detail: { done: ['power'] } });
  });

  test('takes back a tick that the bus refused', () => {
    const list = new StopChecklist(desk);
    list.tick(stop(), 'locks');
    desk.receive({ type: 'refused', why: 'no' });
    list.settle();
    expect(list.isDone(stop(), 'locks')).toBe(false);
  });

  test('shows no tick that nobody heard', () => {
    const list = new StopChecklist(desk);
    isBridgeThere = false;
    list.tick(stop(), 'locks');
    expect(list.isDone(stop(), 'locks')).toBe(false);
  });
});

describe('the form after a stop', () => {
  test('is handed in for its stop with what was answered, and says how much is open', () => {
    const form = new AfterAction(desk, 'liujia');
    expect(form.open.map(({ id }) => id)).toEqual(['leaflets', 'return', 'asked']);
    form.count('leaflets', 9_999, 5_000);
    form.answer('return', false);
    form.answer('asked', 'loans');
    form.write('remark', '  ');
    expect(form.open).toEqual([]);
    expect(form.hand()).toBe(true);
    expect(sent).toEqual([
      {
        do: 'fact',
        fact: 'after-action',
        detail: { answers: { leaflets: 5_000, return: false, asked: 'loans' } },
        stop: 'liujia',
      },
    ]);
  });

  test('takes back an answer that is given twice, and a number that is cleared', () => {
    const form = new AfterAction(desk, 'liujia');
    form.answer('return', true);
    form.answer('return', true);
    form.count('leaflets', 12, 5_000);
    form.count('leaflets', Number.NaN, 5_000);
    expect(form.answers).toEqual({});
  });
});
