import type { BusProfile, ContactConfig } from './profile.ts';

/** Everything on a bus that is on or off and is not a doorway beam, under the one name by which all rooms know it. */
export interface WiredInput {
  /** `thing/lock-07`, `button/telephone-scam`, `handset/telephone`, `key-door/home`, `panel-key`, `alarm/magnet`, `alarm/motion`, `ignition`. */
  input: string;
  contact: ContactConfig;
}

/** Every contact of a profile with its input name. */
export function inputsOf(profile: BusProfile): WiredInput[] {
  const table = (prefix: string, entries: Readonly<Record<string, { contact: ContactConfig }>>) =>
    Object.entries(entries).map(([id, { contact }]) => ({ input: `${prefix}/${id}`, contact }));
  const { alarmRig, panelKey, sensors } = profile;
  return [
    ...table('thing', profile.things),
    ...table('button', profile.buttons),
    ...table('handset', profile.handsets),
    ...table('key-door', profile.keyDoors),
    ...(panelKey ? [{ input: 'panel-key', contact: panelKey.contact }] : []),
    ...(alarmRig ? [{ input: 'alarm/magnet', contact: alarmRig.magnet }] : []),
    ...(alarmRig ? [{ input: 'alarm/motion', contact: alarmRig.motion }] : []),
    ...(sensors.ignition ? [{ input: 'ignition', contact: sensors.ignition }] : []),
  ];
}

/** The analogue sensors of the house. Readings are ratios 0..1 of the board's full scale. */
export const SENSORS = ['supply', 'inside', 'daylight'] as const;
export type SensorName = (typeof SENSORS)[number];
