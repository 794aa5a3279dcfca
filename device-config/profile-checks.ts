import { alarmRigFaults } from './profile-checks/alarm-rig.ts';
import { boardFaults } from './profile-checks/boards.ts';
import { controllerFaults } from './profile-checks/controllers.ts';
import type { MeaningFault } from './profile-checks/meaning-fault.ts';
import { nameFaults } from './profile-checks/names.ts';
import { pinFaults } from './profile-checks/pins.ts';
import { planFaults } from './profile-checks/plan.ts';
import { sensorFaults } from './profile-checks/sensors.ts';
import { stationFaults } from './profile-checks/stations.ts';
import { timeZoneFaults } from './profile-checks/time-zone.ts';
import { turningPointFaults } from './profile-checks/turning-points.ts';
import type { ReadableProfile } from './readable-profile.ts';

/** Checks what a schema cannot see: whether the parts go together. Time, files and hardware play no part in it. */
export function checkMeaning(profile: ReadableProfile): MeaningFault[] {
  return [
    ...boardFaults(profile),
    ...controllerFaults(profile),
    ...pinFaults(profile),
    ...nameFaults(profile),
    ...turningPointFaults(profile),
    ...stationFaults(profile),
    ...alarmRigFaults(profile),
    ...sensorFaults(profile),
    ...planFaults(profile),
    ...timeZoneFaults(profile),
  ];
}
