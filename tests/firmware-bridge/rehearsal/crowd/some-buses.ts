import type { BusProfile } from '@pingan/device-config/profile';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { crowdBusOf, type CrowdBus } from '@pingan/firmware-bridge/rehearsal/crowd/crowd-bus';
import { fileURLToPath } from 'node:url';

const PROFILES = new URL('../../../../device-config/profiles/', import.meta.url);

export function profileOf(name: 'rehearsal' | 'fixed-room' | 'bench-uno'): BusProfile {
  return readBusProfile(fileURLToPath(new URL(`${name}.yaml`, PROFILES))).profile;
}

/** Two doors, two stations, 8.4 m; holds eight. */
export const BUS: CrowdBus = crowdBusOf(profileOf('rehearsal'));
/** An entrance and an exit beside each other on one side; 6.4 m by 4.2 m. */
export const ROOM: CrowdBus = crowdBusOf(profileOf('fixed-room'));
/** The same bus whose rear door is shut: everybody comes and goes by the front. */
export const ONE_DOOR: CrowdBus = { ...BUS, doors: BUS.doors.slice(0, 1) };
