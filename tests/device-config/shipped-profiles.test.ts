import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectionsOf } from '@pingan/device-config/connections';
import { inputsOf } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { describe, expect, it } from 'vitest';

const profiles = fileURLToPath(new URL('../../device-config/profiles', import.meta.url));
const shipped = (name: string) => readBusProfile(join(profiles, name)).profile;

const thingsOf = ({ things }: BusProfile, kind: string) =>
  Object.values(things).filter((thing) => thing.kind === kind);

describe('the rehearsal bus', () => {
  const profile = shipped('rehearsal.yaml');

  it('has more than 32 dimmable lamps on PCA9685 controllers, besides plain and PWM pins', () => {
    const lamps = Object.values(profile.lamps);
    expect(lamps.filter((lamp) => 'controller' in lamp).length).toBeGreaterThanOrEqual(32);
    const onPins = lamps.filter((lamp) => 'pin' in lamp);
    expect(new Set(onPins.map(({ dimmable }) => dimmable))).toEqual(new Set([true, false]));
  });

  it('has twenty locks, each with a lamp of its own', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `lock-${String(index + 1).padStart(2, '0')}`);
    const locks = Object.entries(profile.things).filter(([, { kind }]) => kind === 'lock');
    expect(locks.map(([id]) => id)).toEqual(ids);
    expect(new Set(locks.map(([, { lamp }]) => lamp)).size).toBe(20);
    expect(new Set(locks.map(([, { sense }]) => sense))).toEqual(new Set(['lift', 'touch']));
  });

  it('has tools of theft and of fraud, knives and imitation drugs, the last two never to be taken up', () => {
    expect(thingsOf(profile, 'tool').length).toBeGreaterThanOrEqual(4);
    expect(thingsOf(profile, 'device').length + thingsOf(profile, 'document').length).toBeGreaterThanOrEqual(
      4,
    );
    expect(thingsOf(profile, 'knife').length).toBeGreaterThanOrEqual(4);
    expect(thingsOf(profile, 'dummy').length).toBeGreaterThanOrEqual(3);
    for (const kind of ['knife', 'dummy'])
      expect(thingsOf(profile, kind).every(({ sense }) => sense === 'touch')).toBe(true);
  });

  it('answers with two buttons at each of two stations, and knows hold, staff, handset, key door and panel key', () => {
    expect(profile.stations.map(({ id }) => id)).toEqual(['telephone', 'locks']);
    const buttons = Object.values(profile.buttons);
    for (const { id } of profile.stations) {
      const means = buttons.flatMap((button) =>
        'station' in button && button.station === id ? [button.means] : [],
      );
      expect(means.sort()).toEqual(['genuine', 'hold', 'scam']);
    }
    expect(buttons.filter(({ means }) => means === 'staff')).toMatchObject([{ door: 'front' }]);
    const inputs = inputsOf(profile).map(({ input }) => input);
    expect(inputs).toEqual(
      expect.arrayContaining([
        ...['handset/telephone', 'key-door/home', 'panel-key', 'alarm/magnet', 'alarm/motion', 'ignition'],
        ...['thing/lock-20', 'button/locks-scam'],
      ]),
    );
    expect(new Set(inputs).size).toBe(inputs.length);
  });

  it('has a facade of four windows, a lantern of five lamps, an alarm rig and the three sensors', () => {
    expect(profile.facades['home']?.windows).toHaveLength(4);
    expect(profile.lantern?.lamps).toHaveLength(5);
    expect(profile.alarmRig!.siren.oneShotSeconds).toBeGreaterThan(profile.alarmRig!.soundSeconds);
    expect(Object.keys(profile.sensors).sort()).toEqual(['daylight', 'ignition', 'inside', 'supply']);
  });

  it('keeps doorway, ceiling lamps, telephone and alarm on the board without I2C', () => {
    const behind = new Set(Object.values(profile.controllers).map(({ board }) => board));
    expect(behind).toEqual(new Set(['shelf']));
    const onMain = connectionsOf(profile).filter(({ board }) => board === 'main');
    expect(onMain.map(({ path }) => path.slice(0, 2).join('.'))).toEqual(
      expect.arrayContaining(['doors.front', 'lamps.moved', 'handsets.telephone', 'alarmRig.siren']),
    );
  });

  it('leaves the inputs free that the maker of the MCP23017 wants to be outputs', () => {
    const contacts = connectionsOf(profile).filter(({ carries }) => carries === 'contact');
    expect(contacts.filter(({ channel }) => channel === 7 || channel === 15)).toEqual([]);
  });

  it('shows an exhibit of every kind, and warnings between the sessions', () => {
    expect(Object.fromEntries(profile.stations.map(({ id, exhibits }) => [id, exhibits]))).toEqual({
      telephone: ['fake-police', 'task-rebate', 'sms-judge'],
      locks: ['locks', 'house-200', 'live-alarm'],
    });
    expect(profile.warnings).toBe('../warnings/rehearsal.yaml');
    expect(profile.sessions.crowded).toBe(8);
  });

  it('gives every lamp, thing, door and station a place, and no two things the same', () => {
    const placed = [profile.lamps, profile.things, profile.doors].flatMap((section) =>
      Object.values(section),
    );
    expect([...placed, ...profile.stations].every(({ place }) => place !== undefined)).toBe(true);
    for (const section of [profile.lamps, profile.things]) {
      const places = Object.values(section).map(({ place }) => JSON.stringify(place));
      expect(new Set(places).size).toBe(places.length);
    }
  });
});

describe('the other profiles', () => {
  it('the room knows its board by its serial number and dims its locks on a controller', () => {
    const profile = shipped('fixed-room.yaml');
    expect(profile.boards['main']).toMatchObject({ kind: 'uno', serialNumber: '00000000000000000001' });
    expect(thingsOf(profile, 'lock')).toHaveLength(4);
    expect(Object.values(profile.controllers)).toMatchObject([{ chip: 'pca9685', address: 0x40 }]);
  });

  it('offer the alarm only where there is a rig, and locks only where there are some', () => {
    for (const name of ['bench-uno.yaml', 'fixed-room.yaml']) {
      const profile = shipped(name);
      const exhibits = (station: string) => profile.stations.find(({ id }) => id === station)?.exhibits ?? [];
      const offered = profile.stations.flatMap(({ id }) => exhibits(id));
      expect(offered.includes('live-alarm')).toBe(profile.alarmRig !== undefined);
      const lockStations = new Set(thingsOf(profile, 'lock').map(({ station }) => station));
      for (const { id } of profile.stations)
        if (exhibits(id).includes('locks')) expect(lockStations).toContain(id);
    }
    expect(shipped('fixed-room.yaml').stations.map(({ exhibits }) => exhibits)).toEqual([
      ['fake-police', 'task-rebate', 'sms-judge'],
      ['locks', 'house-200'],
    ]);
    expect(shipped('bench-uno.yaml').stations[0]!.exhibits).toEqual(['fake-police', 'sms-judge']);
  });

  it('the bench stays within one Uno and a handful of parts', () => {
    const profile = shipped('bench-uno.yaml');
    expect(connectionsOf(profile).every(({ board }) => board === 'main')).toBe(true);
    expect(profile.things['padlock']?.contact).toMatchObject({ board: 'main', pin: 7 });
  });
});
