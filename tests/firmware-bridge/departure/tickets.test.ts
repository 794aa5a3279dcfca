import { checkReport } from '@pingan/firmware-bridge/departure/check-report';
import {
  datedBook,
  type DepartureBook,
  departureFact,
  EMPTY_BOOK,
  ticketChanges,
  ticketsShown,
} from '@pingan/firmware-bridge/departure/tickets';
import type { EndedCheck } from '@pingan/firmware-bridge/departure/check-state';
import { checkPlan } from '@pingan/firmware-bridge/departure/check-plan';
import { FACT_DETAILS } from '@pingan/protocol/facts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlayedCheck, REHEARSAL, type Wrongs } from './played-check.ts';

const EPOCH = 'aaaaaaaaaaaaaaaa';
const words = { zh: '请换灯', en: 'Change the lamp' };
const ZHOU = { id: 'zhou', name: '演练警员甲' };
const when = (boot: number, at: number) => ({ boot, epoch: EPOCH, at, wall: null });
const clock = (offset: number | null) => ({ epoch: EPOCH, offset, today: null, timeZone: 'Asia/Shanghai' });
const id = (n: number) => n.toString(16).padStart(16, '0');
const opened = (n: number, item: string) => ({
  fact: 'ticket-opened',
  detail: { ticket: id(n), item, words },
});
const closed = (n: number) => ({
  fact: 'ticket-closed',
  detail: { ticket: id(n), why: 'mended', remark: '' },
});

function endedCheck(wrongs: Wrongs): EndedCheck {
  const { state } = new PlayedCheck(wrongs).start().play();
  if (state.at !== 'over') throw new Error('the check has not ended');
  return state;
}

describe('tickets', () => {
  it('are the same in whatever order their facts come, and however often', () => {
    const facts = [1, 2, 3, 4, 5].flatMap((n) => [
      { said: opened(n, `lamp/l-${n}`), when: when(1, n) },
      ...(n % 2 === 0 ? [{ said: closed(n), when: when(2, n) }] : []),
    ]);
    const fold = (order: typeof facts): DepartureBook =>
      order.reduce((book, { said, when }) => departureFact(book, said, when), EMPTY_BOOK);
    const shown = ticketsShown(fold(facts), clock(null)).map(({ item }) => item);
    expect(shown).toEqual(['lamp/l-1', 'lamp/l-3', 'lamp/l-5']);
    const any = fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });
    fc.assert(
      fc.property(any, (order) => {
        expect(ticketsShown(fold(order), clock(null)).map(({ item }) => item)).toEqual(shown);
      }),
    );
  });

  it('are dated once the clock is known, and keep that date in later starts', () => {
    const book = departureFact(EMPTY_BOOK, opened(1, 'lamp/hushed'), when(1, 5_000));
    expect(ticketsShown(book, clock(null))[0]!.since).toBeNull();
    expect(ticketsShown(book, clock(1_000_000))[0]!.since).toBe(1_005_000);
    const kept = datedBook(book, clock(1_000_000));
    const later = { ...clock(9_000_000), epoch: 'bbbbbbbbbbbbbbbb' };
    expect(ticketsShown(kept, later)[0]!.since).toBe(1_005_000);
  });

  it('ignore facts that say something else, and the details of software that is not ours', () => {
    expect(departureFact(EMPTY_BOOK, { fact: 'queue', detail: { queue: 'long' } }, when(1, 1))).toBe(
      EMPTY_BOOK,
    );
    expect(departureFact(EMPTY_BOOK, { fact: 'ticket-opened', detail: {} }, when(1, 1))).toBe(EMPTY_BOOK);
  });
});

describe('a check that came to its end', () => {
  it('opens a ticket for each fault that has none, and closes those whose item it found good', () => {
    const check = endedCheck({ dark: ['hushed', 'moved'] });
    const open = [
      { id: id(1), item: 'lamp/hushed', words, when: when(1, 1) },
      { id: id(2), item: 'lamp/lock-01', words, when: when(1, 2) },
    ];
    const changes = ticketChanges({ ...EMPTY_BOOK, open }, check, () => id(9));
    expect(changes.opened).toEqual([
      { ticket: id(9), item: 'lamp/moved', words: check.verdicts['lamp/moved']!.words },
    ]);
    expect(changes.closed).toEqual([{ ticket: id(2), why: 'found-good', remark: '' }]);
    for (const detail of changes.opened) FACT_DETAILS['ticket-opened'].parse(detail);
    for (const detail of changes.closed) FACT_DETAILS['ticket-closed'].parse(detail);
  });

  it('closes nothing that it did not look at', () => {
    const check = endedCheck({ boards: ['shelf'] });
    const open = [{ id: id(1), item: 'lamp/lock-01', words, when: when(1, 1) }];
    expect(ticketChanges({ ...EMPTY_BOOK, open }, check, () => id(9)).closed).toEqual([]);
  });

  it('is remembered as the last one, unless an earlier one is told after it', () => {
    const report = checkReport(endedCheck({ dark: ['hushed'] }));
    const fact = { fact: 'departure-check', detail: report, by: ZHOU };
    const book = departureFact(EMPTY_BOOK, fact, when(2, 7));
    expect(book.last).toEqual({ when: when(2, 7), by: ZHOU, faults: 1, skipped: 0 });
    const { by: _, ...earlier } = fact;
    expect(departureFact(book, earlier, when(1, 99))).toBe(book);
  });

  it('fits into one record even where everything is broken', () => {
    const plan = checkPlan(REHEARSAL);
    const long = { zh: '长'.repeat(400), en: 'l'.repeat(400) };
    const verdicts = Object.fromEntries(
      plan.items.map((item) => [item.id, { is: 'fault', words: long } as const]),
    );
    const report = checkReport({ at: 'over', plan, verdicts, seconds: 1 });
    expect(new TextEncoder().encode(JSON.stringify(report)).length).toBeLessThan(56 * 1024);
    expect(report.faults.length).toBeGreaterThan(10);
  });
});
