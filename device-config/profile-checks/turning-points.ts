import type { ReadableProfile } from '../readable-profile.ts';
import { TURNING_POINT_LAMPS } from '../turning-point-lamps.ts';
import type { MeaningFault } from './meaning-fault.ts';

/** Ceiling lamps of turning points that the profile does not have. */
export function turningPointFaults({ lamps }: ReadableProfile): MeaningFault[] {
  if (lamps === undefined) return [];
  return TURNING_POINT_LAMPS.filter((lamp) => !Object.hasOwn(lamps, lamp)).map((lamp) => ({
    path: ['lamps', lamp],
    message: `is missing; the ceiling lamps of the five turning points are part of every profile: ${TURNING_POINT_LAMPS.join(', ')}`,
  }));
}
