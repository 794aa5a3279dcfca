import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedLamps, lampValue } from '@pingan/firmware-bridge/board/lamp-levels';

const lamps = [
  { lamp: 'warm', pin: 11, dimmable: true },
  { lamp: 'ceiling', pin: 12, dimmable: false },
];

describe('lamp levels', () => {
  it('dims linearly where the lamp can be dimmed', () => {
    expect([0, 0.5, 1].map((level) => lampValue({ dimmable: true }, level))).toEqual([0, 128, 255]);
  });

  it('never rounds a faint lamp to darkness', () => {
    expect(lampValue({ dimmable: true }, 0.0001)).toBe(1);
  });

  it('switches a plain lamp on at any level above 0', () => {
    expect([0, 0.01, 0.6, 1].map((level) => lampValue({ dimmable: false }, level))).toEqual([
      0, 255, 255, 255,
    ]);
  });

  it('treats a level that is no number as dark', () => {
    expect(lampValue({ dimmable: true }, Number.NaN)).toBe(0);
  });

  it('stays within what a board can write, whatever the level', () => {
    fc.assert(
      fc.property(fc.double(), fc.boolean(), (level, dimmable) => {
        const value = lampValue({ dimmable }, level);
        expect(Number.isInteger(value) && value >= 0 && value <= 255).toBe(true);
      }),
    );
  });

  it('writes only what changed', () => {
    expect(changedLamps(lamps, { warm: 1, ceiling: 1 }, [255, 0])).toEqual([{ lamp: 1, value: 255 }]);
  });

  it('writes everything to a board of which nothing is known', () => {
    expect(changedLamps(lamps, { warm: 1 }, [])).toEqual([
      { lamp: 0, value: 255 },
      { lamp: 1, value: 0 },
    ]);
  });

  it('switches off what is missing in the picture, and ignores lamps the board does not have', () => {
    expect(changedLamps(lamps, { unknown: 1 }, [255, 255])).toEqual([
      { lamp: 0, value: 0 },
      { lamp: 1, value: 0 },
    ]);
  });
});
