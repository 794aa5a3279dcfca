import { fileURLToPath } from 'node:url';
import { inputsOf } from '@pingan/device-config/inputs';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { checkItems } from '@pingan/firmware-bridge/departure/check-items';
import { CHECK_GROUPS, CheckItemId } from '@pingan/protocol/departure';
import { describe, expect, it } from 'vitest';

const profileOf = (name: string) =>
  readBusProfile(fileURLToPath(new URL(`../../../device-config/profiles/${name}.yaml`, import.meta.url)))
    .profile;

describe('what a departure check looks at', () => {
  for (const name of ['rehearsal', 'bench-uno', 'fixed-room']) {
    it(`has an id of its own for every part of ${name}, group after group`, () => {
      const items = checkItems(profileOf(name));
      const ids = items.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(CheckItemId.parse(id)).toBe(id);
      const places = items.map(({ group }) => CHECK_GROUPS.indexOf(group));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    });

    it(`leaves out nothing that is wired in ${name}`, () => {
      const profile = profileOf(name);
      const ids = checkItems(profile).map(({ id }) => id);
      const wired = [
        ...inputsOf(profile).map(({ input }) => (input === 'ignition' ? 'sensor/ignition' : input)),
        ...Object.keys(profile.lamps).map((id) => `lamp/${id}`),
        ...Object.keys(profile.doors).map((id) => `door/${id}`),
        ...Object.keys(profile.boards).map((id) => `board/${id}`),
        ...Object.keys(profile.controllers).map((id) => `controller/${id}`),
        ...profile.stations.map(({ id }) => `screen/${id}`),
      ];
      expect(wired.filter((id) => !ids.includes(id))).toEqual([]);
    });
  }

  it('looks at alarm, sensors and key switch only where there are any', () => {
    const ids = checkItems(profileOf('bench-uno')).map(({ id }) => id);
    expect(ids.filter((id) => /^(alarm|sensor|panel-key)/.test(id))).toEqual([]);
    expect(checkItems(profileOf('rehearsal')).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['alarm/siren', 'sensor/daylight', 'panel-key', 'handset/telephone', 'battery']),
    );
  });
});
