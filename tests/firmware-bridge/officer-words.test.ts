import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import {
  alarmFaultText,
  boardFaultText,
  doorFaultText,
  thingAlertText,
  thingFaultText,
} from '@pingan/firmware-bridge/officer-words';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../journeys/halves.ts';

const { profile } = readBusProfile(join(ROOT, 'device-config/profiles/rehearsal.yaml'));
const CHINESE = /[一-鿿]{4}/;

describe('words for the officer', () => {
  it('name a stuck switch by its name in the profile, in both languages', () => {
    const fault = {
      fault: 'stuck',
      input: 'thing/lock-07',
      since: 0,
      words: 'thing lock-07: stuck',
    } as const;
    const text = thingFaultText(fault, profile);
    expect(text.zh).toContain(profile.things['lock-07']!.name.zh);
    expect(text.en).toBe(fault.words);
  });

  it('name the thing and the station of what is missing', () => {
    for (const why of ['too-long', 'left-out'] as const) {
      const alert = {
        alert: 'missing',
        thing: 'lock-07',
        station: 'locks',
        why,
        since: 0,
        words: 'gone',
      } as const;
      const text = thingAlertText(alert, profile);
      expect(text.zh).toContain(profile.things['lock-07']!.name.zh);
      expect(text.zh).toContain(profile.stations.find(({ id }) => id === 'locks')!.name.zh);
    }
  });

  it('say everything in Chinese too', () => {
    expect(
      doorFaultText('front', { fault: 'blocked', beam: 'outer', since: 0 }, 'blocked', profile).zh,
    ).toMatch(CHINESE);
    expect(
      doorFaultText('front', { fault: 'flapping', beam: 'inner', since: 0 }, 'flaps', profile).zh,
    ).toMatch(CHINESE);
    expect(alarmFaultText('the door magnet of the alarm: its switch is stuck').zh).toContain('门磁');
    expect(boardFaultText('board shelf: the board on /dev/x is gone').zh).toContain('shelf');
    expect(boardFaultText('board shelf: serial device virtual-uno is not there: plug it in').zh).toBe(
      '控制板 shelf 的线拔掉了，插上就恢复',
    );
    expect(boardFaultText('light controller c0 does not answer').zh).toMatch(CHINESE);
  });
});
