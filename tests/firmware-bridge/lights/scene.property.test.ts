import { LAYERS } from '@pingan/firmware-bridge/lights/cue';
import { clearCues, levelsAt, nextChangeAt, showCues } from '@pingan/firmware-bridge/lights/scene';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cue, happenings, sceneAfter } from './random-cues.ts';

const later = fc.integer({ min: 0, max: 5000 });

it('keeps every lamp within 0 and 1 at every moment, dimmed or not', () => {
  fc.assert(
    fc.property(happenings, later, fc.double({ min: 0, max: 1, noNaN: true }), (list, ms, dimming) => {
      const { scene, at } = sceneAfter(list);
      for (const level of Object.values(levelsAt(scene, at + ms, dimming)))
        expect(level >= 0 && level <= 1).toBe(true);
    }),
  );
});

it('gives back exactly what lay below when an owner that had come on top is cleared', () => {
  fc.assert(
    fc.property(happenings, fc.array(cue, { maxLength: 4 }), later, later, (list, cues, ms, more) => {
      // A cue that starts meanwhile rightly eases in from what the guest shows; here nothing starts meanwhile.
      const prompt = list.map((one) => ({ ...one, cues: one.cues.map((cue) => ({ ...cue, after: 0 })) }));
      const { scene, at } = sceneAfter(prompt);
      const restored = clearCues(showCues(scene, 'guest', cues, at + ms), 'guest', at + ms + more);
      expect(levelsAt(restored, at + ms + more)).toEqual(levelsAt(scene, at + ms + more));
      expect(nextChangeAt(restored, at + ms + more)).toBe(nextChangeAt(scene, at + ms + more));
    }),
  );
});

it('lets nothing that is shown in a lower layer touch a lamp that a higher one has', () => {
  fc.assert(
    fc.property(happenings, cue, later, later, (list, below, ms, more) => {
      const { scene, at } = sceneAfter(list);
      const top = { ...below, layer: LAYERS[0] };
      const covered = showCues(
        scene,
        'cover',
        [{ kind: 'steady', layer: 'zone', on: below.on, level: 0.42 }],
        at,
      );
      const shown = showCues(covered, 'guest', [top], at + ms);
      expect(levelsAt(shown, at + ms + more)).toEqual(levelsAt(covered, at + ms + more));
    }),
  );
});

it('changes nothing between now and the change it foretells', () => {
  let foretold = 0;
  fc.assert(
    fc.property(happenings, later, fc.double({ min: 0, max: 1, noNaN: true }), (list, ms, share) => {
      const { scene, at } = sceneAfter(list);
      const now = at + ms;
      const next = nextChangeAt(scene, now);
      if (next === now) return;
      foretold += 1;
      const between = next === null ? now + share * 60_000 : now + share * (next - now) * 0.999;
      expect(levelsAt(scene, between)).toEqual(levelsAt(scene, now));
    }),
    { numRuns: 500 },
  );
  // Scenes that never rest would prove nothing.
  expect(foretold).toBeGreaterThan(50);
});

it('is still once it says that it is: no owner that keeps its word changes it by saying it again', () => {
  fc.assert(
    fc.property(happenings, later, (list, ms) => {
      const { scene, at } = sceneAfter(list);
      const again = new Map(list.map(({ owner, cues }) => [owner, cues]));
      for (const [owner, cues] of again) expect(showCues(scene, owner, cues, at + ms)).toBe(scene);
    }),
  );
});
