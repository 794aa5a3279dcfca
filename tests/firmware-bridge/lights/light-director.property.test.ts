import { dutyOf } from '@pingan/firmware-bridge/lights/brightness';
import { LightDirector, type Duties } from '@pingan/firmware-bridge/lights/light-director';
import { levelsAt } from '@pingan/firmware-bridge/lights/scene';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { mostFlashesInASecond, type Track } from './flashes.ts';
import { cue, happenings, hectic, sceneAfter, SMALL_BUS, type Happening } from './random-cues.ts';

const LAMPS = Object.keys(SMALL_BUS.lamps);
/** Milliseconds between one frame and the next; used round and round. */
const pace = fc.array(fc.integer({ min: 5, max: 120 }), { minLength: 1, maxLength: 20 });
/** Long enough for every glide, pulse and held flash to be over. */
const REST_MS = 10_000;

/** Plays it all at that pace, a frame after every happening included, and writes down every frame. */
function play(list: readonly Happening[], waits: readonly number[], restMs = REST_MS) {
  const director = new LightDirector(SMALL_BUS);
  const frames: { at: number; duties: Duties }[] = [];
  let frame = 0;
  let at = 0;
  const look = () => {
    const duties = director.frame(at);
    if (duties !== null) frames.push({ at, duties });
  };
  const until = (end: number) => {
    for (
      let wait = waits[frame % waits.length] ?? 40;
      at + wait < end;
      wait = waits[++frame % waits.length] ?? 40
    ) {
      at += wait;
      look();
    }
    at = end;
  };
  for (const { wait, owner, cues } of list) {
    until(at + wait);
    if (cues.length > 0) director.show(owner, cues, at);
    else director.clear(owner, at);
    look();
  }
  until(at + restMs);
  look();
  return { director, frames, at, last: frames.at(-1)?.duties ?? {} };
}

it('lets no lamp flash more than three times in any second, whatever cues are mixed at whatever pace', () => {
  let quickest = 0;
  fc.assert(
    fc.property(fc.oneof(happenings, hectic), pace, (list, waits) => {
      const { frames } = play(list, waits, 3000);
      for (const lamp of LAMPS) {
        const track: Track = frames.map(({ at, duties }) => [at, duties[lamp] ?? NaN]);
        const most = mostFlashesInASecond([[-1, 0], ...track]);
        quickest = Math.max(quickest, most);
        expect(most).toBeLessThanOrEqual(3);
      }
    }),
    { numRuns: 300 },
  );
  // The mixes must press against the limit, or they would prove little.
  expect(quickest).toBe(3);
});

/** A mix that comes to rest: nothing in it goes on for ever. */
const resting = happenings.map((list) =>
  list.map((one) => ({
    ...one,
    cues: one.cues.map((cue) =>
      cue.kind === 'steady' || cue.kind === 'fade' || cue.kind === 'pulse' ? cue : { ...cue, lasts: 1500 },
    ),
  })),
);

it('comes to show what the cues say, and the same at every pace, and then needs no more frames', () => {
  fc.assert(
    fc.property(resting, pace, pace, (list, one, other) => {
      const slow = play(list, one);
      const { scene } = sceneAfter(list);
      const levels = levelsAt(scene, slow.at);
      const said = (lamp: string) => dutyOf(levels[lamp] ?? 0);
      for (const lamp of LAMPS)
        expect(slow.last[lamp]).toBe(lamp === 'plain' ? Math.ceil(said(lamp)) : said(lamp));
      expect(play(list, other).last).toEqual(slow.last);
      expect(slow.director.moving(slow.at)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

it('shows the same at the same moment whatever frames there were before, where nothing flashes', () => {
  const calm = cue
    .map((cue) => ({ ...cue, glideMs: 400 }))
    .filter(({ kind }) => kind === 'steady' || kind === 'breathe');
  const show = fc.array(
    fc.record({
      wait: fc.integer({ min: 1200, max: 3000 }),
      owner: fc.constantFrom('first', 'second'),
      cues: fc.array(
        calm.map((cue) => ({ ...cue, periodMs: 6000, after: 0, lasts: Infinity })),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(show, pace, pace, fc.integer({ min: 500, max: 4000 }), (list, one, other, ms) => {
      expect(play(list, one, ms).last).toEqual(play(list, other, ms).last);
    }),
  );
});
