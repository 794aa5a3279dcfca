import type { BusProfile } from '@pingan/device-config/profile';
import { inputsOf } from '@pingan/device-config/inputs';
import type { CheckGroup } from '@pingan/protocol/departure';
import type { Text } from '@pingan/protocol/ids';
import { checkItems, type CheckedItem } from './check-items.ts';
import { lampGroups } from './lamp-groups.ts';

/** What a hand does at a contact, so that it can be asked for and missed in fitting words. */
export type HandAct = 'lift' | 'touch' | 'press' | 'hang-up' | 'turn' | 'open' | 'wave';

/** A stretch of the check; what is left of its items is open until the next one begins. */
export type CheckPart =
  /** What the machine sees by itself. */
  | { is: 'look'; items: readonly string[] }
  /** In and out through one door. */
  | { is: 'walk'; name: Text; items: readonly string[] }
  /** Lamps that shine alone, for a person to look at. */
  | { is: 'lamps'; where: Text; items: readonly string[] }
  /** Contacts that are moved once and come back. */
  | { is: 'hands'; of: 'things' | 'controls' | 'alarm'; where: Text | null; items: readonly string[] }
  | { is: 'siren'; items: readonly string[] }
  /** The chime of one station's screens. */
  | { is: 'chime'; station: string; name: Text; items: readonly string[] };

/** All that a departure check of one bus does, in this order. */
export interface CheckPlan {
  items: readonly CheckedItem[];
  parts: readonly CheckPart[];
  /** Boards and controllers, by their item ids, without which nothing can be said of an item. */
  needs: Readonly<Record<string, readonly string[]>>;
  acts: Readonly<Record<string, HandAct>>;
  /** Whether the bus can measure its supply. */
  measuresSupply: boolean;
}

/** Value of a contact at rest; null where it may be either. */
export function restOf(act: HandAct): boolean | null {
  switch (act) {
    case 'lift':
    case 'open':
      return true;
    case 'touch':
    case 'press':
    case 'hang-up':
      return false;
    case 'turn':
    case 'wave':
      return null;
  }
}

/** The check of this bus, put together from its profile. */
export function checkPlan(profile: BusProfile): CheckPlan {
  const items = checkItems(profile);
  return {
    ...{ items, parts: partsOf(profile, items), needs: needsOf(profile), acts: actsOf(profile) },
    measuresSupply: profile.sensors.supply !== undefined,
  };
}

function partsOf(profile: BusProfile, items: readonly CheckedItem[]): CheckPart[] {
  const ids = (...groups: CheckGroup[]) =>
    items.filter(({ group }) => groups.includes(group)).map(({ id }) => id);
  const screens = ids('screens').filter((id) => id.startsWith('screen/'));
  const parts: CheckPart[] = [
    { is: 'look', items: [...ids('boards', 'disk', 'clock', 'battery', 'link', 'sensors'), ...screens] },
    ...Object.entries(profile.doors).map(([id, { name }]): CheckPart => ({
      is: 'walk',
      name,
      items: [`door/${id}`],
    })),
    ...lampGroups(profile).map(({ where, lamps }): CheckPart => ({
      is: 'lamps',
      where,
      items: lamps.map((lamp) => `lamp/${lamp}`),
    })),
    ...profile.stations.map(({ id, name }): CheckPart => ({
      ...{ is: 'hands', of: 'things', where: name },
      items: Object.entries(profile.things)
        .filter(([, { station }]) => station === id)
        .map(([thing]) => `thing/${thing}`),
    })),
    { is: 'hands', of: 'controls', where: null, items: ids('controls') },
    { is: 'hands', of: 'alarm', where: null, items: ids('alarm').filter((id) => id !== 'alarm/siren') },
    { is: 'siren', items: ids('alarm').filter((id) => id === 'alarm/siren') },
    ...profile.stations.map(({ id, name }): CheckPart => ({
      is: 'chime',
      station: id,
      name,
      items: [`speaker/${id}`],
    })),
  ];
  return parts.filter(({ items }) => items.length > 0);
}

/** One end of a wire: a pin of a board, or a channel of a controller. */
type WireEnd = { board: string } | { controller: string };

function needsOf(profile: BusProfile): Record<string, string[]> {
  const { controllers, sensors, alarmRig } = profile;
  const wire = (ends: WireEnd): string[] => {
    if ('board' in ends) return [`board/${ends.board}`];
    const board = controllers[ends.controller]?.board;
    return [`controller/${ends.controller}`, ...(board === undefined ? [] : [`board/${board}`])];
  };
  return Object.fromEntries([
    ...Object.entries(controllers).map(([id, { board }]) => [`controller/${id}`, [`board/${board}`]]),
    ...(sensors.supply ? [['battery', wire(sensors.supply)]] : []),
    ...(sensors.inside ? [['sensor/inside', wire(sensors.inside)]] : []),
    ...(sensors.daylight ? [['sensor/daylight', wire(sensors.daylight)]] : []),
    ...Object.entries(profile.doors).map(([id, { outer, inner }]) => [
      `door/${id}`,
      [...new Set([...wire(outer), ...wire(inner)])],
    ]),
    ...Object.entries(profile.lamps).map(([id, lamp]) => [`lamp/${id}`, wire(lamp)]),
    ...inputsOf(profile).map(({ input, contact }) => [
      input === 'ignition' ? 'sensor/ignition' : input,
      wire(contact),
    ]),
    ...(alarmRig ? [['alarm/siren', wire(alarmRig.siren)]] : []),
  ]);
}

function actsOf({ things, buttons, handsets, keyDoors }: BusProfile): Record<string, HandAct> {
  const all = (prefix: string, parts: object, act: HandAct) =>
    Object.keys(parts).map((id) => [`${prefix}/${id}`, act] as const);
  return Object.fromEntries([
    ...Object.entries(things).map(([id, { sense }]) => [`thing/${id}`, sense] as const),
    ...all('button', buttons, 'press'),
    ...all('handset', handsets, 'hang-up'),
    ...all('key-door', keyDoors, 'turn'),
    ...[['panel-key', 'turn'] as const, ['alarm/magnet', 'open'] as const, ['alarm/motion', 'wave'] as const],
  ]);
}
