import { inputsOf } from '@pingan/device-config/inputs';
import { ThingsOfBus } from '@pingan/firmware-bridge/things/things-of-bus';
import type { ThingEvent, ThingsOutcome, ThingTally } from '@pingan/firmware-bridge/things/thing-events';
import { beforeEach, describe, expect, it } from 'vitest';
import { SMALL_BUS } from './small-bus.ts';

const MINUTE = 60_000;
let things: ThingsOfBus;
let at: number;
let tallies: ThingTally[];

beforeEach(() => {
  things = new ThingsOfBus({ profile: SMALL_BUS });
  tallies = [];
  at = 0;
  reportAll();
  wait(1_000);
});

/** As a board does when it is ready: things lie in their places, nothing is pressed. */
function reportAll(): void {
  for (const { input } of inputsOf(SMALL_BUS)) set(input, input === 'thing/lock' || input === 'thing/chain');
}

function told(outcome: ThingsOutcome): ThingEvent[] {
  tallies.push(...outcome.tallies);
  return outcome.events;
}
const set = (input: string, active: boolean) => told(things.input({ input, active, at }));
const wait = (ms: number) => told(things.tick((at += ms)));

function press(button: string): ThingEvent[] {
  const down = [...set(`button/${button}`, true), ...wait(200)];
  set(`button/${button}`, false);
  wait(200);
  return down;
}
function lift(thing = 'lock'): ThingEvent[] {
  return [...set(`thing/${thing}`, false), ...wait(100)];
}
function putBack(thing = 'lock'): ThingEvent[] {
  return [...set(`thing/${thing}`, true), ...wait(100)];
}

describe('lifted things', () => {
  it('tells and counts a lift once, at its station, and the return not at all', () => {
    expect(lift()).toEqual([{ kind: 'lifted', thing: 'lock', station: 'counter', at: 1_000 }]);
    expect(things.lifted).toEqual(['lock']);
    expect(putBack()).toEqual([{ kind: 'returned', thing: 'lock', station: 'counter', at: 1_100 }]);
    expect(things.lifted).toEqual([]);
    expect(tallies).toEqual([{ metric: 'object.lift', label: 'lock', place: 'counter' }]);
  });

  it('calls the officer for a thing that has been away for more than ten minutes, by its name', () => {
    lift();
    expect(wait(10 * MINUTE - 100)).toEqual([]);
    expect(things.alerts).toEqual([]);
    expect(wait(1)).toMatchObject([{ kind: 'missing', thing: 'lock', station: 'counter', why: 'too-long' }]);
    expect(things.alerts).toMatchObject([
      {
        alert: 'missing',
        thing: 'lock',
        why: 'too-long',
        words: expect.stringContaining('Disc lock (lock)'),
      },
    ]);
    expect(wait(MINUTE)).toEqual([]);
  });

  it('calls for a thing still away a minute after the visit, and for nothing of another station', () => {
    lift('lock');
    lift('chain');
    told(things.sessionEnded('counter', at));
    expect(wait(MINUTE - 1)).toEqual([]);
    expect(wait(1)).toMatchObject([{ kind: 'missing', thing: 'lock', why: 'left-out' }]);
    expect(things.alerts.map(({ thing }) => thing)).toEqual(['lock']);
  });

  it('does not call when the next visitor has the thing in hand', () => {
    lift();
    told(things.sessionEnded('counter', at));
    wait(MINUTE / 2);
    told(things.sessionStarted('counter', at));
    expect(wait(5 * MINUTE)).toEqual([]);
  });

  it('takes the call back when the thing is in its place again', () => {
    lift();
    wait(11 * MINUTE);
    expect(putBack().map(({ kind }) => kind)).toEqual(['returned', 'found']);
    expect(things.alerts).toEqual([]);
  });

  it('calls a minute after the start for what was left out before it, and counts no lift', () => {
    things = new ThingsOfBus({ profile: SMALL_BUS });
    set('thing/lock', false);
    wait(100);
    expect(things.lifted).toEqual(['lock']);
    expect(wait(MINUTE)).toMatchObject([{ kind: 'missing', thing: 'lock', why: 'left-out' }]);
    expect(tallies).toEqual([]);
  });
});

describe('a lost board', () => {
  it('leaves its things unknown, never missing, and those of the other board as they are', () => {
    lift('lock');
    lift('chain');
    wait(11 * MINUTE);
    expect(told(things.boardLost(at, 'main')).map(({ kind }) => kind)).toEqual(['found']);
    expect(things.alerts.map(({ thing }) => thing)).toEqual(['chain']);
    expect(things.unknown).toContain('thing/lock');
    expect(things.unknown).not.toContain('thing/chain');
    wait(60 * MINUTE);
    expect(things.alerts.map(({ thing }) => thing)).toEqual(['chain']);
  });

  it('takes the chip behind it along, and a lost chip alone takes only what it reads', () => {
    told(things.boardLost(at, 'second'));
    expect(things.unknown).toEqual(['thing/chain', 'key-door/home']);
    reportAll();
    wait(100);
    told(things.boardLost(at, 'reader'));
    expect(things.unknown).toEqual(['thing/chain', 'key-door/home']);
  });

  it('does not start the ten minutes anew, and counts no lift when the thing is still away', () => {
    lift();
    wait(9 * MINUTE);
    told(things.boardLost(at));
    wait(30_000);
    set('thing/lock', false);
    wait(100);
    expect(tallies).toHaveLength(1);
    expect(wait(MINUTE)).toMatchObject([{ kind: 'missing', thing: 'lock', why: 'too-long' }]);
  });

  it('finds a thing returned that was put back while nobody could see it', () => {
    lift();
    told(things.boardLost(at));
    wait(MINUTE);
    expect(putBack()).toMatchObject([{ kind: 'returned', thing: 'lock' }]);
  });

  it('finds the handset hung up that was hung up meanwhile', () => {
    set('handset/phone', true);
    wait(100);
    told(things.boardLost(at));
    set('handset/phone', false);
    expect(wait(100)).toMatchObject([{ kind: 'handset', lifted: false }]);
  });

  it('presses no button that is down when the board comes back', () => {
    told(things.boardLost(at));
    set('button/fake', true);
    expect(wait(100)).toEqual([]);
  });
});

describe('what is touched, pressed and turned', () => {
  it('tells a touch of what stays behind glass, counts it, and tells its end', () => {
    set('thing/knife', true);
    expect(wait(5)).toEqual([{ kind: 'touched', thing: 'knife', station: 'counter', at: 1_000 }]);
    expect(things.touched).toEqual(['knife']);
    set('thing/knife', false);
    expect(wait(30)).toMatchObject([{ kind: 'released', thing: 'knife' }]);
    expect(tallies).toEqual([{ metric: 'object.lift', label: 'knife', place: 'counter' }]);
  });

  it('says which of the two big buttons was pressed at which station', () => {
    expect(press('real')).toMatchObject([
      { kind: 'choice', station: 'counter', choice: 'genuine', button: 'real' },
    ]);
    expect(press('fake')).toMatchObject([
      { kind: 'choice', station: 'counter', choice: 'scam', button: 'fake' },
    ]);
  });

  it('holds a station at one press and lets it go at the next', () => {
    expect(press('wait')).toMatchObject([{ kind: 'hold', station: 'counter', on: true }]);
    expect(things.held('counter')).toBe(true);
    expect(things.held('table')).toBe(false);
    expect(press('wait')).toMatchObject([{ kind: 'hold', station: 'counter', on: false }]);
    expect(things.held('counter')).toBe(false);
  });

  it('lets a forgotten hold go after half an hour, and with the session it kept alive', () => {
    press('wait');
    expect(wait(31 * MINUTE)).toMatchObject([{ kind: 'hold', on: false }]);
    press('wait');
    expect(told(things.sessionEnded('counter', at))).toMatchObject([{ kind: 'hold', on: false }]);
    expect(told(things.sessionEnded('counter', at))).toEqual([]);
  });

  it('tells the staff button with its door, the handset, the key door and the panel key', () => {
    expect(press('crew')).toMatchObject([{ kind: 'staff', door: 'front' }]);
    set('handset/phone', true);
    set('key-door/home', true);
    set('panel-key', true);
    expect(wait(100)).toMatchObject([
      { kind: 'handset', handset: 'phone', station: 'counter', lifted: true },
      { kind: 'key-door', keyDoor: 'home', station: 'table', turned: true },
      { kind: 'panel-key', on: true },
    ]);
  });

  it('ignores inputs of other rooms and inputs that nobody wired', () => {
    for (const input of ['alarm/magnet', 'ignition', 'thing/none', 'nonsense', '']) {
      set(input, true);
      expect(wait(100)).toEqual([]);
    }
  });
});

describe('faults', () => {
  it('names a stuck switch, ignores it and goes on with the rest', () => {
    set('button/fake', true);
    wait(3 * MINUTE);
    expect(things.faults).toMatchObject([
      { fault: 'stuck', input: 'button/fake', words: expect.stringContaining('button fake (name)') },
    ]);
    expect(press('real')).toHaveLength(1);
    set('button/fake', false);
    wait(100);
    expect(things.faults).toEqual([]);
    expect(press('fake')).toHaveLength(1);
  });

  it('ends the touch of a stuck touch point, so that its lamp goes off', () => {
    set('thing/knife', true);
    wait(100);
    expect(wait(3 * MINUTE)).toMatchObject([{ kind: 'released', thing: 'knife' }]);
    expect(things.touched).toEqual([]);
  });

  it('names a flapping contact and calls nobody for its thing', () => {
    for (let n = 0; n < 30; n++) {
      set('thing/lock', n % 2 === 1);
      wait(40);
    }
    expect(things.faults).toMatchObject([{ fault: 'flapping', input: 'thing/lock' }]);
    expect(things.alerts).toEqual([]);
    wait(5_000);
    expect(things.faults).toEqual([]);
    expect(things.lifted).toEqual([]);
  });
});
