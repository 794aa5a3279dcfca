import { type Connection, connectionsOf } from '../connections.ts';
import { describePath } from '../fault.ts';
import type { ReadableProfile } from '../readable-profile.ts';
import { UNO_I2C_PINS, UNO_PWM_PINS, unoPinLabel } from '../uno-pins.ts';
import { type MeaningFault, repeated } from './meaning-fault.ts';

/** Pins used twice, pins that the I2C bus needs, and lamps on pins that cannot dim. */
export function pinFaults(profile: ReadableProfile): MeaningFault[] {
  const wires = connectionsOf(profile);
  return [...sharedPinFaults(wires), ...i2cPinFaults(profile, wires), ...dimmingFaults(profile)];
}

function sharedPinFaults(wires: readonly Connection[]): MeaningFault[] {
  const keyOf = ({ board, pin }: Connection) =>
    board === undefined || pin === undefined ? undefined : `${board} ${pin}`;
  return repeated(wires, keyOf).map(({ item, first }) => ({
    path: [...item.path, 'pin'],
    message: `pin ${item.pin} of board ${item.board} already belongs to ${describePath(first.path)}`,
    other: [...first.path, 'pin'],
  }));
}

function i2cPinFaults({ controllers }: ReadableProfile, wires: readonly Connection[]): MeaningFault[] {
  const { sda, scl } = UNO_I2C_PINS;
  return wires.flatMap(({ path, board, pin }): MeaningFault[] => {
    if (board === undefined || (pin !== sda && pin !== scl)) return [];
    const chip = Object.entries(controllers).find(([, controller]) => controller.board === board)?.[0];
    if (chip === undefined) return [];
    const message = `pin ${pin} (${unoPinLabel(pin)}) of board ${board} carries the I2C bus of controllers.${chip}; use another pin`;
    return [{ path: [...path, 'pin'], message, other: ['controllers', chip] }];
  });
}

function dimmingFaults({ lamps = {} }: ReadableProfile): MeaningFault[] {
  return Object.entries(lamps).flatMap(([id, { pin, dimmable }]): MeaningFault[] => {
    if (!dimmable || pin === undefined || UNO_PWM_PINS.includes(pin)) return [];
    const message = `pin ${pin} of an Uno cannot dim a lamp; use one of ${UNO_PWM_PINS.join(', ')} or take "dimmable" away`;
    return [{ path: ['lamps', id, 'pin'], message }];
  });
}
