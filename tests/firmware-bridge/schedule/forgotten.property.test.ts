import {
  entriesOf,
  type EpochActivity,
  withEntries,
} from '@pingan/firmware-bridge/schedule/doorway-activity';
import {
  forgotten,
  type ForgottenView,
  QUIET_MS,
  type Suggestion,
  VISITORS_FROM,
} from '@pingan/firmware-bridge/schedule/forgotten';
import { SLOT_MS } from '@pingan/protocol/tally';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** 08:00 in Shanghai on a day of November. */
const EIGHT = Date.UTC(2026, 10, 26, 0, 0);
const A = 'a'.repeat(16);
const B = 'b'.repeat(16);

const outside = (slot: number, entries: number) => ({
  slot,
  stop: null,
  purpose: 'service' as const,
  entries,
});
const at = (stop: string, slot: number, entries: number) => ({ ...outside(slot, entries), stop });
const planned = (id: string, from: string | null, to: string | null) => ({
  id,
  date: '2026-11-26',
  from,
  to,
  isOff: false,
});

const view = (changes: Partial<ForgottenView> & { slots?: EpochActivity['slots'] }): ForgottenView => ({
  activity: [{ epoch: A, boot: 1, offset: EIGHT, slots: changes.slots ?? [] }],
  at: 20 * SLOT_MS,
  ...{ timeZone: 'Asia/Shanghai', open: null, here: null, usualPurpose: 'service', isAway: false },
  stops: [planned('market', '09:00', '11:00')],
  ...{ answered: new Set<string>(), corrected: [] },
  ...changes,
});
const slotsOf = ({ stretches }: Suggestion) =>
  stretches.flatMap(({ epoch, from, to }) =>
    Array.from({ length: to - from }, (_, nth) => `${epoch}/${from + nth}`),
  );

describe('visitors while no stop is open', () => {
  it('are suggested for the stop that is planned then, from the first slot with visitors on', () => {
    const slots = [outside(3, 1), outside(4, 9), outside(5, 2), outside(7, 4)];
    expect(forgotten(view({ slots }))).toEqual([
      {
        ...{ id: `open-market-${A}-4`, why: 'forgot-open', stop: 'market', purpose: 'service', visits: 15 },
        stretches: [{ epoch: A, from: 4, to: 8 }],
        ...{ from: EIGHT + 4 * SLOT_MS, to: EIGHT + 8 * SLOT_MS },
      },
    ]);
  });

  it('are nobody else’s where nothing is planned, or what is planned is cancelled', () => {
    const slots = [outside(4, 9)];
    expect(forgotten(view({ slots, stops: [] }))).toEqual([]);
    const off = { ...planned('market', null, null), isOff: true };
    expect(forgotten(view({ slots, stops: [off] }))).toEqual([]);
    const otherDay = { ...planned('market', null, null), date: '2026-11-27' };
    expect(forgotten(view({ slots, stops: [otherDay] }))).toEqual([]);
  });

  it('belong to the stop the bus arrived at, from then on, and before that to the one planned', () => {
    const slots = [outside(5, 9), outside(16, 9)];
    const here = { stop: 'school', since: { epoch: A, slot: 15 } };
    expect(forgotten(view({ slots, here })).map(({ stop }) => stop)).toEqual(['market', 'school']);
  });

  it('are two suggestions where others, of another stop, came between them', () => {
    const slots = [outside(8, 3), at('school', 9, 1), outside(9, 3), outside(10, 3)];
    expect(forgotten(view({ slots })).map(({ stretches }) => stretches)).toEqual([
      [{ epoch: A, from: 8, to: 9 }],
      [{ epoch: A, from: 10, to: 11 }],
    ]);
  });

  it('are suggested for where the bus stands when the clock was never known', () => {
    const activity = [{ epoch: A, boot: 1, offset: null, slots: [outside(4, 9)] }];
    const here = { stop: 'school', since: { epoch: A, slot: 3 } };
    expect(forgotten(view({ activity, here }))).toMatchObject([{ stop: 'school', from: null, to: null }]);
    expect(forgotten(view({ activity }))).toEqual([]);
  });

  it('are one suggestion over a restart, with a stretch for each start', () => {
    const activity = [
      { epoch: A, boot: 1, offset: EIGHT, slots: [outside(4, 9)] },
      { epoch: B, boot: 2, offset: EIGHT + 5 * SLOT_MS, slots: [outside(0, 5), outside(1, 5)] },
    ];
    const [suggestion, ...others] = forgotten(view({ activity, at: 3 * SLOT_MS }));
    expect(others).toEqual([]);
    expect(suggestion).toMatchObject({
      stretches: [
        { epoch: A, from: 4, to: 5 },
        { epoch: B, from: 0, to: 2 },
      ],
      visits: 19,
    });
  });

  it('are never taken from another stop, and corrected or answered ones never asked about again', () => {
    const anySlots = fc.array(
      fc.record({
        slot: fc.nat(19),
        stop: fc.constantFrom(null, 'market', 'school'),
        purpose: fc.constant('service' as const),
        entries: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(anySlots, fc.constantFrom(null, 'market', 'school'), (entries, standing) => {
        const slots = entries.reduce(withEntries, []).sort((a, b) => a.slot - b.slot);
        const here = standing === null ? null : { stop: standing, since: null };
        const open = standing === null ? null : { stop: standing, purpose: 'service' as const };
        const seen = view({
          slots,
          here,
          open,
          stops: [planned('market', null, null), planned('school', '10:00', '12:00')],
        });
        const suggestions = forgotten(seen).filter(({ why }) => why === 'forgot-open');
        const covered = suggestions.flatMap(slotsOf);
        expect(new Set(covered).size).toBe(covered.length);
        for (const suggestion of suggestions) {
          const own = new Set(slotsOf(suggestion));
          const inside = slots.filter(({ slot }) => own.has(`${A}/${slot}`));
          expect(inside.every(({ stop }) => stop === null || stop === suggestion.stop)).toBe(true);
          const visits = inside
            .filter(({ stop }) => stop === null)
            .reduce((sum, each) => sum + each.entries, 0);
          expect(suggestion.visits).toBe(visits);
          expect(visits).toBeGreaterThanOrEqual(VISITORS_FROM);
        }
        const corrected = suggestions.flatMap(({ stretches }) => stretches);
        expect(forgotten({ ...seen, corrected }).filter(({ why }) => why === 'forgot-open')).toEqual([]);
        const answered = new Set(suggestions.map(({ id }) => id));
        const left = forgotten({ ...seen, answered });
        expect(left.some(({ id }) => answered.has(id))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('keep the name of a suggestion while more of them come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 16 }), (entries) => {
        const slots = entries.flatMap((n, slot) => (n === 0 ? [] : [outside(slot, n)]));
        const more = [...slots, outside(entries.length, 5)];
        const before = forgotten(view({ slots })).map(({ id }) => id);
        const after = forgotten(view({ slots: more })).map(({ id }) => id);
        expect(after).toEqual(expect.arrayContaining(before));
      }),
    );
  });
});

describe('a stop that is still open', () => {
  const open = { stop: 'market', purpose: 'service' as const };
  const slots = [at('market', 4, 30), at('market', 11, 8), at('market', 13, 1)];
  const quietAt = (quietMs: number) => 12 * SLOT_MS + quietMs;

  it('is suggested to have ended with its last visitors, once it is past its end and quiet for long', () => {
    const [suggestion, ...others] = forgotten(view({ slots, open, at: quietAt(QUIET_MS) }));
    expect(others).toEqual([]);
    expect(suggestion).toMatchObject({
      ...{ id: `close-market-${A}-11`, why: 'forgot-close', stop: null, purpose: 'service', visits: 1 },
      stretches: [{ epoch: A, from: 12, to: 19 }],
    });
    expect(forgotten(view({ slots, open, at: quietAt(QUIET_MS - 1) }))).toEqual([]);
  });

  it('is left alone before its planned end while the board and the ignition are on', () => {
    const stops = [planned('market', '09:00', '18:00')];
    const quiet = view({ slots, open, stops, at: quietAt(QUIET_MS) });
    expect(forgotten(quiet)).toEqual([]);
    expect(forgotten({ ...quiet, isAway: true })).toHaveLength(1);
  });

  it('that went on over a restart is corrected in each start', () => {
    const activity = [
      { epoch: A, boot: 1, offset: EIGHT, slots },
      { epoch: B, boot: 2, offset: EIGHT + 20 * SLOT_MS, slots: [at('market', 1, 2)] },
    ];
    const stops = [planned('market', null, null)];
    expect(forgotten(view({ activity, open, stops, at: 2 * SLOT_MS }))).toMatchObject([
      {
        why: 'forgot-close',
        stretches: [
          { epoch: A, from: 12, to: 14 },
          { epoch: B, from: 0, to: 3 },
        ],
        visits: 3,
      },
    ]);
  });

  it('is not asked about again once that was answered', () => {
    const answered = new Set([`close-market-${A}-11`]);
    expect(forgotten(view({ slots, open, answered, at: quietAt(QUIET_MS) }))).toEqual([]);
  });
});

describe('what the doorway saw', () => {
  it('is read from shards by slot, stop and purpose, all doors together', () => {
    const segments = [
      { id: 0, stop: null, purpose: 'service' as const, start: 0 },
      { id: 1, stop: 'market', purpose: 'training' as const, start: 1 },
    ];
    expect(
      entriesOf([
        {
          segments,
          cells: [
            [1, 2, 'front', 'door.in', '', 4],
            [1, 2, 'rear', 'door.in', '', 3],
            [1, 2, 'rear', 'door.out', '', 9],
            [0, 1, 'front', 'door.in', '', 2],
          ],
        },
      ]),
    ).toEqual([
      { slot: 1, stop: null, purpose: 'service', entries: 2 },
      { slot: 2, stop: 'market', purpose: 'training', entries: 7 },
    ]);
  });
});
