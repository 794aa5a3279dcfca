import { dutyOf } from '@pingan/firmware-bridge/lights/brightness';
import type { Cue } from '@pingan/firmware-bridge/lights/cue';
import { LightDirector } from '@pingan/firmware-bridge/lights/light-director';
import { beforeEach, describe, expect, it } from 'vitest';
import { SMALL_BUS } from './random-cues.ts';

const steady = (level: number, lamp = 'a', layer: Cue['layer'] = 'exhibit'): Cue => ({
  kind: 'steady',
  level,
  layer,
  on: { lamp },
});
const fade = (to: number, ms: number): Cue => ({ kind: 'fade', to, ms, layer: 'exhibit', on: { lamp: 'a' } });

let director: LightDirector;
beforeEach(() => {
  director = new LightDirector(SMALL_BUS);
});

describe('frames', () => {
  it('name every lamp first, and then are there only when something has changed', () => {
    expect(director.frame(0)).toEqual({ a: 0, b: 0, c: 0, d: 0, plain: 0 });
    expect(director.frame(10)).toBeNull();
    director.show('thing', [steady(0.5)], 20);
    expect(director.frame(20)).toEqual({ a: dutyOf(0.5), b: 0, c: 0, d: 0, plain: 0 });
    director.show('thing', [steady(0.5)], 30);
    expect(director.frame(30)).toBeNull();
    director.clear('thing', 40);
    expect(director.frame(400)?.['a']).toBe(0);
  });

  it('are not needed while nothing moves', () => {
    director.frame(0);
    expect([director.moving(0), director.nextFrameAt(0)]).toEqual([false, null]);
    director.show('thing', [fade(1, 1000)], 100);
    expect([director.moving(100), director.nextFrameAt(100)]).toEqual([true, 100]);
    director.frame(600);
    expect(director.nextFrameAt(640)).toBe(640);
    expect(director.frame(1100)?.['a']).toBe(1);
    expect(director.moving(1100)).toBe(false);
  });

  it('may be left out until something is due, and nothing is lost when they come late', () => {
    director.show('thing', [{ ...steady(1), after: 500, lasts: 1000 }], 0);
    director.frame(0);
    expect([director.nextFrameAt(100), director.frame(100)]).toEqual([500, null]);
    expect(director.frame(700)?.['a']).toBe(1);
    expect(director.nextFrameAt(700)).toBe(1500);
    expect(director.frame(60_000)?.['a']).toBe(0);
    expect(director.moving(60_000)).toBe(false);
  });

  it('leave out lamps that the bus does not have', () => {
    director.show('story', [steady(1, 'elsewhere')], 0);
    expect(Object.keys(director.frame(0) ?? {})).not.toContain('elsewhere');
  });

  it('switch a lamp on a plain pin: on at any level', () => {
    director.show('thing', [steady(0.01, 'plain')], 0);
    expect(director.frame(0)?.['plain']).toBe(1);
  });
});

describe('flashes', () => {
  it('hold a lamp that is taken back and forth too quickly, and let it follow as soon as it may', () => {
    director.frame(0);
    director.show('child', [steady(1)], 1000);
    expect(director.frame(1000)?.['a']).toBe(1);
    director.clear('child', 1050);
    expect(director.frame(1050)).toBeNull();
    expect(director.nextFrameAt(1060)).toBe(1167);
    expect(director.frame(1167)?.['a']).toBe(0);
    expect(director.moving(1167)).toBe(false);
  });
});

describe('daylight', () => {
  it('dims lamps slowly in the dark, but not those that tell of danger', () => {
    director.show('thing', [steady(0.8)], 0);
    director.show('rig', [steady(0.8, 'b', 'alarm')], 0);
    director.frame(0);
    director.daylight(0, 1000);
    expect(director.frame(1000)).toBeNull();
    expect(director.moving(1000)).toBe(true);
    expect(director.frame(6000)).toMatchObject({ a: dutyOf(0.4), b: dutyOf(0.8) });
    expect(director.moving(6000)).toBe(false);
    director.daylight(0.02, 7000);
    expect(director.moving(7000)).toBe(false);
  });
});
