import { TURNING_POINT_LAMPS } from '@pingan/device-config/turning-point-lamps';
import { BusProfile } from '@pingan/device-config/profile';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { TurningPoint } from '@pingan/content/texts';
import { TURNING_POINTS } from '@pingan/protocol/screen-messages';
import { describe, expect, it } from 'vitest';
import { faultsAfter, SOUND, WHOLE } from './sound-profile.ts';
import { folderForTests } from './written-file.ts';

const folder = folderForTests();
const faults = (search: string, replacement: string) => faultsAfter(folder, search, replacement, WHOLE);
const LAMPS = 'moved, hushed, money-first, keys-handed-over, pay-to-withdraw, padlock, beacon';

describe('a thing', () => {
  const lampAndStation = 'lamp: padlock, station: locks,\n    contact: { controller';

  it('has a lamp and a station', () => {
    expect(faults(lampAndStation, 'contact: { controller')).toEqual([
      '27:3 things.padlock.lamp: is missing; every thing lights a lamp when it is touched or lifted, so name one of "lamps"',
      '27:3 things.padlock.station: is missing; every thing belongs to a station, so name one of "stations"',
    ]);
  });

  it('has a lamp and a station that exist', () => {
    expect(faults(lampAndStation, 'lamp: padlok, station: lock,\n    contact: { controller')).toEqual([
      `27:76 things.padlock.lamp: there is no such lamp (did you mean "padlock"?); declared under lamps: ${LAMPS} (found "padlok")`,
      '27:93 things.padlock.station: there is no such station (did you mean "locks"?); declared under stations: locks (found "lock")',
    ]);
  });

  it('has a contact', () => {
    expect(faults('contact: { controller: contacts, channel: 0 }, place', 'place')).toEqual([
      '27:3 things.padlock.contact: is missing; it must be a group of keys',
    ]);
    expect(faults('contact: { controller: contacts, channel: 0 }, place', 'contact: yes, place')).toEqual([
      '28:14 things.padlock.contact: must be a group of keys (found "yes")',
    ]);
  });

  it('stands inside the plan', () => {
    expect(faults('place: { x: 400, y: 200 }', 'place: { x: 400, y: 2600 }')).toEqual([
      '28:59 things.padlock.place: lies outside the plan, which is 8400 mm long (x) and 2400 mm wide (y) (line 4) (found {"x":400,"y":2600})',
    ]);
  });
});

describe('a controlled knife', () => {
  const REFUSED =
    '29:63 things.dagger.sense: controlled knives are never liftable; fix it behind glass and set sense: touch (found "lift")';

  it('is never liftable', () => {
    expect(faults('kind: knife, sense: touch', 'kind: knife, sense: lift')).toEqual([REFUSED]);
  });

  it('is refused even where the thing has other faults', () => {
    expect(faults('kind: knife, sense: touch, lamp: padlock', 'kind: knife, sense: lift')).toContain(REFUSED);
  });

  it('is refused by the schema alone, wherever a profile comes from', () => {
    const { profile } = readBusProfile(folder.write(WHOLE));
    const dagger = { ...profile.things['dagger']!, sense: 'lift' };
    expect(BusProfile.safeParse({ ...profile, things: { dagger } }).success).toBe(false);
    const dummy = { ...dagger, kind: 'dummy' };
    expect(BusProfile.safeParse({ ...profile, things: { dummy } }).success).toBe(true);
  });
});

describe('the things of the house', () => {
  it('a station has one genuine and one scam button', () => {
    expect(faults('means: scam', 'means: genuine')).toEqual([
      '33:18 buttons.scam.means: buttons.genuine means genuine at station locks already; a station has one genuine and one scam button (line 32) (found "genuine")',
    ]);
  });

  it.each([
    [
      'means: scam, station: locks',
      'means: scam, station: hall',
      '33:33 buttons.scam.station',
      'station',
      'locks',
    ],
    ['door: front', 'door: hall', '34:32 buttons.staff.door', 'door', 'front'],
    ['pin: 3 }, lamp: padlock', 'pin: 3 }, lamp: hall', '32:117 buttons.genuine.lamp', 'lamp', LAMPS],
    ['hook: { station: locks', 'hook: { station: hall', '36:20 handsets.hook.station', 'station', 'locks'],
    ['channel: 1 }, lamp: padlock', 'channel: 1 }, lamp: hall', '38:113 keyDoors.home.lamp', 'lamp', LAMPS],
    [
      'home: { station: locks, name: { zh: 反',
      'home: { station: hall, name: { zh: 反',
      '38:20 keyDoors.home.station',
      'station',
      'locks',
    ],
    [
      'home: { station: locks, name: { zh: 小',
      'home: { station: hall, name: { zh: 小',
      '40:20 facades.home.station',
      'station',
      'locks',
    ],
    ['windows: [hushed, padlock]', 'windows: [hushed, hall]', '40:74 facades.home.windows[1]', 'lamp', LAMPS],
    ['lamps: [padlock, hushed]', 'lamps: [hall, hushed]', '42:20 lantern.lamps[0]', 'lamp', LAMPS],
    ['beacon: beacon', 'beacon: hall', '47:11 alarmRig.beacon', 'lamp', LAMPS],
    [
      'alarmRig:\n  station: locks',
      'alarmRig:\n  station: hall',
      '44:12 alarmRig.station',
      'station',
      'locks',
    ],
  ])('name only what is declared: not %s', (search, replacement, where, what, declared) => {
    expect(faults(search, replacement)).toEqual([
      `${where}: there is no such ${what}; declared under ${what}s: ${declared} (found "hall")`,
    ]);
  });

  it('name a lamp once in a facade and in the lantern', () => {
    expect(faults('windows: [hushed, padlock]', 'windows: [hushed, hushed]')).toEqual([
      '40:74 facades.home.windows[1]: stands in this list already; keep one (line 40) (found "hushed")',
    ]);
    expect(faults('lamps: [padlock, hushed]', 'lamps: [padlock, padlock]')).toEqual([
      '42:29 lantern.lamps[1]: stands in this list already; keep one (line 42) (found "padlock")',
    ]);
  });

  it('of many lamps the first dozen is listed, and how many more there are', () => {
    const lamp = (channel: number) =>
      `  spare-${channel}: { controller: more-lights, channel: ${channel}, name: { zh: 灯, en: lamp } }\n`;
    const spares = Array.from({ length: 16 }, (_, channel) => lamp(channel)).join('');
    const many = WHOLE.replace('things:\n', `${spares}things:\n`);
    expect(faultsAfter(folder, 'beacon: beacon', 'beacon: hall', many)).toEqual([
      `63:11 alarmRig.beacon: there is no such lamp; declared under lamps: ${LAMPS}, spare-0, spare-1, spare-2, spare-3, spare-4 and 11 more (found "hall")`,
    ]);
  });
});

describe('many faults in all sections', () => {
  it('are told at once, in reading order', () => {
    const changes: [string, string][] = [
      ['address: 0x41', 'address: 0x40'],
      ['channel: 5, name', 'channel: 4, name'],
      ['sense: touch', 'sense: lift'],
      ['means: scam', 'means: genuine'],
      ['pin: 8, oneShotSeconds: 8', 'pin: 2'],
      ['low: 24', 'low: 22'],
    ];
    const faulty = changes.reduce((text, [search, replacement]) => text.replace(search, replacement), WHOLE);
    expect(faultsAfter(folder, 'version: 1', 'version: 1', faulty).map((line) => line.split(' ')[1])).toEqual(
      [
        'controllers.more-lights.address:',
        'lamps.beacon.channel:',
        'things.dagger.sense:',
        'buttons.scam.means:',
        'alarmRig.siren.oneShotSeconds:',
        'alarmRig.siren.pin:',
        'sensors.supply.critical:',
      ],
    );
  });
});

describe('the alarm rig', () => {
  it('has a siren with a one-shot in the hardware, and is told why', () => {
    expect(faults('pin: 8, oneShotSeconds: 8', 'pin: 8')).toEqual([
      '48:3 alarmRig.siren.oneShotSeconds: is missing; a siren needs a hardware one-shot in its wiring, because a computer that dies while it sounds leaves the pin on for ever: build it (docs/wiring.md) and give the seconds after which it ends the sound',
    ]);
  });

  it('sounds at most as long as the one-shot lets it', () => {
    expect(faults('soundSeconds: 6', 'soundSeconds: 8')).toEqual([]);
    expect(faults('soundSeconds: 6', 'soundSeconds: 9')).toEqual([
      '49:17 alarmRig.soundSeconds: the siren is to sound for 9 s, and its hardware one-shot ends it after 8 s; sound for at most as long (line 48) (found 9)',
    ]);
  });

  it('is measured by the default where it does not say how long', () => {
    expect(faults('oneShotSeconds: 8 }\n  soundSeconds: 6', 'oneShotSeconds: 4 }')).toEqual([
      '48:49 alarmRig.siren.oneShotSeconds: the siren is to sound for 5 s, and its hardware one-shot ends it after 4 s; sound for at most as long: add soundSeconds (found 4)',
    ]);
  });
});

describe('the sensors of the house', () => {
  it('warn before they shut down, and below what the divider can show', () => {
    expect(faults('low: 24, critical: 23', 'low: 23, critical: 24')).toEqual([
      '51:69 sensors.supply.critical: must be below low, which is 23 (line 51) (found 24)',
    ]);
    expect(faults('fullScale: 33', 'fullScale: 12')).toEqual([
      '51:55 sensors.supply.low: must be below fullScale, which is 12 (line 51) (found 24)',
    ]);
  });

  it('know dark from bright, also where one of them is left to its default', () => {
    expect(faults('dark: 0.2, bright: 0.7', 'dark: 0.9')).toEqual([
      '53:43 sensors.daylight.dark: must be below bright, which is 0.8 (line 53) (found 0.9)',
    ]);
  });
});

describe('the ceiling lamps of the five turning points', () => {
  it.each(TURNING_POINT_LAMPS)('%s is part of every profile', (lamp) => {
    for (const profile of [SOUND, WHOLE]) {
      expect(faultsAfter(folder, `  ${lamp}: {`, '  another-lamp: {', profile)).toContainEqual(
        expect.stringContaining(
          `lamps.${lamp}: is missing; the ceiling lamps of the five turning points are part of every profile: `,
        ),
      );
    }
  });

  it('have the names that stories and screens use', () => {
    expect(TURNING_POINT_LAMPS).toEqual(TURNING_POINTS);
    expect(TURNING_POINT_LAMPS).toEqual(TurningPoint.options);
  });
});
