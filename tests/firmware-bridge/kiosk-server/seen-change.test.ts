import { SeenChange } from '@pingan/firmware-bridge/kiosk-server/seen-change';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { virtualView } from './fake-house.ts';

let seen: SeenChange;
beforeEach(() => {
  seen = new SeenChange();
});
const at = (level: number, changed = {}) => ({ ...virtualView(level)!, ...changed });

/** How often a page is told while a look is taken every 50 ms at what `levelAt` says. */
function told(seconds: number, levelAt: (ms: number) => number): number {
  let times = 0;
  for (let ms = 0; ms < seconds * 1_000; ms += 50) if (seen.look(at(levelAt(ms)), ms)) times += 1;
  return times;
}

test('the first look is always news, and the same again is none', () => {
  expect(seen.look(at(0.4), 0)).toBe(true);
  expect(told(10, () => 0.4)).toBe(0);
});

test('a lamp that breathes is told of a few times a second, not at each look', () => {
  const breath = (ms: number) => 0.45 + 0.15 * Math.sin((ms / 6_000) * 2 * Math.PI);
  const times = told(60, breath);
  expect(times).toBeGreaterThan(60);
  expect(times).toBeLessThan(60 * 5);
});

test.each([
  ['goes on, however dimly', 0, 0.0002],
  ['goes out', 0.0002, 0],
  ['reaches its full level', 0.999, 1],
  ['jumps', 0.3, 0.9],
])('a lamp that %s is told of at the next look', (_, before, after) => {
  seen.look(at(before), 0);
  expect(seen.look(at(after), 50)).toBe(true);
});

test('anything but a lamp is told of at the next look', () => {
  seen.look(at(0.4), 0);
  expect(seen.look(at(0.4, { siren: true }), 50)).toBe(true);
  expect(seen.look(at(0.4, { siren: true, inputs: { ignition: true } }), 100)).toBe(true);
});

test('a clock that falls behind is told of in tenths of a second', () => {
  seen.look(at(0.4, { slipMs: 0 }), 0);
  expect(seen.look(at(0.4, { slipMs: 20 }), 50)).toBe(false);
  expect(seen.look(at(0.4, { slipMs: 120 }), 100)).toBe(true);
});

test('once lamps stand still the page knows them exactly', () => {
  const levels = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(levels, (way) => {
      const change = new SeenChange();
      let known = Number.NaN;
      const still = Array.from({ length: 12 }, () => way.at(-1)!);
      for (const [nth, level] of [...way, ...still].entries()) {
        if (change.look(at(level), nth * 50)) known = level;
      }
      expect(known).toBe(way.at(-1));
    }),
  );
});

test('never is a page told of a brightness that an eye could tell from the true one', () => {
  const levels = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(levels, (way) => {
      const change = new SeenChange();
      let known = 0;
      for (const [nth, level] of way.entries()) {
        if (change.look(at(level), nth * 50)) known = level;
        expect(Math.abs(known ** (1 / 2.4) - level ** (1 / 2.4))).toBeLessThanOrEqual(1 / 40);
      }
    }),
  );
});

test('whoever comes later is told all of it', () => {
  seen.look(at(0.4), 0);
  seen.forget();
  expect(seen.look(at(0.4), 50)).toBe(true);
});
