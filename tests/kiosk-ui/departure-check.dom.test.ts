import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { DepartureStep } from '@pingan/protocol/departure';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { groupsOf, senseOf } from '../../kiosk-ui/officer/departure/check-progress.ts';
import { DepartureCheck } from '../../kiosk-ui/officer/departure/departure-check.svelte.ts';
import { departureWords } from '../../kiosk-ui/officer/departure/departure-words.ts';
import { FreshQuestion } from '../../kiosk-ui/officer/departure/fresh-question.svelte.ts';
import { OfficerDesk } from '../../kiosk-ui/officer/officer-desk.svelte.ts';
import { ticketWords } from '../../kiosk-ui/officer/tickets/ticket-words.ts';
import { todayWords } from '../../kiosk-ui/officer/today/today-words.ts';
import { done, stepped } from './fake-departure.ts';
import { sampleBus, sampleStatus } from './sample-bus.ts';
import { sampleDay, zhou } from './sample-day.ts';

const bus: BusSummary = {
  ...sampleBus,
  things: ['lock-01', 'lock-02', 'lock-03'].map((id) => ({ ...sampleBus.things[0]!, id })),
};

let sent: OfficerCommand[];
let isBridgeThere: boolean;
let desk: OfficerDesk;
let check: DepartureCheck;

const steps = (): DepartureStep[] =>
  sent.flatMap((command) => (command.do === 'departure' ? [command.check] : []));
/** The bus hears what was said last. */
function obey(): void {
  desk.receive({ type: 'day', day: stepped(desk.day!, steps().at(-1)!, bus, zhou) });
}
const lift = (item: string): void => desk.receive({ type: 'day', day: done(desk.day!, item, zhou) });
/** Walks on until this group is asked about. */
function upTo(group: string): void {
  check.start();
  obey();
  while (check.ask !== null && check.ask.group !== group) {
    check.skip();
    obey();
  }
}

beforeEach(() => {
  sent = [];
  isBridgeThere = true;
  desk = new OfficerDesk({
    send: (message) => isBridgeThere && message.type === 'officer' && sent.push(message.command) > 0,
  });
  desk.receive({ type: 'welcome', v: 1, bus, station: null, content: 'sample-1' });
  desk.receive({ type: 'status', status: sampleStatus });
  desk.receive({ type: 'day', day: sampleDay(sampleStatus.stops) });
  check = new DepartureCheck(desk);
});

describe('the walk', () => {
  test('goes from the start through every question to a report with faults and what was not looked at', () => {
    upTo('lamps');
    check.answer();
    obey();
    check.doesNotAnswer('thing/lock-02');
    obey();
    lift('thing/lock-01');
    lift('thing/lock-03');
    check.skip();
    obey();
    check.say(true);
    obey();
    check.say(false);
    obey();
    expect(check.view.state).toBe('over');
    expect(check.ask).toBeNull();
    expect(check.faults.map(({ id }) => id)).toEqual(['sensor/inside', 'thing/lock-02', 'speaker/telephone']);
    expect(check.skipped.map(({ id }) => id)).toEqual([
      'door/front',
      'button/telephone-scam',
      'button/staff',
    ]);
    expect(check.good.length + check.faults.length + check.skipped.length).toBe(check.view.items.length);
    expect(desk.day!.tickets.map(({ item }) => item)).toEqual(check.faults.map(({ id }) => id));
  });

  test('what a fault means is there as soon as the bus has found it', () => {
    check.start();
    obey();
    expect(check.faults).toMatchObject([
      { id: 'sensor/inside', words: { zh: expect.any(String) as string } },
    ]);
  });

  test('is idle where no day is known, and asks for nothing', () => {
    desk.signedOut();
    expect(check.view.state).toBe('idle');
    check.skip();
    check.answer();
    check.doesNotAnswer('thing/lock-01');
    expect(sent).toEqual([]);
  });
});

describe('something to do', () => {
  beforeEach(() => upTo('things'));

  test('the next thing is the first that has not been done, whatever the order of the hands', () => {
    expect(check.next?.id).toBe('thing/lock-01');
    lift('thing/lock-02');
    expect(check.next?.id).toBe('thing/lock-01');
    lift('thing/lock-01');
    expect(check.next?.id).toBe('thing/lock-03');
  });

  test('what is done keeps its place in the list', () => {
    const first = check.ask!.items;
    lift('thing/lock-02');
    expect(check.listed(first).map(({ id, state }) => [id, state])).toEqual([
      ['thing/lock-01', 'asked'],
      ['thing/lock-02', 'good'],
      ['thing/lock-03', 'asked'],
    ]);
    expect(check.asked).toHaveLength(2);
  });

  test('one that does not answer is told once, and only of this question', () => {
    check.doesNotAnswer('thing/lock-02');
    check.doesNotAnswer('thing/lock-02');
    check.doesNotAnswer('lamp/moved');
    expect(check.isSaid('thing/lock-02')).toBe(true);
    expect(steps().filter(({ step }) => step === 'answer')).toEqual([
      { step: 'answer', ask: 'things-1', faulty: ['thing/lock-02'] },
    ]);
    check.doesNotAnswer('thing/lock-03');
    expect(check.isSaid('thing/lock-02') && check.isSaid('thing/lock-03')).toBe(true);
    expect(check.isAnswered).toBe(false);
  });

  test('can be said again where the bus refused or had gone away meanwhile', () => {
    check.doesNotAnswer('thing/lock-02');
    desk.receive({ type: 'refused', why: 'no' });
    expect(check.isSaid('thing/lock-02')).toBe(false);
    check.doesNotAnswer('thing/lock-02');
    desk.receive({ type: 'day', day: { ...desk.day! } });
    expect(check.isSaid('thing/lock-02')).toBe(false);
    isBridgeThere = false;
    check.doesNotAnswer('thing/lock-02');
    expect(check.isSaid('thing/lock-02')).toBe(false);
    expect(desk.unheard).toBe(true);
  });
});

describe('something to tell', () => {
  beforeEach(() => upTo('lamps'));

  test('what was tapped is wrong, all else is right; a second tap takes it back', () => {
    for (const lamp of ['lamp/moved', 'lamp/hushed', 'lamp/moved', 'lamp/dagger']) check.mark(lamp);
    expect(check.marked).toEqual(['lamp/hushed', 'lamp/dagger']);
    check.answer();
    expect(steps().at(-1)).toEqual({
      step: 'answer',
      ask: 'lamps-1',
      faulty: ['lamp/hushed', 'lamp/dagger'],
    });
    obey();
    expect(check.faults.map(({ id }) => id)).toEqual(['sensor/inside', 'lamp/hushed', 'lamp/dagger']);
  });

  test('is answered once, until the bus says anything', () => {
    check.answer();
    check.answer();
    check.skip();
    check.mark('lamp/moved');
    expect(check.isAnswered).toBe(true);
    expect(check.marked).toEqual([]);
    expect(steps().filter(({ step }) => step === 'answer')).toHaveLength(1);
    expect(steps().at(-1)).toMatchObject({ step: 'answer' });
    obey();
    expect(check.isAnswered).toBe(false);
  });

  test('marks mean nothing to the next question, nor where another panel was quicker', () => {
    check.mark('lamp/moved');
    const another = stepped(desk.day!, { step: 'answer', ask: 'lamps-1', faulty: [] }, bus, zhou);
    desk.receive({ type: 'day', day: another });
    expect(check.ask?.group).toBe('things');
    expect(check.marked).toEqual([]);
  });

  test('of a single thing is a yes or a no', () => {
    for (const group of ['lamps', 'things', 'controls']) {
      expect(check.ask?.group).toBe(group);
      check.skip();
      obey();
    }
    check.say(false);
    expect(steps().at(-1)).toEqual({ step: 'answer', ask: 'alarm-1', faulty: ['alarm/siren'] });
  });
});

describe('cancelling', () => {
  beforeEach(() => upTo('things'));

  test('takes a second tap, and can be thought better of', () => {
    check.cancel();
    expect(check.isCancelling).toBe(true);
    check.keepOn();
    expect(check.isCancelling).toBe(false);
    expect(steps().some(({ step }) => step === 'cancel')).toBe(false);
    check.cancel();
    check.cancelNow();
    obey();
    expect(check.view.state).toBe('idle');
    expect(check.view.last).toBeNull();
  });

  test('is withdrawn when the check goes on or is over', () => {
    check.cancel();
    lift('thing/lock-01');
    expect(check.isCancelling).toBe(true);
    for (const lock of ['thing/lock-02', 'thing/lock-03']) lift(lock);
    expect(check.ask?.group).toBe('controls');
    expect(check.isCancelling).toBe(false);
  });
});

describe('how far the groups are', () => {
  test('one that is asked about is now, settled ones say how they came out, others wait', () => {
    upTo('lamps');
    check.answer();
    obey();
    const states = Object.fromEntries(check.groups.map(({ group, state }) => [group, state]));
    expect(states).toMatchObject({
      boards: 'good',
      sensors: 'fault',
      doors: 'partly',
      lamps: 'good',
      things: 'now',
      controls: 'waiting',
    });
    expect(check.now).toMatchObject({ group: 'things', done: 0, of: 3 });
    lift('thing/lock-03');
    expect(check.now).toMatchObject({ done: 1, of: 3 });
  });

  test('while the bus looks by itself, the group it looks at is now', () => {
    const item = { id: 'disk', group: 'disk', name: { zh: '硬盘', en: 'disk' }, words: null } as const;
    const items = [{ ...item, state: 'running' as const }];
    expect(groupsOf({ items, ask: null })).toEqual([{ group: 'disk', state: 'now', done: 0, of: 1 }]);
  });
});

test('a lamp is lit, a siren or a speaker is heard, anything else works', () => {
  expect(['lamp/moved', 'speaker/locks', 'alarm/siren', 'alarm/motion', 'panel-key'].map(senseOf)).toEqual([
    'lit',
    'heard',
    'heard',
    'works',
    'works',
  ]);
});

describe('a question that has just come', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is not answered by the finger that was on its way to the one before', () => {
    const fresh = new FreshQuestion();
    fresh.watch('a');
    expect(fresh.isSettled('a')).toBe(false);
    vi.runAllTimers();
    expect(fresh.isSettled('a')).toBe(true);
    expect(fresh.isSettled('b')).toBe(false);
    fresh.watch('b')();
    vi.runAllTimers();
    expect(fresh.isSettled('b')).toBe(false);
  });
});

test('every word is there in both languages, and counts read well', () => {
  for (const words of [departureWords, ticketWords]) {
    expect(shapeOf(words.en)).toEqual(shapeOf(words.zh));
    expect(JSON.stringify(words.en)).not.toMatch(/[\u4e00-\u9fff]/);
  }
  expect(todayWords.en.check.found(1, 0)).toBe('1 fault');
  expect(todayWords.zh.check.today('07:40') + todayWords.zh.check.found(2, 1)).toBe(
    '今天 07:40，2 处故障，1 项没看',
  );
});

/** Keys of words, all the way down. */
const shapeOf = (words: object): unknown =>
  Object.fromEntries(
    Object.entries(words).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'object' && value !== null ? shapeOf(value) : typeof value,
    ]),
  );
