import type { Log } from '@pingan/firmware-bridge/log';
import { type BoardConfig, BusProfile } from '@pingan/device-config/profile';
import type { SerialFault } from '@pingan/firmware-bridge/board/serial-fault';

const name = { zh: '名', en: 'name' };

/** A bus with one door and three lamps on one board: `warm` on PWM pin 11, `ceiling` on 12 and `sign` on 7, which only switch. */
export function oneBoardProfile(board: BoardConfig): BusProfile {
  return BusProfile.parse({
    version: 1,
    bus: { id: 'bus-test', name },
    purpose: 'rehearsal',
    plan: { length: 9000, width: 2400 },
    content: 'demo',
    boards: { main: board },
    doors: {
      front: {
        name,
        outer: { board: 'main', pin: 2 },
        inner: { board: 'main', pin: 4, broken: 'high', pullUp: false },
      },
    },
    lamps: {
      warm: { board: 'main', pin: 11, name, dimmable: true },
      ceiling: { board: 'main', pin: 12, name },
      sign: { board: 'main', pin: 7, name },
    },
    stations: [{ id: 'one', name, zones: ['hall'], exhibits: ['call'], panel: { width: 480, height: 270 } }],
    clock: { timeZone: 'Asia/Shanghai', trust: 'system' },
  });
}

/** Pins of the lamps above. */
export const PINS = { outer: 2, inner: 4, sign: 7, warm: 11, ceiling: 12 };

/** A log that keeps what was said at `error`. */
export function errorLog(): Log & { errors: { fault?: SerialFault['kind']; message: string }[] } {
  const errors: { fault?: SerialFault['kind']; message: string }[] = [];
  const silent = () => undefined;
  return {
    errors,
    debug: silent,
    info: silent,
    warn: silent,
    fatal: silent,
    error: (fields, message) => errors.push({ ...fields, message }),
  };
}
