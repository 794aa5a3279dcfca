import type { TurningPoint } from '@pingan/protocol/screen-messages';

// Spelled out once more, because importing the list itself would bring the schema library into the page.
const points: Record<TurningPoint, true> = {
  moved: true,
  hushed: true,
  'money-first': true,
  'keys-handed-over': true,
  'pay-to-withdraw': true,
};

/** Whether a lamp is one of the five ceiling lamps of the turning points. */
export const isTurningPoint = (lamp: string): lamp is TurningPoint => Object.hasOwn(points, lamp);
