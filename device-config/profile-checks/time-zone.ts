import type { ReadableProfile } from '../readable-profile.ts';
import type { MeaningFault } from './meaning-fault.ts';

/** A time zone that no clock knows. */
export function timeZoneFaults({ clock: { timeZone } }: ReadableProfile): MeaningFault[] {
  if (timeZone === undefined || timeZone === '' || isTimeZone(timeZone)) return [];
  const message = 'is no time zone of the IANA list; in all of China it is Asia/Shanghai';
  return [{ path: ['clock', 'timeZone'], message }];
}

/** Offsets such as +08:00 are refused: whether `Intl` takes them depends on the version of Node. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}
