import { LAYERS, type Cue } from '@pingan/firmware-bridge/lights/cue';
import { clearCues, emptyScene, showCues, type Scene } from '@pingan/firmware-bridge/lights/scene';
import type { LitProfile } from '@pingan/firmware-bridge/lights/groups';
import * as fc from 'fast-check';

const text = { zh: '灯', en: 'lamp' };
const pin = (pin: number, dimmable: boolean) => ({ board: 'main', pin, dimmable, name: text });

/** Four dimmable lamps and a plain one. */
export const SMALL_BUS: LitProfile = {
  lamps: {
    a: pin(3, true),
    b: pin(5, true),
    c: pin(6, true),
    d: pin(9, true),
    plain: pin(7, false),
  },
  things: {},
  stations: [],
  facades: { house: { name: text, station: 'left', windows: ['a', 'b', 'c', 'plain'] } },
  lantern: { lamps: ['c', 'd'], visits: 40 },
};
export const GROUPS = new Map([
  ['facade/house', ['a', 'b', 'c', 'plain']],
  ['lantern', ['c', 'd']],
]);

const level = fc.constantFrom(0, 0.02, 0.3, 0.5, 0.8, 1);
const ms = fc.integer({ min: 0, max: 1500 });
const on = fc.oneof(
  fc.record({ lamp: fc.constantFrom('a', 'b', 'plain') }),
  fc.record({ group: fc.constantFrom('facade/house', 'lantern') }),
);
const times = fc.integer({ min: 0, max: 4 });
const hz = fc.double({ min: 0, max: 20, noNaN: true });

const shape = fc.oneof(
  fc.record({ kind: fc.constant('steady' as const), level }),
  fc.record({ kind: fc.constant('fade' as const), to: level, ms }),
  fc.record({ kind: fc.constant('breathe' as const), min: level, max: level, periodMs: ms }),
  fc.record({ kind: fc.constant('pulse' as const), level, ms, times }),
  fc.record({ kind: fc.constant('chase' as const), level, stepMs: ms }),
  fc.record({ kind: fc.constant('alarm' as const), level, hz }),
);
const timing = fc.record({ after: ms, lasts: ms, glideMs: ms }, { requiredKeys: [] });

/** Any cue at all, quick, contradictory and late ones included. */
export const cue: fc.Arbitrary<Cue> = fc
  .tuple(shape, timing, fc.constantFrom(...LAYERS), on)
  .map(([shape, timing, layer, on]) => ({ ...shape, ...timing, layer, on }));

/** Somebody shows something else, or nothing any more, `wait` milliseconds after what happened before. */
export interface Happening {
  wait: number;
  owner: string;
  cues: Cue[];
}
export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 2500 })),
    owner: fc.constantFrom('first', 'second', 'third'),
    cues: fc.array(cue, { maxLength: 4 }),
  }),
  { maxLength: 25, size: 'max' },
);

/** Somebody who plays with the switch: one group fully on and off again, many times a second, by several owners. */
export const hectic: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    wait: fc.integer({ min: 10, max: 120 }),
    owner: fc.constantFrom('first', 'second'),
    cues: fc
      .constantFrom(undefined, 0, 1)
      .map((level): Cue[] =>
        level === undefined
          ? []
          : [{ kind: 'steady', layer: 'exhibit', on: { group: 'facade/house' }, level }],
      ),
  }),
  { minLength: 20, maxLength: 60, size: 'max' },
);

/** The scene after all of it, and when the last of it happened. */
export function sceneAfter(
  list: readonly Happening[],
  from = emptyScene(GROUPS),
): { scene: Scene; at: number } {
  return list.reduce(
    ({ scene, at }, { wait, owner, cues }) => ({
      scene: cues.length > 0 ? showCues(scene, owner, cues, at + wait) : clearCues(scene, owner, at + wait),
      at: at + wait,
    }),
    { scene: from, at: 0 },
  );
}
