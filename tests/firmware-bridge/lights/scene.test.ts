import type { Cue } from '@pingan/firmware-bridge/lights/cue';
import {
  clearCues,
  emptyScene,
  isMoving,
  levelsAt,
  movingLayer,
  nextChangeAt,
  showCues,
  type Scene,
} from '@pingan/firmware-bridge/lights/scene';
import { describe, expect, it } from 'vitest';
import { GROUPS } from './random-cues.ts';

const DARK = emptyScene(GROUPS);
const steady = (level: number, layer: Cue['layer'] = 'ambient', lamp = 'a'): Cue => ({
  kind: 'steady',
  level,
  layer,
  on: { lamp },
});
const fade = (to: number, ms: number, layer: Cue['layer'] = 'ambient'): Cue => ({
  kind: 'fade',
  to,
  ms,
  layer,
  on: { lamp: 'a' },
});
/** What the lamp shows at each of these moments. */
const course = (scene: Scene, times: number[], lamp = 'a') => times.map((at) => levelsAt(scene, at)[lamp]);

describe('who has a lamp', () => {
  it('is the highest layer, whoever came first', () => {
    let scene = DARK;
    const layers = ['safety', 'ambient', 'alarm', 'zone', 'exhibit'] as const;
    for (const [at, layer] of layers.entries()) scene = showCues(scene, layer, [steady(at / 10, layer)], at);
    const heard = (['safety', 'alarm', 'exhibit', 'zone', 'ambient'] as const).map((layer) => {
      const level = levelsAt(scene, 100)['a'];
      scene = clearCues(scene, layer, 100);
      return level;
    });
    expect(heard).toEqual([0, 0.2, 0.4, 0.3, 0.1]);
    expect(levelsAt(scene, 100)).toEqual({});
  });

  it('is the newest within a layer, also when it starts later than it was shown', () => {
    const late: Cue = { ...steady(0.3), after: 500 };
    let scene = showCues(DARK, 'first', [late], 0);
    scene = showCues(scene, 'second', [steady(0.7)], 100);
    expect(course(scene, [0, 100, 499, 500])).toEqual([undefined, 0.7, 0.7, 0.3]);
  });

  it('goes back to what lies below when the owner is cleared or its time is over', () => {
    const short: Cue = { ...steady(1, 'exhibit'), lasts: 1000 };
    const scene = showCues(showCues(DARK, 'bus', [steady(0.2)], 0), 'thing', [short], 50);
    expect(course(scene, [0, 50, 1049, 1050])).toEqual([0.2, 1, 1, 0.2]);
    expect(levelsAt(clearCues(scene, 'thing', 60), 60)).toEqual({ a: 0.2 });
  });

  it('is nobody where nobody says anything: lamps of other cues, unknown groups, owners that never were', () => {
    const stray: Cue = { kind: 'steady', layer: 'safety', level: 1, on: { group: 'nowhere' } };
    const scene = showCues(DARK, 'thing', [stray, steady(0.5, 'zone', 'b')], 0);
    expect(levelsAt(scene, 0)).toEqual({ b: 0.5 });
    expect(clearCues(scene, 'nobody', 10)).toBe(scene);
  });
});

describe('showing again', () => {
  const pulse: Cue = { kind: 'pulse', layer: 'exhibit', on: { lamp: 'a' }, level: 1, ms: 800, times: 1 };

  it('what is shown already changes nothing, and starts no pulse anew', () => {
    const scene = showCues(DARK, 'thing', [steady(0.5, 'exhibit'), pulse], 0);
    expect(showCues(scene, 'thing', [steady(0.5, 'exhibit'), { ...pulse }], 5000)).toBe(scene);
  });

  it('replaces what the owner showed, and lets go on what stays in the list', () => {
    const scene = showCues(DARK, 'thing', [fade(1, 1000), steady(1, 'zone', 'b')], 0);
    const next = showCues(scene, 'thing', [steady(1, 'zone', 'c'), fade(1, 1000)], 400);
    expect(levelsAt(next, 700)).toEqual({ ...levelsAt(scene, 700), b: undefined, c: 1 });
  });

  it('after a clear begins anew', () => {
    const cleared = clearCues(showCues(DARK, 'thing', [pulse], 0), 'thing', 5000);
    expect(levelsAt(showCues(cleared, 'thing', [pulse], 6000), 6400)['a']).toBeCloseTo(1);
  });
});

describe('fading', () => {
  it('starts from what the lamp shows, even half-way through another fade, and stays where it arrives', () => {
    const up = showCues(DARK, 'one', [fade(1, 1000)], 0);
    const halfway = levelsAt(up, 300)['a'] ?? NaN;
    const back = showCues(up, 'one', [fade(0, 1000)], 300);
    expect(halfway).toBeGreaterThan(0.3);
    expect(halfway).toBeLessThan(1);
    expect(course(back, [300, 1300, 90_000])).toEqual([halfway, 0, 0]);
  });

  it('eases out: most of the way lies in the first half', () => {
    const [half] = course(showCues(DARK, 'one', [fade(1, 1000)], 0), [500]);
    expect(half).toBeCloseTo(0.875);
  });

  it('starts, when it waits, from what the lamps show by then', () => {
    const waiting = showCues(DARK, 'one', [steady(0.2), { ...fade(1, 1000), after: 500 }], 0);
    expect(course(waiting, [499, 500, 1500])).toEqual([0.2, 0.2, 1]);
    const meanwhile = showCues(waiting, 'two', [steady(0.6)], 300);
    expect(course(meanwhile, [500, 1500])).toEqual([0.6, 1]);
  });

  it('takes no time at all when none is given', () => {
    expect(course(showCues(DARK, 'one', [fade(1, 0), fade(0.5, -20)], 0), [0])).toEqual([0.5]);
  });
});

describe('what moves', () => {
  it('breathes together, whenever it began', () => {
    const breathe: Cue = { kind: 'breathe', layer: 'ambient', on: { lamp: 'a' }, min: 0.1, max: 0.2 };
    const scene = showCues(DARK, 'one', [breathe, { ...breathe, on: { lamp: 'b' } }], 0);
    const later = showCues(DARK, 'one', [breathe], 1234);
    const [low, high, again] = course(scene, [6000, 9000, 12_000]);
    expect([low, high, again]).toEqual([0.1, 0.2, 0.1]);
    for (const at of [2000, 3210, 7777]) {
      expect(levelsAt(scene, at)['b']).toBe(levelsAt(scene, at)['a']);
      expect(levelsAt(later, at)['a']).toBe(levelsAt(scene, at)['a']);
    }
  });

  it('swells from what lies below and gives it back', () => {
    const pulse: Cue = { kind: 'pulse', layer: 'exhibit', on: { lamp: 'a' }, level: 1, ms: 1000, times: 2 };
    const scene = showCues(DARK, 'one', [steady(0.4), pulse], 0);
    expect(course(scene, [0, 500, 1000, 1500, 2000, 9000])).toEqual([0.4, 1, 0.4, 1, 0.4, 0.4]);
  });

  it('runs along a group in its order, one lamp at a time', () => {
    const chase: Cue = {
      kind: 'chase',
      layer: 'zone',
      on: { group: 'facade/house' },
      level: 0.9,
      stepMs: 500,
    };
    const scene = showCues(DARK, 'one', [chase], 100);
    const lit = [100, 600, 1100, 1600, 2100].map((at) =>
      Object.entries(levelsAt(scene, at)).flatMap(([lamp, level]) => (level > 0 ? [`${lamp} ${level}`] : [])),
    );
    expect(lit).toEqual([['a 0.9'], ['b 0.9'], ['c 0.9'], ['plain 0.9'], ['a 0.9']]);
  });

  it('flashes together at one rate, and every alarm is lit from its first moment', () => {
    const alarm = (lamp: string): Cue => ({ kind: 'alarm', layer: 'alarm', on: { lamp }, level: 1, hz: 2 });
    let scene = showCues(DARK, 'one', [alarm('a')], 0);
    scene = showCues(scene, 'two', [alarm('b')], 300);
    expect(course(scene, [0, 249, 250, 499, 500, 750])).toEqual([1, 1, 0, 0, 1, 0]);
    expect(course(scene, [300, 499, 500, 750], 'b')).toEqual([1, 1, 1, 0]);
  });

  it('is slowed and not refused when it is asked to flash faster than the eye may bear', () => {
    const alarm: Cue = { kind: 'alarm', layer: 'alarm', on: { lamp: 'a' }, level: 1, hz: 30 };
    const levels = course(
      showCues(DARK, 'one', [alarm], 0),
      Array.from({ length: 1000 }, (_, ms) => ms),
    );
    const changes = levels.filter((level, ms) => ms > 0 && level !== levels[ms - 1]).length;
    expect(changes).toBeGreaterThanOrEqual(4);
    expect(changes).toBeLessThanOrEqual(6);
  });
});

describe('the next change', () => {
  it('is now while a lamp moves, later while a cue waits or is to end, and none once all is still', () => {
    const short: Cue = { ...steady(1, 'exhibit', 'b'), after: 2000, lasts: 500 };
    const scene = showCues(DARK, 'one', [fade(1, 1000), short], 0);
    expect([0, 999, 1000, 1999, 2000, 2499, 2500].map((at) => nextChangeAt(scene, at))).toEqual([
      0,
      999,
      2000,
      2000,
      2500,
      2500,
      null,
    ]);
    expect(isMoving(DARK, 0)).toBe(false);
  });

  it('takes no notice of what nobody can see', () => {
    const hidden: Cue = { kind: 'breathe', layer: 'ambient', on: { lamp: 'a' }, min: 0, max: 1 };
    const scene = showCues(DARK, 'one', [hidden, steady(1, 'zone')], 0);
    expect(isMoving(scene, 10)).toBe(false);
    expect(isMoving(showCues(scene, 'one', [hidden], 20), 30)).toBe(true);
  });

  it('comes edge by edge where an alarm or a chase stands still in between', () => {
    const alarm: Cue = { kind: 'alarm', layer: 'alarm', on: { lamp: 'a' }, level: 1, hz: 1 };
    expect(nextChangeAt(showCues(DARK, 'one', [alarm], 0), 510)).toBe(1000);
    const chase: Cue = { kind: 'chase', layer: 'zone', on: { group: 'lantern' }, level: 1, stepMs: 700 };
    expect(nextChangeAt(showCues(DARK, 'one', [chase], 100), 100)).toBe(800);
  });
});

describe('the layer that moves', () => {
  it('is the highest of those that are seen to move, and none while all stands still', () => {
    const breathe: Cue = { kind: 'breathe', layer: 'ambient', on: { lamp: 'b' }, min: 0, max: 1 };
    const scene = showCues(DARK, 'one', [breathe, fade(1, 500, 'exhibit'), steady(1, 'zone', 'c')], 0);
    expect([0, 499, 500].map((at) => movingLayer(scene, at))).toEqual(['exhibit', 'exhibit', 'ambient']);
    const covered = showCues(scene, 'two', [steady(1, 'alarm', 'b')], 500);
    expect(movingLayer(covered, 500)).toBeNull();
  });
});

describe('dimming by daylight', () => {
  it('takes its share of every layer but alarm and safety', () => {
    const shown = (layer: Cue['layer']) =>
      levelsAt(showCues(DARK, 'one', [steady(0.8, layer)], 0), 0, 0.5)['a'];
    expect((['ambient', 'zone', 'exhibit', 'alarm', 'safety'] as const).map(shown)).toEqual([
      0.4, 0.4, 0.4, 0.8, 0.8,
    ]);
  });

  it('lets an alarm swell from a dimmed lamp to its full level', () => {
    const pulse: Cue = { kind: 'pulse', layer: 'alarm', on: { lamp: 'a' }, level: 1, ms: 1000, times: 1 };
    const scene = showCues(DARK, 'one', [steady(0.8), pulse], 0);
    expect([0, 500].map((at) => levelsAt(scene, at, 0.5)['a'])).toEqual([0.4, 1]);
  });
});
