import type { Purpose } from '@pingan/protocol/ids';
import { SLOT_MS } from '@pingan/protocol/tally';
import {
  type AmendedMoment,
  type CountedSegment,
  type Given,
  type MadeAmendment,
  type SegmentCount,
  amendSegment,
  standing,
  stretchesOf,
} from '@pingan/headquarters/statistics/amended';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const EPOCH = '0123456789abcdef';
const SLOT = SLOT_MS;

function made(
  id: string,
  stretch: Partial<Given> & { from: number; to: number },
  more: Partial<MadeAmendment> & { replaces?: string[] } = {},
): MadeAmendment {
  const { replaces = [], ...rest } = more;
  const { from, to, stop = 'east-market', purpose = 'service' } = stretch;
  const amendment = { epoch: EPOCH, from, to, stop, purpose, reason: 'forgotten', replaces };
  return { id, dated: 1, boot: 1, monotonic: 1, amendment, ...rest };
}

const doorIn = (slot: number, n: number): SegmentCount => ({
  slot,
  place: 'front',
  metric: 'door.in',
  label: '',
  n,
});
const choice = (label: string, n: number): SegmentCount => ({
  slot: null,
  place: 'left',
  metric: 'story.choice',
  label,
  n,
});
const segment = (counts: SegmentCount[], more: Partial<CountedSegment<SegmentCount>> = {}) => ({
  stop: null,
  purpose: 'service' as Purpose,
  start: 0,
  next: null,
  counts,
  ...more,
});
const wholeAt = (moments: AmendedMoment<SegmentCount>[], slot: number | null) => {
  const moment = moments.find((each) => each.slot === slot);
  return moment && 'whole' in moment ? moment.whole : 'split';
};
const sharesAt = (moments: AmendedMoment<SegmentCount>[], slot: number | null) => {
  const moment = moments.find((each) => each.slot === slot);
  return moment && 'shares' in moment ? moment.shares.map(({ stop, n }) => [stop, n]) : 'whole';
};

describe('amendments', () => {
  test('move whole slots exactly, and leave the others where they were', () => {
    const moments = amendSegment(
      segment([doorIn(0, 4), doorIn(1, 30), doorIn(2, 7)]),
      stretchesOf([made('a', { from: SLOT, to: 2 * SLOT })]),
    );
    expect(wholeAt(moments, 0)).toEqual({ stop: null, purpose: 'service' });
    expect(wholeAt(moments, 1)).toEqual({ stop: 'east-market', purpose: 'service' });
    expect(wholeAt(moments, 2)).toEqual({ stop: null, purpose: 'service' });
  });

  test('move a whole segment exactly, counts without a slot included, also where it begins and ends inside slots', () => {
    const counts = [doorIn(0, 5), doorIn(1, 3), choice('fake-police/hotel/hang-up', 6)];
    const moments = amendSegment(
      segment(counts, { start: 7 * 60_000, next: 20 * 60_000 }),
      stretchesOf([made('a', { from: 7 * 60_000, to: 20 * 60_000 })]),
    );
    for (const slot of [0, 1, null])
      expect(wholeAt(moments, slot)).toEqual({ stop: 'east-market', purpose: 'service' });
  });

  test('reach no further than the last counted slot of a segment that nothing follows', () => {
    const moments = amendSegment(
      segment([doorIn(0, 5), choice('a', 6)]),
      stretchesOf([made('a', { from: 0, to: SLOT })]),
    );
    expect(wholeAt(moments, null)).toEqual({ stop: 'east-market', purpose: 'service' });
  });

  test('divide counts without a slot by the visits of each part', () => {
    const moments = amendSegment(
      segment([doorIn(0, 10), doorIn(1, 30), choice('a', 8)]),
      stretchesOf([made('a', { from: SLOT, to: 2 * SLOT })]),
    );
    expect(sharesAt(moments, null)).toEqual([
      ['east-market', 6],
      [null, 2],
    ]);
  });

  test('divide counts without a slot by time where nobody came through a door', () => {
    const session: SegmentCount = { slot: 3, place: 'left', metric: 'session.start', label: '', n: 1 };
    const moments = amendSegment(
      segment([session, choice('a', 8)]),
      stretchesOf([made('a', { from: 3 * SLOT, to: 4 * SLOT })]),
    );
    expect(sharesAt(moments, null)).toEqual([
      ['east-market', 2],
      [null, 6],
    ]);
  });

  test('divide a slot by time where they begin inside it', () => {
    const moments = amendSegment(
      segment([doorIn(0, 30), doorIn(1, 4)]),
      stretchesOf([made('a', { from: 5 * 60_000, to: 2 * SLOT })]),
    );
    expect(sharesAt(moments, 0)).toEqual([
      ['east-market', 20],
      [null, 10],
    ]);
    expect(wholeAt(moments, 1)).toEqual({ stop: 'east-market', purpose: 'service' });
  });

  test('give many counts of one by the same shares as one count of many', () => {
    const ones = Array.from({ length: 100 }, (_, n) => choice(`c-${n}`, 1));
    const moments = amendSegment(
      segment([doorIn(0, 60), doorIn(1, 40), ...ones]),
      stretchesOf([made('a', { from: SLOT, to: 2 * SLOT })]),
    );
    const shares = sharesAt(moments, null) as [string | null, number][];
    const moved = shares.filter(([stop]) => stop !== null).reduce((sum, [, n]) => sum + n, 0);
    expect(moved).toBe(40);
  });

  test('never turn a rehearsal into anything else, but may name its stop', () => {
    const rehearsal = segment([doorIn(0, 5)], { purpose: 'rehearsal' });
    const moments = amendSegment(rehearsal, stretchesOf([made('a', { from: 0, to: SLOT })]));
    expect(wholeAt(moments, 0)).toEqual({ stop: 'east-market', purpose: 'rehearsal' });
  });

  test('that are replaced say nothing any more, also where the clock says that they came later', () => {
    const wrong = made('wrong', { from: 0, to: SLOT, stop: 'west-market' }, { dated: 9 });
    const right = made('right', { from: SLOT, to: 2 * SLOT }, { dated: 5, replaces: ['wrong'] });
    expect(stretchesOf([wrong, right])).toEqual([
      { from: SLOT, to: 2 * SLOT, stop: 'east-market', purpose: 'service' },
    ]);
  });

  test('that overlap: the later one wins, an undated one counts as the earlier, and equal times are told apart by id', () => {
    const both = { from: 0, to: SLOT };
    const winner = (...all: MadeAmendment[]) => standing(all).at(-1)!.id;
    expect(winner(made('a', both, { dated: 2 }), made('b', both, { dated: 1 }))).toBe('a');
    expect(winner(made('a', both, { dated: 2 }), made('b', both, { dated: null }))).toBe('a');
    expect(winner(made('a', both), made('b', both))).toBe('b');
    expect(
      winner(
        made('a', both, { dated: null, boot: 3 }),
        made('b', both, { dated: null, boot: 2, monotonic: 9 }),
      ),
    ).toBe('a');
    const inner = made('inner', { from: SLOT, to: 2 * SLOT, stop: 'school' }, { dated: 2 });
    expect(stretchesOf([inner, made('outer', { from: 0, to: 3 * SLOT })])).toEqual([
      { from: 0, to: SLOT, stop: 'east-market', purpose: 'service' },
      { from: SLOT, to: 2 * SLOT, stop: 'school', purpose: 'service' },
      { from: 2 * SLOT, to: 3 * SLOT, stop: 'east-market', purpose: 'service' },
    ]);
  });
});

const given = {
  stop: fc.constantFrom(null, 'east-market', 'school'),
  purpose: fc.constantFrom<Purpose>('service', 'training', 'demonstration', 'rehearsal'),
};
const minutes = (most: number) => fc.integer({ min: 0, max: most }).map((n) => n * 60_000);
const amendments = fc
  .array(
    fc.record({
      ...given,
      from: minutes(300),
      length: fc.integer({ min: 1, max: 200 }),
      dated: fc.option(fc.integer({ min: 1, max: 5 })),
      boot: fc.option(fc.integer({ min: 1, max: 3 })),
      monotonic: fc.integer({ min: 0, max: 3 }),
      replaces: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 2 }),
    }),
    { maxLength: 7 },
  )
  .map((all) =>
    all.map(({ from, length, dated, boot, monotonic, replaces, ...rest }, n) =>
      made(
        `f${n}`,
        { ...rest, from, to: from + length * 60_000 },
        { dated, boot, monotonic, replaces: replaces.map((other) => `f${other}`) },
      ),
    ),
  );
const counts = fc
  .array(
    fc.record({
      slot: fc.option(fc.integer({ min: 0, max: 20 })),
      place: fc.constantFrom('front', 'rear'),
      metric: fc.constantFrom('door.in', 'session.start', 'story.choice', 'item.hit'),
      label: fc.constantFrom('', 'a', 'b', 'c'),
      n: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1_000_000_000 })),
    }),
    { maxLength: 30 },
  )
  .map((all) => [...new Map(all.map((count) => [JSON.stringify({ ...count, n: 0 }), count])).values()]);
const segments = fc
  .record({ ...given, counts, start: minutes(240), length: fc.option(fc.integer({ min: 1, max: 200 })) })
  .map(({ length, ...rest }) => ({
    ...rest,
    next: length === null ? null : rest.start + length * 60_000,
  }));

/** How much of each count is given to whom. */
function ledger(before: CountedSegment<SegmentCount>, moments: AmendedMoment<SegmentCount>[]) {
  return moments.flatMap((moment) =>
    'whole' in moment
      ? before.counts
          .filter(({ slot }) => slot === moment.slot)
          .map((count) => ({ count, ...moment.whole, n: count.n }))
      : moment.shares,
  );
}

describe('whatever the amendments', () => {
  test('every count is given away in full, in whole positive parts', () => {
    fc.assert(
      fc.property(segments, amendments, (before, all) => {
        const entries = ledger(before, amendSegment(before, stretchesOf(all)));
        for (const count of before.counts) {
          const parts = entries.filter((entry) => entry.count === count);
          expect(parts.reduce((sum, { n }) => sum + n, 0)).toBe(count.n);
          expect(parts.every(({ n }) => Number.isInteger(n) && n > 0)).toBe(true);
        }
        expect(entries.length).toBeGreaterThanOrEqual(before.counts.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the order in which amendments and counts arrive does not matter', () => {
    const shuffled = fc.tuple(amendments, segments).chain(([all, before]) =>
      fc.record({
        all: fc.constant(all),
        before: fc.constant(before),
        turned: fc.shuffledSubarray(all, { minLength: all.length }),
        counts: fc.shuffledSubarray(before.counts, { minLength: before.counts.length }),
      }),
    );
    const canonical = (before: CountedSegment<SegmentCount>, all: MadeAmendment[]) =>
      ledger(before, amendSegment(before, stretchesOf(all)))
        .map((entry) => JSON.stringify(entry))
        .sort();
    fc.assert(
      fc.property(shuffled, ({ all, before, turned, counts: other }) => {
        expect(canonical({ ...before, counts: other }, turned)).toEqual(canonical(before, all));
      }),
      { numRuns: 1_000 },
    );
  });

  test('an amendment that is replaced by one that says the same again changes nothing', () => {
    fc.assert(
      fc.property(segments, amendments, (before, all) => {
        fc.pre(all.length > 0 && standing(all).length > 0);
        const last = standing(all).at(-1)!;
        const again = { ...last, id: 'zz', amendment: { ...last.amendment, replaces: [last.id] } };
        expect(stretchesOf([...all, again])).toEqual(
          stretchesOf(all.filter(({ id }) => id !== last.id).concat({ ...last, id: 'zz' })),
        );
        expect(amendSegment(before, stretchesOf([...all, again]))).toEqual(
          amendSegment(before, stretchesOf(all)),
        );
      }),
      { numRuns: 500 },
    );
  });
});
