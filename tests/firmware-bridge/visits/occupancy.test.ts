import { countCrossing, countDoubt, EMPTY_BUS } from '@pingan/firmware-bridge/visits/occupancy';
import { expect, it } from 'vitest';

it('keeps nobody aboard and notes an unmatched leaver when somebody leaves an empty bus', () => {
  expect(countCrossing(EMPTY_BUS, 'out')).toEqual({ in: 0, out: 1, aboard: 0, unmatched: 1, undecided: 0 });
});

it('counts the next visitor as one aboard after an unmatched leaver', () => {
  const after = countCrossing(countCrossing(EMPTY_BUS, 'out'), 'in');
  expect(after).toEqual({ in: 1, out: 1, aboard: 1, unmatched: 1, undecided: 0 });
});

it('changes no count of people for a doubt', () => {
  expect(countDoubt(countCrossing(EMPTY_BUS, 'in'))).toEqual({
    in: 1,
    out: 0,
    aboard: 1,
    unmatched: 0,
    undecided: 1,
  });
});
