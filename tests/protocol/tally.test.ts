import { type Cell, cellKey, countOf, mergeCells, METRICS, MetricName } from '@pingan/protocol/tally';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Few keys, so that cells of different arrivals meet. */
const cell: fc.Arbitrary<Cell> = fc.tuple(
  fc.integer({ min: 0, max: 2 }),
  fc.option(fc.integer({ min: 0, max: 2 })),
  fc.constantFrom(null, 'front', 'telephone'),
  fc.constantFrom('door.in', 'story.choice'),
  fc.constantFrom('', 'fake-police', 'fake-police/hotel'),
  fc.integer({ min: 1, max: 1_000 }),
);
const cells = fc.array(cell, { maxLength: 30 });

const asSet = (merged: readonly Cell[]) => merged.map((each) => JSON.stringify(each)).toSorted();

describe('merging cells', () => {
  it('gives the same whatever comes first', () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        expect(asSet(mergeCells(a, b))).toEqual(asSet(mergeCells(b, a)));
      }),
    );
  });

  it('gives the same however arrivals are grouped', () => {
    fc.assert(
      fc.property(cells, cells, cells, (a, b, c) => {
        expect(asSet(mergeCells(mergeCells(a, b), c))).toEqual(asSet(mergeCells(a, mergeCells(b, c))));
      }),
    );
  });

  it('gives the same however often something arrives', () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const once = mergeCells(a, b);
        expect(asSet(mergeCells(once, b))).toEqual(asSet(once));
        expect(asSet(mergeCells(once, once))).toEqual(asSet(once));
      }),
    );
  });

  it('keeps one cell for each key, with the largest count that was seen', () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const largest = new Map<string, number>();
        for (const each of [...a, ...b]) {
          const before = largest.get(cellKey(each)) ?? 0;
          largest.set(cellKey(each), Math.max(before, each[5]));
        }
        expect(new Map(mergeCells(a, b).map((each) => [cellKey(each), each[5]]))).toEqual(largest);
        expect(mergeCells(a, b)).toHaveLength(largest.size);
      }),
    );
  });

  it('ends at the last state of a growing counter, in whatever order its copies arrive, some twice, some never', () => {
    const growth = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 20 });
    const history = growth.map((steps) => {
      let n = 1;
      return steps.map((step): Cell => [0, 1, 'front', 'door.in', '', (n += step)]);
    });
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), fc.nat({ max: 40 }), (copies, picks, deliveries) => {
        const last = copies.at(-1)!;
        const delivered = [...picks.take(deliveries)].map((pick) => copies[pick % copies.length]!);
        const at = delivered.length === 0 ? 0 : deliveries % delivered.length;
        const arrived = delivered.toSpliced(at, 0, last);
        expect(arrived.reduce<Cell[]>((known, copy) => mergeCells(known, [copy]), [])).toEqual([last]);
      }),
    );
  });

  it('never changes what it was given', () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const before = structuredClone([a, b]);
        mergeCells(a, b);
        expect([a, b]).toEqual(before);
      }),
    );
  });

  it('tells apart cells that differ only in having no slot, no place or no label', () => {
    const apart: Cell[] = [
      [0, null, null, 'door.in', '', 1],
      [0, 0, null, 'door.in', '', 1],
      [0, null, 'front', 'door.in', '', 1],
      [0, null, null, 'door.in', 'front', 1],
      [1, null, null, 'door.in', '', 1],
      [0, null, null, 'door.out', '', 1],
    ];
    expect(mergeCells(apart, apart)).toHaveLength(apart.length);
    expect(countOf(apart)).toBe(apart.length);
  });
});

describe('the metrics this bus counts', () => {
  it.each(METRICS)('%s has a name that headquarters accepts', (metric) => {
    expect(MetricName.safeParse(metric).success).toBe(true);
  });
});
