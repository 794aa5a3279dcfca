import { AlarmRig } from '../profile-schema/alarm-rig.ts';
import type { ReadableProfile } from '../readable-profile.ts';
import type { MeaningFault } from './meaning-fault.ts';

/** A siren that the software would sound for longer than its hardware one-shot lets it. */
export function alarmRigFaults({ alarmRig }: ReadableProfile): MeaningFault[] {
  const oneShot = alarmRig?.siren?.oneShotSeconds;
  if (alarmRig === undefined || oneShot === undefined) return [];
  const sound = alarmRig.soundSeconds ?? AlarmRig.shape.soundSeconds.parse(undefined);
  if (sound <= oneShot) return [];
  const message = `the siren is to sound for ${sound} s, and its hardware one-shot ends it after ${oneShot} s; sound for at most as long`;
  const other = ['alarmRig', 'siren', 'oneShotSeconds'];
  // Without soundSeconds in the file its default is meant, and the place to look at is the one-shot.
  if (alarmRig.soundSeconds === undefined) return [{ path: other, message: `${message}: add soundSeconds` }];
  return [{ path: ['alarmRig', 'soundSeconds'], message, other }];
}
