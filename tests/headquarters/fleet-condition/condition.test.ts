import { type ConditionFact, conditionOf } from '@pingan/headquarters/fleet-condition/condition';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REAR_DOOR } from './condition-facts.ts';

const TODAY = '2026-11-26';
const MORNING = Date.parse('2026-11-26T07:40:00+08:00');
let made = 0;

function said(fact: string, more: Partial<ConditionFact> = {}): ConditionFact {
  made += 1;
  return {
    id: `f${made}`,
    fact,
    purpose: null,
    by: { id: 'li-wei', name: '李伟' },
    at: MORNING + made * 60_000,
    timeZone: 'Asia/Shanghai',
    day: TODAY,
    boot: 1,
    monotonic: made,
    detail: null,
    ...more,
  };
}

const check = (more: Partial<ConditionFact> = {}, found: object = {}) =>
  said('departure-check', {
    detail: { good: 40, faults: [], skipped: [], seconds: 300, ...found },
    ...more,
  });
const opened = (ticket: string, more: Partial<ConditionFact> = {}) =>
  said('ticket-opened', { detail: { ticket, ...REAR_DOOR }, ...more });
const closed = (ticket: string, more: Partial<ConditionFact> = {}) =>
  said('ticket-closed', { detail: { ticket, why: 'mended', remark: '换了线' }, ...more });
const [A, B] = ['0000000000000001', '0000000000000002'];

describe('departure checks', () => {
  test('are read the latest first, by start and not by a wall clock that was wrong', () => {
    const before = check({ boot: 1, monotonic: 9_000, at: MORNING + 86_400_000 });
    const after = check(
      { boot: 2, monotonic: 5, purpose: 'rehearsal' },
      { good: 38, faults: [REAR_DOOR], skipped: ['lamp/lock-07'] },
    );
    const { checks } = conditionOf([after, before], TODAY);
    expect(checks.map(({ id }) => id)).toEqual([after.id, before.id]);
    expect(checks[0]).toEqual({
      id: after.id,
      by: { id: 'li-wei', name: '李伟' },
      at: after.at,
      timeZone: 'Asia/Shanghai',
      day: TODAY,
      rehearsal: true,
      good: 38,
      faults: [REAR_DOOR],
      skipped: ['lamp/lock-07'],
      seconds: 300,
    });
  });

  test('that do not fit what a check says are left out, and the others are still read', () => {
    const odd = check({ detail: { good: 'many' } });
    const none = check({ detail: null });
    const whole = check();
    expect(conditionOf([odd, whole, none], TODAY).checks.map(({ id }) => id)).toEqual([whole.id]);
  });
});

describe('tickets', () => {
  test('are open until somebody closes them, the oldest first', () => {
    const [first, second] = [opened(A), opened(B)];
    const { open, closed: done } = conditionOf([second, first], TODAY);
    expect(open.map(({ ticket, opened: told }) => [ticket, told.at])).toEqual([
      [A, first.at],
      [B, second.at],
    ]);
    expect(done).toEqual([]);
  });

  test('that were closed keep what was wrong, why they were closed and what was said of it', () => {
    const [opening, end] = [opened(A), closed(A)];
    const { open, closed: done } = conditionOf([end, opening], TODAY);
    expect(open).toEqual([]);
    expect(done).toEqual([
      {
        ticket: A,
        ...REAR_DOOR,
        opened: { by: opening.by, at: opening.at, timeZone: 'Asia/Shanghai' },
        closed: { by: end.by, at: end.at, timeZone: 'Asia/Shanghai', why: 'mended', remark: '换了线' },
      },
    ]);
  });

  test('are closed by an end whose opening has not arrived, and by one of a start that is not known yet', () => {
    expect(conditionOf([closed(A)], TODAY).closed).toMatchObject([
      { ticket: A, item: null, words: null, opened: null },
    ]);
    const early = closed(A, { boot: null, at: null, day: null, monotonic: 1 });
    expect(conditionOf([opened(A, { boot: 7 }), early], TODAY).open).toEqual([]);
  });
});

describe('a bus that opened a stop today', () => {
  const opening = said('stop-opened', { monotonic: 100_000, purpose: 'service' });

  test('left without a check where none of today is known, whatever was checked before', () => {
    const yesterday = check({ day: '2026-11-25', monotonic: 5 });
    expect(conditionOf([yesterday, opening], TODAY).unchecked).toEqual({
      by: opening.by,
      at: opening.at,
      timeZone: 'Asia/Shanghai',
    });
    expect(conditionOf([opening], TODAY).unchecked).not.toBeNull();
  });

  test('was checked if a check of that day is known, be it the earlier or the later one', () => {
    for (const monotonic of [99_000, 101_000])
      expect(conditionOf([opening, check({ monotonic })], TODAY).unchecked).toBeNull();
  });

  test('is not said to be unchecked while the day of its latest check is uncertain', () => {
    const undated = check({ day: null, at: null, boot: 2 });
    expect(conditionOf([opening, undated], TODAY).unchecked).toBeNull();
    const dated = check({ day: '2026-11-25', boot: 3 });
    expect(conditionOf([opening, undated, dated], TODAY).unchecked).not.toBeNull();
  });

  test('is not spoken of on another day', () => {
    expect(conditionOf([opening], '2026-11-27').unchecked).toBeNull();
  });
});

test('a bus is one of a rehearsal as the latest fact that names a purpose says', () => {
  expect(conditionOf([check()], TODAY).rehearsal).toBeNull();
  const rehearsed = said('stop-opened', { purpose: 'rehearsal' });
  const served = said('stop-opened', { purpose: 'service' });
  expect(conditionOf([served, rehearsed, check()], TODAY).rehearsal).toBe(false);
  expect(conditionOf([rehearsed, check()], TODAY).rehearsal).toBe(true);
});

test('any order and repetition of facts gives the same condition', () => {
  const tickets = [A, B, '0000000000000003'];
  const fact = fc
    .record({
      kind: fc.constantFrom('departure-check', 'ticket-opened', 'ticket-closed', 'stop-opened'),
      ticket: fc.constantFrom(...tickets),
      boot: fc.option(fc.integer({ min: 1, max: 3 })),
      monotonic: fc.nat(20),
      day: fc.constantFrom(null, '2026-11-25', TODAY),
    })
    .map(({ kind, ticket, ...when }) => {
      if (kind === 'departure-check') return check(when);
      if (kind === 'ticket-opened') return opened(ticket, when);
      return kind === 'ticket-closed' ? closed(ticket, when) : said(kind, when);
    });
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 14 }), fc.infiniteStream(fc.nat(2)), (facts, luck) => {
      const sent = facts.flatMap((each) => Array<ConditionFact>(1 + luck.next().value).fill(each));
      const shuffled = sent
        .map((each) => ({ each, key: luck.next().value + luck.next().value * 3 }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => structuredClone(each));
      const condition = conditionOf(facts, TODAY);
      expect(conditionOf(shuffled, TODAY)).toEqual(condition);
      // No ticket is lost, and none is both open and closed.
      const told = [...condition.open, ...condition.closed].map(({ ticket }) => ticket);
      expect([...told].sort()).toEqual(
        tickets.filter((ticket) => facts.some(({ detail }) => detail?.['ticket'] === ticket)),
      );
      for (const { ticket } of condition.open)
        expect(facts.some((each) => each.fact === 'ticket-closed' && each.detail!['ticket'] === ticket)).toBe(
          false,
        );
    }),
  );
});
