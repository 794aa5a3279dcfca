import { conflictsOf } from '@pingan/protocol/schedule/merge';
import { PLAN_FIELDS, ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import { snapshotOf } from '@pingan/protocol/schedule/authority';
import { plansOf } from '@pingan/protocol/schedule/replica';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { move, type Move, settleAll, silentlyLost, startWorld } from './histories.ts';

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    does: fc.constantFrom('edit', 'edit', 'edit', 'sync', 'sync', 'restart'),
    stop: fc.integer({ min: 0, max: 3 }),
    field: fc.constantFrom(...PLAN_FIELDS),
    value: fc.integer({ min: 0, max: 1_000_000 }),
    fate: fc.integer({ min: 0, max: 2 ** 20 - 1 }),
  }),
  { minLength: 1, maxLength: 25 },
);
const histories = { numRuns: 2_000 };

test('no edit is silently lost, whatever is lost, doubled or turned round on the way', () => {
  fc.assert(
    fc.property(moves, (history) => {
      const world = settleAll(history.reduce(move, startWorld(3)));
      expect(silentlyLost(world)).toEqual([]);
    }),
    histories,
  );
});

test('bus, headquarters and page agree once the links hold, and nothing is left pending but refusals', () => {
  fc.assert(
    fc.property(moves, (history) => {
      const { authority, replicas } = settleAll(history.reduce(move, startWorld(3)));
      const decided = [...authority.plans.values()].sort((a, b) => a.id.localeCompare(b.id));
      for (const replica of replicas) {
        expect(plansOf(replica).sort((a, b) => a.id.localeCompare(b.id))).toEqual(decided);
        expect(replica.pending.filter(({ answer }) => answer?.outcome !== 'rejected')).toEqual([]);
      }
    }),
    histories,
  );
});

test('one author alone is never in conflict with themselves, in whatever order their edits arrive', () => {
  fc.assert(
    fc.property(moves, (history) => {
      const alone = history.map((each) => ({ ...each, who: 0 }));
      const { authority } = settleAll(alone.reduce(move, startWorld(1)));
      expect([...authority.plans.values()].flatMap(conflictsOf)).toEqual([]);
    }),
    histories,
  );
});

test('a snapshot always passes its own schema', () => {
  fc.assert(
    fc.property(moves, (history) => {
      const { authority } = settleAll(history.reduce(move, startWorld(3)));
      const snapshot = snapshotOf(authority, 'bus-1');
      expect(ScheduleSnapshot.parse(structuredClone(snapshot))).toEqual(snapshot);
    }),
    { numRuns: 200 },
  );
});
