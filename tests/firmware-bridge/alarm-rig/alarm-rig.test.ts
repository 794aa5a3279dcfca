import { AlarmRig } from '@pingan/firmware-bridge/alarm-rig/alarm-rig';
import type { Holder } from '@pingan/firmware-bridge/alarm-rig/rig';
import { beforeEach, describe, expect, it } from 'vitest';

const OFFICER: Holder = { who: 'officer' };
const LEFT: Holder = { who: 'station', station: 'left' };
const RIGHT: Holder = { who: 'station', station: 'right' };
const CONTACT = { board: 'main', active: 'low' as const, pullUp: true };

let rig: AlarmRig;
let at: number;

function rigWith({ soundSeconds = 5, oneShotSeconds = 8 } = {}): void {
  rig = new AlarmRig({
    rig: {
      station: 'left',
      magnet: { ...CONTACT, pin: 2 },
      motion: { ...CONTACT, pin: 3 },
      beacon: 'beacon',
      siren: { board: 'main', pin: 4, oneShotSeconds },
      armHoldSeconds: 3,
      soundSeconds,
    },
    controllers: {},
  });
  at = 0;
  door('shut');
  motion(false);
}

beforeEach(() => rigWith());

const wait = (ms: number) => rig.tick((at += ms));
const out = () => rig.outputs(at);
function door(is: 'open' | 'shut'): void {
  rig.input({ input: 'alarm/magnet', active: is === 'shut', at });
  wait(30);
}
function motion(seen: boolean): void {
  rig.input({ input: 'alarm/motion', active: seen, at });
  wait(30);
}
/** Held long enough, announced, armed. */
function arm(by = LEFT): void {
  expect(rig.hold(by, at).refused).toBeNull();
  wait(3_000);
  rig.release(by, at);
  wait(3_000);
  wait(100);
  expect(rig.phase.at).toBe('armed');
}
const seen = () => rig.timeline.map(({ seen }) => seen);

describe('a demonstration', () => {
  it('arms after the button was held for three seconds and three seconds were counted down aloud', () => {
    rig.hold(LEFT, at);
    wait(2_999);
    expect([rig.phase.at, out()]).toEqual(['arming', { siren: false, beacon: false, announce: null }]);
    wait(1);
    expect([rig.phase.at, out()]).toEqual(['announced', { siren: false, beacon: true, announce: 3 }]);
    rig.release(LEFT, at);
    wait(1_000);
    expect(out()).toEqual({ siren: false, beacon: true, announce: 2 });
    wait(2_000);
    expect([rig.phase.at, out()]).toEqual(['armed', { siren: false, beacon: false, announce: null }]);
  });

  it('sounds when the door opens, for as long as the profile says, and is armed again after a rest', () => {
    arm();
    door('open');
    expect([rig.phase.at, out()]).toEqual(['sounding', { siren: true, beacon: true, announce: null }]);
    wait(4_999);
    expect(out().siren).toBe(true);
    wait(1);
    expect([rig.phase.at, out().siren]).toEqual(['silenced', false]);
    wait(5_000);
    expect(rig.phase.at).toBe('armed');
    door('shut');
    expect(out().siren).toBe(false);
    door('open');
    expect(out().siren).toBe(true);
  });

  it('sounds when something moves', () => {
    arm();
    motion(true);
    expect(rig.phase).toMatchObject({ at: 'sounding', by: 'motion' });
  });

  it('tells what each sensor saw and when, from the announcement on', () => {
    door('open');
    door('shut');
    arm();
    wait(1_000);
    door('open');
    wait(5_000);
    expect(seen()).toEqual(['announced', 'armed', 'door-opened', 'siren-on', 'siren-off']);
    expect(rig.timeline[2]?.afterMs).toBeGreaterThanOrEqual(4_000);
    expect(rig.timeline[4]!.afterMs - rig.timeline[3]!.afterMs).toBe(5_000);
  });

  it('keeps the timeline to read until the next demonstration, and keeps it short', () => {
    arm();
    for (let n = 0; n < 200; n++) {
      door(n % 2 === 0 ? 'open' : 'shut');
      wait(400);
    }
    expect(seen().length).toBeLessThanOrEqual(60);
    rig.disarm(LEFT, at);
    expect(seen().at(-1)).toBe('disarmed');
    door('open');
    door('shut');
    expect(seen().at(-1)).toBe('disarmed');
  });

  it('is over after three minutes, so that nobody who comes later is frightened', () => {
    arm();
    wait(180_000);
    expect(rig.phase.at).toBe('disarmed');
    door('open');
    expect(out().siren).toBe(false);
  });
});

describe('never a surprise', () => {
  it('is not armed when the button is let go early', () => {
    rig.hold(LEFT, at);
    wait(2_900);
    rig.release(LEFT, at);
    wait(10_000);
    expect(rig.phase.at).toBe('disarmed');
  });

  it('does not sound for a door that stood open before it was armed', () => {
    door('open');
    arm();
    wait(10_000);
    expect(out().siren).toBe(false);
  });

  it('does not sound while it counts down', () => {
    rig.hold(LEFT, at);
    wait(3_000);
    door('open');
    expect(out().siren).toBe(false);
  });

  it('announces in full when the program stalled while the button was held', () => {
    rig.hold(LEFT, at);
    wait(60_000);
    expect(out().announce).toBe(3);
  });

  it('does not sound for a spike on the cable', () => {
    arm();
    rig.input({ input: 'alarm/magnet', active: false, at: (at += 10) });
    rig.input({ input: 'alarm/magnet', active: true, at: (at += 10) });
    wait(1_000);
    expect(out().siren).toBe(false);
  });

  it('does not let a sensor that flickers sound the siren again and again, and names it', () => {
    arm();
    for (let n = 0; n < 40; n++) {
      rig.input({ input: 'alarm/magnet', active: n % 2 === 1, at: (at += 20) });
    }
    wait(1_000);
    expect(out().siren).toBe(false);
    expect(rig.faults).toEqual([expect.stringContaining('the door magnet of the alarm')]);
  });
});

describe('silence', () => {
  it('is at once when the officer says so, and the rig is disarmed after it', () => {
    arm();
    door('open');
    wait(500);
    rig.stop(at);
    expect([rig.phase.at, out().siren]).toEqual(['silenced', false]);
    wait(5_000);
    expect(rig.phase.at).toBe('disarmed');
  });

  it('comes when the time is over even if no tick has come since', () => {
    arm();
    door('open');
    const { phase } = rig;
    if (phase.at !== 'sounding') throw new Error(phase.at);
    expect(rig.dueAt).toBe(phase.since + 5_000);
    expect(rig.outputs(phase.since + 4_999).siren).toBe(true);
    expect(rig.outputs(phase.since + 5_000)).toEqual({ siren: false, beacon: false, announce: null });
  });

  it('comes no later than the one-shot in the wiring allows', () => {
    rigWith({ soundSeconds: 30, oneShotSeconds: 4 });
    arm();
    door('open');
    wait(4_000);
    expect(out().siren).toBe(false);
  });

  it('comes when a board is lost, and the rig stays disarmed when it is back', () => {
    arm();
    door('open');
    rig.boardLost(at, 'main');
    expect([rig.phase.at, out().siren, out().beacon]).toEqual(['disarmed', false, false]);
    door('shut');
    door('open');
    expect(out().siren).toBe(false);
    expect(seen().slice(-3)).toEqual(['board-lost', 'siren-off', 'disarmed']);
  });

  it('is how a program starts, even with the door open', () => {
    rigWith();
    door('open');
    expect([rig.phase.at, out().siren]).toEqual(['disarmed', false]);
  });

  it('is kept for the rest of the hour after a minute of sirens, and says how long', () => {
    rigWith({ soundSeconds: 30, oneShotSeconds: 30 });
    for (let n = 0; n < 2; n++) {
      arm();
      motion(true);
      wait(30_000);
      motion(false);
      rig.disarm(LEFT, at);
    }
    const { refused } = rig.hold(LEFT, at);
    expect(refused).toMatch(/sounded enough within this hour; it can be armed again in (5\d|60) min/);
    expect(rig.phase.at).toBe('disarmed');
    wait(3_600_000);
    expect(rig.hold(LEFT, at).refused).toBeNull();
  });
});

describe('whose it is', () => {
  it('refuses a second station in words while the first uses it', () => {
    arm(LEFT);
    expect(rig.hold(RIGHT, at).refused).toMatch(/station left is using the alarm/);
    expect(rig.disarm(RIGHT, at).refused).toMatch(/station left/);
    expect(rig.phase.at).toBe('armed');
  });

  it('lets nobody else let the button go', () => {
    rig.hold(LEFT, at);
    rig.release(RIGHT, at);
    wait(3_000);
    expect(rig.phase.at).toBe('announced');
  });

  it('lets its owner and any officer put it away, and is free then', () => {
    arm(LEFT);
    expect(rig.disarm(LEFT, at)).toEqual({ changed: true, refused: null });
    arm(RIGHT);
    expect(rig.disarm(OFFICER, at).refused).toBeNull();
    expect(rig.hold(LEFT, at).refused).toBeNull();
  });

  it('names an officer as owner to a station', () => {
    arm(OFFICER);
    expect(rig.hold(LEFT, at).refused).toMatch(/an officer is using the alarm/);
  });
});

describe('what a station sees of it', () => {
  const stage = (station: string, sirenAnswers = true) => rig.glimpse(station, at, sirenAnswers).stage;

  it('is ready once both sensors and the board of the siren are known', () => {
    expect(stage('left')).toBe('ready');
    expect(stage('left', false)).toBe('gone');
    rig.boardLost(at, 'main');
    expect(stage('left')).toBe('gone');
  });

  it('is its own demonstration to its end, and nothing of it for whoever comes next', () => {
    arm(LEFT);
    expect([stage('left'), stage('right')]).toEqual(['armed', 'busy']);
    door('open');
    expect(stage('left')).toBe('sounding');
    wait(5_000);
    rig.disarm({ who: 'officer' }, at);
    const seen = () => rig.glimpse('left', at, true).timeline.map((each) => each.seen);
    expect(seen()).toEqual(['armed', 'door-opened', 'siren-on', 'siren-off', 'disarmed']);
    rig.sessionOver('left', at);
    expect(seen()).toEqual([]);
  });

  it('is gone while the siren’s hour is used up', () => {
    const disarmed = () => rig.phase.at === 'disarmed';
    arm(OFFICER);
    for (let sounding = 0; sounding < 20 && !disarmed(); sounding += 1) {
      door('open');
      wait(5_000);
      door('shut');
      wait(5_000);
      wait(100);
      if (disarmed() && rig.hold(OFFICER, at).refused === null) {
        wait(3_000);
        wait(3_000);
        wait(100);
      }
    }
    expect(rig.hold(OFFICER, at).refused).toMatch(/hour/);
    expect(stage('left')).toBe('gone');
    at += 3_600_000;
    expect(stage('left')).toBe('ready');
  });
});
