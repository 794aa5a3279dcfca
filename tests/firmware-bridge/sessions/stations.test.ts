import type { Exhibit } from '@pingan/content/pack';
import { type Outcome, Stations, UnknownStationError } from '@pingan/firmware-bridge/sessions/stations';
import type { TouchAction } from '@pingan/protocol/screen-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOTHING, quietHouse, RULES } from './some-stations.ts';
import { CHAT, PHONE } from './two-stories.ts';

let playable: Exhibit[];
let stations: Stations;
let at: number;

beforeEach(() => {
  let ids = 0;
  playable = [PHONE, CHAT];
  at = 1_000;
  stations = new Stations({
    stations: [
      { id: 'left', exhibits: ['phone', 'chat'] },
      { id: 'right', exhibits: ['chat'] },
    ],
    rigAt: null,
    rules: RULES,
    house: { ...quietHouse([]), playable: () => playable },
    newSessionId: () => `session-${++ids}`,
  });
});

/** Touches what the left screen shows now. */
function touch(action: TouchAction, seen = stations.view('left')): Outcome {
  return stations.touch('left', { session: seen.session, revision: seen.revision, action }, at);
}
const start = (exhibit = 'phone') => touch({ do: 'start', exhibit });
const next = () => touch({ do: 'next' });
const choose = (choice: string) => touch({ do: 'choose', choice });
const step = () => stations.view('left').step;
const counted = ({ tallies }: Outcome) => tallies.map(({ metric, label }) => `${metric} ${label}`.trim());

function wait(seconds: number): Outcome {
  at += seconds * 1000;
  return stations.tick(at);
}

function toResult(): Outcome {
  start();
  next();
  choose('hang-up');
  return next();
}

describe('a visit from attract to attract', () => {
  it('waits with what the station may start', () => {
    expect(stations.view('left')).toMatchObject({
      language: 'zh',
      step: { at: 'attract', exhibits: ['phone', 'chat'] },
      stillHere: null,
    });
    expect(stations.view('right').step).toEqual({ at: 'attract', exhibits: ['chat'] });
  });

  it('begins at the first touch and counts the session, the story and its first step', () => {
    const outcome = start();
    expect(outcome.changed).toEqual(['left']);
    expect(outcome.tallies.every(({ place }) => place === 'left')).toBe(true);
    expect(counted(outcome)).toEqual(['session.start', 'story.start phone', 'step phone/ring']);
    expect(step()).toEqual({ at: 'beat', exhibit: 'phone', beat: 'ring', length: 'full' });
  });

  it('goes through beat, choice, feedback and result, and counts each once', () => {
    start();
    expect(counted(next())).toEqual(['step phone/hotel']);
    expect(counted(choose('hang-up'))).toEqual(['story.choice phone/hotel/hang-up']);
    expect(step()).toEqual({
      at: 'feedback',
      exhibit: 'phone',
      beat: 'hotel',
      choice: 'hang-up',
      length: 'full',
    });
    at += 45_000;
    expect(counted(next())).toEqual(['story.finish phone', 'dwell phone/30-60s']);
    expect(step()).toEqual({ at: 'result', exhibit: 'phone', ending: 'safe' });
    expect(counted(next())).toEqual([]);
    expect(step()).toEqual({ at: 'closing', exhibit: 'phone', told: null });
    expect(counted(next())).toEqual(['session.end finished', 'language zh']);
    expect(step().at).toBe('attract');
  });

  it('counts the language that was on the screen when it ended', () => {
    start();
    touch({ do: 'language', language: 'en' });
    expect(counted(touch({ do: 'leave' }))).toEqual(['session.end left', 'language en']);
  });

  it('ends as finished when it is left at the result', () => {
    toResult();
    expect(counted(touch({ do: 'leave' }))).toEqual(['session.end finished', 'language zh']);
  });

  it('leaves nothing of the visitor: another session, the first language, no countdown', () => {
    const before = stations.view('left').session;
    touch({ do: 'language', language: 'en' });
    start();
    touch({ do: 'leave' });
    const after = stations.view('left');
    expect(after).toMatchObject({ language: 'zh', stillHere: null, step: { at: 'attract' } });
    expect(after.session).not.toBe(before);
  });

  it('gives every session of every station an id of its own', () => {
    const ids = new Set([stations.view('left').session, stations.view('right').session]);
    for (let visit = 0; visit < 5; visit++) {
      start();
      touch({ do: 'leave' });
      ids.add(stations.view('left').session);
    }
    expect(ids.size).toBe(7);
  });
});

describe('touches that came too late', () => {
  it('do nothing when the step they were meant for has passed', () => {
    start();
    const seen = stations.view('left');
    next();
    expect(touch({ do: 'next' }, seen)).toEqual(NOTHING);
  });

  it('start nothing twice', () => {
    const seen = stations.view('left');
    touch({ do: 'start', exhibit: 'phone' }, seen);
    expect(counted(touch({ do: 'start', exhibit: 'phone' }, seen))).toEqual([]);
    expect(counted(start())).toEqual([]);
  });

  it('do nothing in the session of the next visitor, not even leave', () => {
    const seen = stations.view('left');
    start();
    touch({ do: 'leave' });
    start();
    for (const action of [{ do: 'next' }, { do: 'leave' }, { do: 'language', language: 'en' }] as const) {
      expect(touch(action, seen)).toEqual(NOTHING);
    }
  });

  it('count all the same when only the countdown or the language has changed since', () => {
    start();
    wait(61);
    const seen = stations.view('left');
    wait(1);
    touch({ do: 'language', language: 'en' }, seen);
    expect(counted(touch({ do: 'next' }, seen))).toEqual(['step phone/hotel']);
  });

  it('may leave, stay or change the language from any step of their session', () => {
    const seen = stations.view('left');
    start();
    next();
    expect(touch({ do: 'language', language: 'en' }, seen).changed).toEqual(['left']);
    expect(counted(touch({ do: 'leave' }, seen))).toContain('session.end left');
  });

  it('do nothing when they claim a revision that was never shown', () => {
    const seen = stations.view('left');
    expect(
      touch({ do: 'start', exhibit: 'phone' }, { ...seen, revision: seen.revision + 1 }).changed,
    ).toEqual([]);
  });
});

describe('touches that make no sense', () => {
  it('are ignored: an exhibit of another station, a choice of another beat, next where there is a choice', () => {
    expect(start('unknown').changed).toEqual([]);
    start();
    expect(choose('hang-up').changed).toEqual([]);
    next();
    expect(next().changed).toEqual([]);
    expect(choose('unknown').changed).toEqual([]);
    expect(step()).toEqual({ at: 'beat', exhibit: 'phone', beat: 'hotel', length: 'full' });
  });

  it('are ignored at a station nobody has, whose view is refused with the names that exist', () => {
    expect(
      stations.touch('nowhere', { session: '', revision: 0, action: { do: 'leave' } }, at).changed,
    ).toEqual([]);
    expect(() => stations.view('nowhere')).toThrow(UnknownStationError);
    expect(() => stations.view('nowhere')).toThrow(/nowhere.*left, right/);
  });
});

describe('"still here?"', () => {
  it('is asked after the idle time, counts down, and then everything is wiped', () => {
    start();
    wait(59);
    expect(stations.view('left').stillHere).toBeNull();
    expect(wait(1).changed).toEqual(['left']);
    expect(stations.view('left').stillHere).toBe(20);
    wait(13);
    expect(stations.view('left').stillHere).toBe(7);
    expect(counted(wait(7))).toEqual(['session.end timeout', 'language zh']);
    expect(stations.view('left')).toMatchObject({ step: { at: 'attract' }, stillHere: null });
  });

  it('is taken back by any touch, and the idle time begins anew', () => {
    start();
    wait(60);
    touch({ do: 'stay' });
    expect(stations.view('left').stillHere).toBeNull();
    wait(59);
    expect(stations.view('left').stillHere).toBeNull();
    wait(1);
    expect(stations.view('left').stillHere).toBe(20);
    expect(counted(next())).toEqual(['step phone/hotel']);
    expect(stations.view('left').stillHere).toBeNull();
  });

  it('is asked at the result as well', () => {
    toResult();
    wait(60);
    expect(stations.view('left').stillHere).toBe(20);
    expect(counted(wait(20))).toEqual(['session.end timeout', 'language zh']);
  });

  it('leaves its full time to answer after the machine has stalled', () => {
    start();
    wait(600);
    expect(stations.view('left').stillHere).toBe(20);
  });

  it('is never asked on attract, but a language chosen there falls back', () => {
    touch({ do: 'language', language: 'en' });
    wait(59);
    expect(stations.view('left').language).toBe('en');
    expect(wait(1)).toEqual({ ...NOTHING, changed: ['left'] });
    expect(stations.view('left')).toMatchObject({ language: 'zh', stillHere: null });
    expect(wait(3600)).toEqual(NOTHING);
  });
});

describe('"I may be in one now"', () => {
  it('lights the lamp for the officer, and nothing is counted', () => {
    start();
    expect(stations.worried('left', true, at).tallies).toEqual([]);
    expect(stations.worriedStations()).toEqual(['left']);
    expect(stations.answered('left', at).tallies).toEqual([]);
    expect(stations.worriedStations()).toEqual([]);
  });

  it('gives the visitor quiet: nobody is asked for two minutes more', () => {
    start();
    stations.worried('left', true, at);
    wait(120 + 59);
    expect(stations.view('left').stillHere).toBeNull();
    wait(1);
    expect(stations.view('left').stillHere).toBe(20);
  });

  it('takes a countdown off the screen', () => {
    start();
    wait(70);
    expect(stations.worried('left', true, at).changed).toEqual(['left']);
    expect(stations.view('left').stillHere).toBeNull();
  });

  it('can be taken back by the visitor', () => {
    start();
    stations.worried('left', true, at);
    stations.worried('left', false, at);
    expect(stations.worriedStations()).toEqual([]);
    wait(60);
    expect(stations.view('left').stillHere).toBe(20);
  });

  it('stays lit when the screen goes back to attract, until an officer has answered', () => {
    start();
    stations.worried('left', true, at);
    touch({ do: 'leave' });
    expect(stations.worriedStations()).toEqual(['left']);
  });
});

describe('another purpose', () => {
  it('changes what is offered, and says so only to screens that show it', () => {
    playable = [CHAT];
    expect(stations.offered(at).changed).toEqual(['left']);
    expect(step()).toEqual({ at: 'attract', exhibits: ['chat'] });
    expect(start('phone').changed).toEqual([]);
  });

  it('lets a running story come to its end, and shows the new offer afterwards', () => {
    start();
    playable = [];
    expect(stations.offered(at).changed).toEqual(['right']);
    next();
    choose('hang-up');
    expect(counted(next())).toContain('story.finish phone');
    next();
    next();
    expect(step()).toEqual({ at: 'attract', exhibits: [] });
  });
});
