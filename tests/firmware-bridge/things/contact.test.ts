import {
  type ContactChange,
  contactDueAt,
  type ContactEvent,
  type ContactRules,
  contactStep,
  PRESSED,
  RESTING,
  startContact,
} from '@pingan/firmware-bridge/things/contact';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

let state = startContact();
let changes: ContactChange[] = [];

beforeEach(() => {
  state = startContact();
  changes = [];
});

function tell(event: ContactEvent, rules: ContactRules = RESTING): ContactChange[] {
  const step = contactStep(state, event, rules);
  state = step.state;
  changes.push(...step.changes);
  return step.changes;
}
const report = (active: boolean, at: number, rules?: ContactRules) =>
  tell({ kind: 'report', active, at }, rules);
const tick = (at: number, rules?: ContactRules) => tell({ kind: 'tick', at }, rules);

/** A contact that rests open, and is believed to. */
function resting(rules?: ContactRules) {
  report(false, 0, rules);
  tick(100, rules);
  changes = [];
}

describe('debouncing', () => {
  it('believes a change once it has been stable for 30 ms, and dates it from when it happened', () => {
    resting();
    expect(report(true, 1_000)).toEqual([]);
    expect(tick(1_029)).toEqual([]);
    expect(tick(1_030)).toEqual([{ from: false, to: true, at: 1_000 }]);
  });

  it('takes a bouncing contact for one change', () => {
    resting();
    for (const [active, at] of [
      [true, 1_000],
      [false, 1_003],
      [true, 1_005],
      [false, 1_009],
      [true, 1_011],
    ] as const)
      report(active, at);
    tick(1_100);
    expect(changes).toEqual([{ from: false, to: true, at: 1_011 }]);
  });

  it('loses no press that began and ended between two ticks', () => {
    resting();
    report(true, 1_000);
    report(false, 1_080);
    tick(1_250);
    expect(changes.map(({ to }) => to)).toEqual([true, false]);
  });

  it('keeps a long press whole when the contact trembles in the middle of it', () => {
    resting();
    report(true, 1_000);
    tick(2_000);
    report(false, 2_010);
    report(true, 2_020);
    tick(3_000);
    expect(changes).toEqual([{ from: false, to: true, at: 1_000 }]);
  });

  it('ignores a spike shorter than five milliseconds on a button', () => {
    resting(PRESSED);
    report(true, 1_000, PRESSED);
    report(false, 1_004, PRESSED);
    tick(2_000, PRESSED);
    expect(changes).toEqual([]);
  });

  it('believes a press on a button after five milliseconds and says when to look', () => {
    resting(PRESSED);
    report(true, 1_000, PRESSED);
    expect(contactDueAt(state, PRESSED)).toBe(1_005);
    expect(tick(1_005, PRESSED)).toEqual([{ from: false, to: true, at: 1_000 }]);
    expect(contactDueAt(state, PRESSED)).toBeNull();
  });
});

describe('a board that is gone', () => {
  it('makes the contact unknown until it is reported again', () => {
    resting();
    expect(tell({ kind: 'lost', at: 1_000 })).toEqual([{ from: false, to: null, at: 1_000 }]);
    expect(tick(60_000)).toEqual([]);
    report(true, 61_000);
    expect(tick(61_030)).toEqual([{ from: null, to: true, at: 61_000 }]);
  });
});

describe('faults', () => {
  it('calls a button stuck after more than two minutes and ignores it until it is released', () => {
    resting(PRESSED);
    report(true, 1_000, PRESSED);
    tick(2_000, PRESSED);
    expect(tick(121_000, PRESSED)).toEqual([]);
    expect(tick(121_001, PRESSED)).toEqual([{ from: true, to: null, at: 121_001 }]);
    expect(state.fault).toEqual({ fault: 'stuck', since: 1_000 });
    expect(tick(500_000, PRESSED)).toEqual([]);
    report(false, 500_100, PRESSED);
    expect(tick(500_130, PRESSED)).toEqual([{ from: null, to: false, at: 500_100 }]);
    expect(state.fault).toBeNull();
  });

  it('never calls a thing in its place stuck', () => {
    report(true, 0);
    tick(24 * 3_600_000);
    expect(state.fault).toBeNull();
  });

  it('calls a contact flapping at its twenty-first change in five seconds and hears it again after five quiet ones', () => {
    resting();
    for (let n = 1; n <= 20; n++) report(n % 2 === 1, 1_000 + n * 100);
    expect(state.fault).toBeNull();
    report(true, 3_100);
    expect(state.fault).toMatchObject({ fault: 'flapping' });
    expect(state.value).toBeNull();
    tick(8_099);
    expect(state.fault).not.toBeNull();
    expect(tick(8_100)).toEqual([{ from: null, to: true, at: 3_100 }]);
    expect(state.fault).toBeNull();
  });

  it('does not call a thing flapping that is lifted and put back every second', () => {
    resting();
    for (let n = 1; n <= 200; n++) report(n % 2 === 1, 1_000 + n * 500);
    expect(state.fault).toBeNull();
  });

  it('does not call a button flapping that a child hammers six times a second', () => {
    resting(PRESSED);
    let at = 1_000;
    for (let n = 1; n <= 300; n++) report(n % 2 === 1, (at += 84), PRESSED);
    tick(at + 100, PRESSED);
    expect(state.fault).toBeNull();
    expect(changes.filter(({ to }) => to === true)).toHaveLength(150);
  });
});

const events = fc.array(
  fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({ kind: fc.constant('report' as const), active: fc.boolean(), at: fc.nat(400) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('tick' as const), at: fc.nat(130_000) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('lost' as const), at: fc.nat(400) }) },
  ),
  { maxLength: 120, size: 'max' },
);

it('tells an unbroken chain of changes, never more than were reported, and always heals', () => {
  fc.assert(
    fc.property(events, fc.constantFrom(RESTING, PRESSED), (steps, rules) => {
      state = startContact();
      changes = [];
      let at = 0;
      for (const step of steps) tell({ ...step, at: (at += step.at) }, rules);
      let believed: boolean | null = null;
      for (const { from, to } of changes) {
        expect(from).toBe(believed);
        expect(to).not.toBe(from);
        believed = to;
      }
      const reports = steps.filter(({ kind }) => kind === 'report').length;
      expect(changes.filter(({ to }) => to !== null).length).toBeLessThanOrEqual(reports);
      report(false, (at += 100), rules);
      tick((at += 10_000), rules);
      expect(state).toMatchObject({ fault: null, value: { active: false } });
    }),
    { numRuns: 500 },
  );
});

it('reads clean presses the same however often and whenever somebody looks', () => {
  const presses = fc.array(
    fc.record({ pause: fc.integer({ min: 1_000, max: 9_000 }), held: fc.integer({ min: 40, max: 90_000 }) }),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(presses, fc.array(fc.nat(3_000_000), { maxLength: 200, size: 'max' }), (pressed, looks) => {
      let at = 0;
      const told: ContactEvent[] = [{ kind: 'report', active: false, at }];
      for (const { pause, held } of pressed) {
        told.push({ kind: 'report', active: true, at: (at += pause) });
        told.push({ kind: 'report', active: false, at: (at += held) });
      }
      const end: ContactEvent = { kind: 'tick', at: at + 1_000 };
      const read = (all: ContactEvent[]) => {
        state = startContact();
        changes = [];
        for (const event of [...all, end]) tell(event, PRESSED);
        return changes;
      };
      const ticks = looks
        .filter((look) => look <= at)
        .map((look): ContactEvent => ({ kind: 'tick', at: look }));
      const looked = [...told, ...ticks].sort((a, b) => a.at - b.at);
      const once = read(told);
      expect(read(looked)).toEqual(once);
      expect(once.filter(({ to }) => to === true)).toHaveLength(pressed.length);
    }),
  );
});
