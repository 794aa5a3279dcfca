import { beamChanges } from '@pingan/firmware-bridge/rehearsal/crowd/beam-changes';
import { expect, it } from 'vitest';

const body = (from: number, until: number, beam: 'outer' | 'inner' = 'outer') => ({
  ...{ door: 'front', beam, from, until },
});
const shown = (bodies: Parameters<typeof beamChanges>[0]) =>
  beamChanges(bodies).map(({ at, beam, broken }) => `${at} ${beam} ${broken ? 'broken' : 'clear'}`);

it('joins bodies that overlap or touch in one beam, and no others', () => {
  expect(shown([body(100, 300), body(300, 400), body(150, 200), body(402, 500)])).toEqual([
    '100 outer broken',
    '400 outer clear',
    '402 outer broken',
    '500 outer clear',
  ]);
});

it('keeps beams apart and puts their changes in order of time', () => {
  expect(shown([body(100, 300), body(200, 400, 'inner')])).toEqual([
    '100 outer broken',
    '200 inner broken',
    '300 outer clear',
    '400 inner clear',
  ]);
});
