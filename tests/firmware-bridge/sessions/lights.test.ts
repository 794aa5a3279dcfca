import {
  emptyScene,
  isMoving,
  levelsAt,
  nextChangeAt,
  showCues,
  type Scene,
} from '@pingan/firmware-bridge/lights/scene';
import type { Stations } from '@pingan/firmware-bridge/sessions/stations';
import { TURNING_POINTS, type TouchAction } from '@pingan/protocol/screen-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { LEARNING } from './sample-exhibits.ts';
import { someStations } from './some-stations.ts';
import { CHAT, PHONE } from './two-stories.ts';

function withStations(...ids: string[]): Stations {
  return someStations(ids, [PHONE, CHAT]);
}

function touch(on: Stations, station: string, action: TouchAction): void {
  const { session, revision } = on.view(station);
  on.touch(station, { session, revision, action }, 0);
}

let stations: Stations;
beforeEach(() => {
  stations = withStations('left', 'right');
});
const start = () => touch(stations, 'left', { do: 'start', exhibit: 'phone' });
const next = () => touch(stations, 'left', { do: 'next' });
const choose = (choice: string) => touch(stations, 'left', { do: 'choose', choice });

describe('the cues', () => {
  const CEILING = new Map([['ceiling', TURNING_POINTS]]);
  const REST_MS = 2000;
  let scene: Scene;
  let at: number;
  /** Shows what the stations want now, and gives back what the lamps show `ms` milliseconds later. */
  const after = (ms: number) => {
    for (const { owner, cues } of stations.cues()) scene = showCues(scene, owner, cues, at);
    at += ms;
    return levelsAt(scene, at);
  };
  beforeEach(() => {
    stations = withStations('left');
    scene = emptyScene(CEILING);
    at = 0;
  });

  it('belong to their station', () => {
    expect(
      withStations('left', 'right')
        .cues()
        .map(({ owner }) => owner),
    ).toEqual(['station/left', 'station/right']);
  });

  it('let the five ceiling lamps breathe together around their ambient level, once in six seconds', () => {
    after(REST_MS);
    const breaths = Array.from({ length: 60 }, () => after(100));
    const moved = breaths.map((levels) => levels['moved'] ?? NaN);
    expect(Math.min(...moved)).toBeCloseTo(0.1, 2);
    expect(Math.max(...moved)).toBeCloseTo(0.2, 2);
    for (const levels of breaths) expect(new Set(TURNING_POINTS.map((lamp) => levels[lamp])).size).toBe(1);
    expect(after(0)['moved']).toBeCloseTo(moved.at(-1) ?? NaN);
    expect(nextChangeAt(scene, at)).toBe(at);
  });

  it('light the lamp of the thing, and let the whole ceiling sink where no turning point is reached', () => {
    start();
    const levels = after(REST_MS);
    expect(levels['lamp-phone']).toBe(1);
    for (const lamp of TURNING_POINTS) expect(levels[lamp]).toBeLessThan(0.1);
    expect(isMoving(scene, at)).toBe(false);
  });

  it('bring up the lamp of the turning point in 280 ms from where it was, while the others sink', () => {
    const rest = after(REST_MS)['hushed'];
    start();
    next();
    expect(after(0)['hushed']).toBe(rest);
    const half = after(140)['hushed'] ?? NaN;
    expect(half > 0.3 && half < 1).toBe(true);
    expect(after(140)).toMatchObject({ hushed: 1, moved: 0.075, 'pay-to-withdraw': 0.075 });
    expect(isMoving(scene, at)).toBe(false);
  });

  it('let the lamp of the last turning point sink as the next one comes up', () => {
    start();
    next();
    after(REST_MS);
    choose('pay');
    expect(after(0)).toMatchObject({ hushed: 1, 'money-first': 0.075 });
    expect(after(280)).toMatchObject({ hushed: 0.075, 'money-first': 1 });
  });

  it('let the turning point glow at the result, and the ceiling come softly back to rest', () => {
    start();
    next();
    choose('hang-up');
    after(REST_MS);
    next();
    expect(after(280)['hushed']).toBeCloseTo(0.6);
    next();
    expect(after(REST_MS)['hushed']).toBeCloseTo(0.6);
    next();
    expect(after(0)['hushed']).toBeCloseTo(0.6);
    expect(after(300)['hushed']).toBeGreaterThan(0.2);
    const levels = after(REST_MS);
    expect(levels['hushed']).toBe(levels['moved']);
  });

  it('bring up the turning point of a scam message that was misjudged, and none for a genuine one', () => {
    stations = someStations(['left'], [LEARNING]);
    touch(stations, 'left', { do: 'start', exhibit: 'fake-police' });
    for (let nth = 0; nth < 2; nth += 1) {
      const { step } = stations.view('left');
      const isScam = step.at === 'item' && step.item.endsWith('scam');
      expect(after(REST_MS)['money-first']).toBeLessThan(0.1);
      choose(isScam ? 'genuine' : 'scam');
      expect(stations.view('left').step.at).toBe('item-feedback');
      const levels = after(REST_MS);
      if (isScam) expect(levels['money-first']).toBe(1);
      else expect(levels['money-first']).toBeLessThan(0.1);
      next();
    }
  });

  it('light the lamp for the officer in the safety layer until somebody has answered', () => {
    stations.worried('left', true, 0);
    expect(after(0)['officer']).toBe(1);
    expect(stations.cues()[0]?.cues.find(({ layer }) => layer === 'safety')).toMatchObject({
      kind: 'steady',
      on: { lamp: 'officer' },
    });
    stations.answered('left', 0);
    expect(after(0)['officer']).toBeUndefined();
  });

  it('stay as they are when a second passes, so that no fade begins anew', () => {
    start();
    next();
    after(100);
    const before = scene;
    stations.tick(1000);
    after(0);
    expect(scene).toBe(before);
  });

  it('let the turning point of one station stand above another station that rests or sinks its ceiling', () => {
    stations = withStations('left', 'right');
    start();
    next();
    after(REST_MS);
    touch(stations, 'right', { do: 'start', exhibit: 'chat' });
    expect(after(REST_MS)).toMatchObject({ hushed: 1, moved: 0.075, 'lamp-chat': 1 });
    touch(stations, 'right', { do: 'leave' });
    expect(after(REST_MS)).toMatchObject({ hushed: 1, moved: 0.075 });
  });
});
