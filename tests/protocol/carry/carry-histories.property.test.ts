import { PLAN_FIELDS } from '@pingan/protocol/schedule/plan';
import { plansOf } from '@pingan/protocol/schedule/replica';
import { countOf } from '@pingan/protocol/tally';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settleAll, silentlyLost, startWorld } from '../schedule/histories.ts';
import { type AnyMove, carryAll, carryWorld, type CarryWorld, recordsOf, step } from './carry-world.ts';

const plan = fc.record({
  who: fc.integer({ min: 0, max: 1 }),
  does: fc.constantFrom('edit', 'edit', 'edit', 'sync', 'restart'),
  stop: fc.integer({ min: 0, max: 3 }),
  field: fc.constantFrom(...PLAN_FIELDS),
  value: fc.integer({ min: 0, max: 1_000_000 }),
  fate: fc.integer({ min: 0, max: 2 ** 20 - 1 }),
});
const carry = fc.record({
  does: fc.constantFrom(
    ...([
      'count',
      'count',
      'count',
      'send',
      'take-away',
      'read',
      'read',
      'bring',
      'bring',
      'restart',
    ] as const),
  ),
  which: fc.nat(100),
  fate: fc.integer({ min: 0, max: 2 ** 20 - 1 }),
});
const moves: fc.Arbitrary<AnyMove[]> = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: plan.map((made) => ({ plan: made })) },
    { weight: 2, arbitrary: carry.map((made) => ({ carry: made })) },
  ),
  { minLength: 12, maxLength: 36, size: 'max' },
);

const countsOf = (epochs: CarryWorld['counted']) =>
  new Map([...epochs].map(([epoch, cells]) => [epoch, countOf(cells)]));
const sorted = (plans: ReturnType<typeof plansOf>) => plans.sort((a, b) => a.id.localeCompare(b.id));

test('by MQTT and by file alike nothing is lost, nothing counts twice, nothing diverges', async () => {
  let [read, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(moves, async (history) => {
      let world = carryWorld(startWorld(2));
      for (const made of history) world = await step(world, made);
      read += world.accepted;
      refused += world.refused.length;

      // The page at headquarters goes its own way; the bus has nothing but a file, there and back.
      const page = settleAll({ ...world.schedule, replicas: [world.schedule.replicas[1]!] });
      world.schedule = { ...page, replicas: [world.schedule.replicas[0]!, page.replicas[0]!] };
      world = await carryAll(world);

      expect(countsOf(world.stored)).toEqual(countsOf(world.counted));
      expect(silentlyLost(world.schedule)).toEqual([]);
      const { authority, replicas } = world.schedule;
      expect(sorted(plansOf(replicas[0]!))).toEqual(sorted([...authority.plans.values()]));
      expect(recordsOf(world)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
  // Otherwise the histories would have proved nothing about files.
  expect(read).toBeGreaterThan(2_000);
  expect(refused).toBeGreaterThan(200);
}, 120_000);

test('a file that is refused leaves everything as it was', async () => {
  await fc.assert(
    fc.asyncProperty(moves, fc.nat(2 ** 16), fc.boolean(), async (history, at, cut) => {
      let world = carryWorld(startWorld(2));
      for (const made of history) world = await step(world, made);
      world = await step(world, { carry: { does: 'take-away', which: 0, fate: 0 } });
      const before = structuredClone({ ...world, files: [], answers: [] });
      const fate = at * 16 + (cut ? 0b0111 : 0b1101);
      const after = await step(world, { carry: { does: 'read', which: world.files.length - 1, fate } });
      expect(after.refused).toHaveLength(world.refused.length + 1);
      expect({ ...after, files: [], answers: [], refused: before.refused }).toEqual(before);
      expect(after.answers).toHaveLength(world.answers.length);
    }),
    { numRuns: 300 },
  );
}, 120_000);
