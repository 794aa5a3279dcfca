import { happened, type Happenings, lastStep } from '@pingan/firmware-bridge/schedule/happenings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const FACTS = [
  'stop-arrived',
  'stop-opened',
  'stop-closed',
  'hand-count',
  'checklist',
  'after-action',
  'weather',
];
const aFact = fc.record({
  fact: fc.constantFrom(...FACTS),
  stop: fc.constantFrom('spring', 'market', null),
  boot: fc.integer({ min: 1, max: 3 }),
  at: fc.nat(1_000_000),
  n: fc.nat(99),
});
type SomeFact = { fact: string; stop: string | null; boot: number; at: number; n: number };
const uniqueMoments = fc.uniqueArray(aFact, { selector: ({ boot, at }) => `${boot}/${at}`, maxLength: 20 });
const detail = ({ fact, n }: SomeFact) =>
  fact === 'hand-count' ? { in: n } : fact === 'checklist' ? { done: [`item-${n}`], open: [] } : undefined;
const after = (facts: readonly SomeFact[]) =>
  facts.reduce<Happenings>(
    (known, each) =>
      happened(
        known,
        { fact: each.fact, stop: each.stop, detail: detail(each) },
        { boot: each.boot, epoch: `${each.boot}`.repeat(16), at: each.at, wall: null },
      ),
    {},
  );
const sorted = (known: Happenings) => Object.entries(known).toSorted(([a], [b]) => a.localeCompare(b));

describe('what happened at the stops', () => {
  it('is the same in whatever order and how often its facts come', () => {
    fc.assert(
      fc.property(uniqueMoments, fc.infiniteStream(fc.nat(1000)), (facts, luck) => {
        const order = [...facts, ...facts.slice(0, 3)]
          .map((fact) => ({ fact, place: luck.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ fact }) => fact);
        expect(sorted(after(order))).toEqual(sorted(after(facts)));
      }),
    );
  });

  it('is what was said last', () => {
    fc.assert(
      fc.property(uniqueMoments, (facts) => {
        const byTime = facts.toSorted((a, b) => a.boot - b.boot || a.at - b.at);
        const known = after(facts);
        for (const stop of ['spring', 'market']) {
          const count = byTime.findLast((each) => each.stop === stop && each.fact === 'hand-count');
          expect(known[stop]?.handCount?.in).toBe(count?.n);
        }
        const step = byTime.findLast(({ fact, stop }) => stop !== null && /^stop-/.test(fact));
        expect(lastStep(known)?.stop).toBe(step?.stop ?? undefined);
        expect(lastStep(known)?.step).toBe(step?.fact.slice('stop-'.length));
      }),
    );
  });
});
