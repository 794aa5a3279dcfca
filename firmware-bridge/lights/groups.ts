import type { BusProfile } from '@pingan/device-config/profile';
import { TURNING_POINTS } from '@pingan/protocol/screen-messages';

/** The lamps of every named group, in the order in which a chase runs along them. */
export type Groups = ReadonlyMap<string, readonly string[]>;

/** What the lights need to know of a bus. */
export type LitProfile = Pick<BusProfile, 'lamps' | 'things' | 'stations' | 'facades' | 'lantern'>;

/**
 * `ceiling`: the five turning points · `station/<id>`: the lamps of its things, in the order of the profile ·
 * `facade/<id>`: the windows of a model house · `lantern`: the village lantern. Lamps the bus does not have are left out.
 */
export function groupsOf(profile: LitProfile): Groups {
  const things = Object.values(profile.things);
  const groups: [string, readonly string[]][] = [
    ['ceiling', TURNING_POINTS],
    ...profile.stations.map(({ id }): [string, string[]] => [
      stationGroup(id),
      things.filter(({ station }) => station === id).map(({ lamp }) => lamp),
    ]),
    ...Object.entries(profile.facades).map(([id, { windows }]): [string, string[]] => [
      facadeGroup(id),
      windows,
    ]),
    ['lantern', profile.lantern?.lamps ?? []],
  ];
  const has = (lamp: string) => Object.hasOwn(profile.lamps, lamp);
  return new Map(groups.map(([name, lamps]) => [name, [...new Set(lamps)].filter(has)]));
}

export function stationGroup(station: string): string {
  return `station/${station}`;
}

export function facadeGroup(facade: string): string {
  return `facade/${facade}`;
}
