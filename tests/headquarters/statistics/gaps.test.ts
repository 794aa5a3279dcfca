import { type EpochFacts, findGaps } from '@pingan/headquarters/statistics/gaps';
import { describe, expect, test } from 'vitest';

function epoch(
  boot: number | null,
  code: string,
  previous: EpochFacts['previous'],
  arrived: number,
): EpochFacts {
  return { bus: 'bus-01', code, boot, previous, arrived };
}

describe('gaps', () => {
  test('are none while every count that a successor reported has arrived', () => {
    expect(findGaps([epoch(1, 'a', null, 10), epoch(2, 'b', { code: 'a', count: 10 }, 4)])).toEqual([]);
  });

  test('name an epoch that its successor knew and headquarters never saw, with what is missing', () => {
    expect(findGaps([epoch(1, 'a', null, 3), epoch(3, 'c', { code: 'b', count: 17 }, 4)])).toEqual([
      { bus: 'bus-01', reason: 'epoch-missing', epoch: 'b', boot: 2, lastBoot: 2, missing: 17 },
    ]);
  });

  test('name an epoch of which fewer counts arrived than its successor saw on disk', () => {
    expect(findGaps([epoch(1, 'a', null, 7), epoch(2, 'b', { code: 'a', count: 10 }, 0)])).toEqual([
      { bus: 'bus-01', reason: 'counts-missing', epoch: 'a', boot: 1, lastBoot: 1, missing: 3 },
    ]);
  });

  test('keep an epoch whose counts all arrived but whose own record did not: its days cannot be told', () => {
    expect(findGaps([epoch(null, 'a', null, 10), epoch(2, 'b', { code: 'a', count: 10 }, 0)])).toEqual([
      { bus: 'bus-01', reason: 'epoch-missing', epoch: 'a', boot: 1, lastBoot: 1, missing: 0 },
    ]);
  });

  test('name boot numbers that nobody accounts for, as a range of unknown size', () => {
    expect(findGaps([epoch(1, 'a', null, 1), epoch(6, 'f', { code: 'e', count: 2 }, 1)])).toEqual([
      { bus: 'bus-01', reason: 'epoch-missing', epoch: 'e', boot: 5, lastBoot: 5, missing: 2 },
      { bus: 'bus-01', reason: 'boots-missing', epoch: null, boot: 2, lastBoot: 4, missing: null },
    ]);
  });

  test('are none after a rolled-back card starts a boot number twice', () => {
    const twice = [
      epoch(1, 'a', null, 5),
      epoch(2, 'b', { code: 'a', count: 5 }, 5),
      epoch(2, 'c', { code: 'a', count: 4 }, 5),
      epoch(3, 'd', { code: 'c', count: 5 }, 1),
    ];
    expect(findGaps(twice)).toEqual([]);
  });

  test('are kept apart by bus', () => {
    const other: EpochFacts = { ...epoch(2, 'z', { code: 'y', count: 1 }, 0), bus: 'bus-02' };
    expect(findGaps([epoch(1, 'a', null, 1), other]).map((gap) => gap.bus)).toEqual(['bus-02']);
  });
});
