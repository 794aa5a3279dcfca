import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullValue, lampValue, lampValues } from '@pingan/firmware-bridge/board/lamp-levels';

const dimmed = { at: 'pin', dimmable: true } as const;
const plain = { at: 'pin', dimmable: false } as const;
const channel = { at: 'channel' } as const;

describe('lamp levels', () => {
  it('dims a pin in 255 steps and a channel in 4095', () => {
    expect([0, 0.5, 1].map((level) => lampValue(dimmed, level))).toEqual([0, 128, 255]);
    expect([0, 0.5, 1].map((level) => lampValue(channel, level))).toEqual([0, 2048, 4095]);
  });

  it('never rounds a faint lamp to darkness', () => {
    expect([dimmed, channel].map((place) => lampValue(place, 0.00001))).toEqual([1, 1]);
  });

  it('switches a plain lamp on at any level above 0', () => {
    expect([0, 0.01, 0.6, 1].map((level) => lampValue(plain, level))).toEqual([0, 255, 255, 255]);
  });

  it('treats a level that is no number as dark', () => {
    expect(lampValue(dimmed, Number.NaN)).toBe(0);
  });

  it('stays within what a board can write, whatever the level', () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom(dimmed, plain, channel), (level, place) => {
        const value = lampValue(place, level);
        expect(Number.isInteger(value) && value >= 0 && value <= fullValue(place)).toBe(true);
      }),
    );
  });

  it('gives every lamp of a board a value, dark where the picture says nothing, and no other lamp', () => {
    const lamps = [
      { lamp: 'warm', place: { at: 'pin', pin: 11, dimmable: true } as const },
      { lamp: 'window', place: { at: 'channel', controller: 0, channel: 3 } as const },
    ];
    expect(lampValues(lamps, { window: 1, elsewhere: 1 })).toEqual([0, 4095]);
  });
});
