import { AlarmRig } from '@pingan/firmware-bridge/alarm-rig/alarm-rig';
import { beforeEach, describe, expect, it } from 'vitest';

const CONTACT = { board: 'main', active: 'low' as const, pullUp: true };

let rig: AlarmRig;
let at: number;

beforeEach(() => {
  rig = new AlarmRig({
    rig: {
      station: 'left',
      magnet: { ...CONTACT, pin: 2 },
      motion: { ...CONTACT, pin: 3 },
      beacon: 'beacon',
      siren: { board: 'main', pin: 4, oneShotSeconds: 30 },
      armHoldSeconds: 3,
      soundSeconds: 30,
    },
    controllers: {},
  });
  at = 0;
  door('shut');
});

const wait = (ms: number) => rig.tick((at += ms));
const sounds = () => rig.outputs(at).siren;
function door(is: 'open' | 'shut'): void {
  rig.input({ input: 'alarm/magnet', active: is === 'shut', at });
  wait(30);
}

describe('a siren that is only tried', () => {
  it('sounds for one second, whatever the sensors see, and nothing is armed by it', () => {
    expect(rig.try(at).refused).toBeNull();
    expect(sounds()).toBe(true);
    door('open');
    wait(900);
    expect(sounds()).toBe(true);
    wait(100);
    expect([rig.phase.at, sounds(), rig.timeline]).toEqual(['disarmed', false, []]);
    door('shut');
    door('open');
    expect(sounds()).toBe(false);
  });

  it('waits while somebody demonstrates', () => {
    rig.hold({ who: 'station', station: 'left' }, at);
    wait(3_000);
    expect(rig.try(at).refused).toMatch(/station left/);
    expect(sounds()).toBe(false);
  });

  it('counts into the hour, and rests with it', () => {
    for (let n = 0; n < 31; n++) {
      expect([rig.restMs(at), rig.try(at).refused]).toEqual([0, null]);
      wait(1_000);
    }
    expect(rig.restMs(at)).toBeGreaterThan(0);
    expect(rig.try(at).refused).toMatch(/sounded enough within this hour/);
    expect(sounds()).toBe(false);
  });

  it('is silent at once when an officer says so', () => {
    rig.try(at);
    rig.stop(at);
    expect(sounds()).toBe(false);
  });
});
