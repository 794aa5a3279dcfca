import { type Connection, connectionsOf } from '../connections.ts';
import { describePath } from '../fault.ts';
import { type Chip, CHIPS, i2cAddress, PCA9685_ALL_CALL } from '../i2c-chips.ts';
import type { ReadableProfile } from '../readable-profile.ts';
import { type MeaningFault, repeated } from './meaning-fault.ts';

/** Chips that cannot answer at their address, and what hangs on a chip that cannot carry it. */
export function controllerFaults(profile: ReadableProfile): MeaningFault[] {
  const wires = connectionsOf(profile).filter(({ controller }) => controller !== undefined);
  return [
    ...addressFaults(profile),
    ...sharedAddressFaults(profile),
    ...wrongChipFaults(profile, wires),
    ...sharedChannelFaults(wires),
  ];
}

const chipNamed = (name: string | undefined) =>
  name !== undefined && Object.hasOwn(CHIPS, name) ? CHIPS[name as Chip] : undefined;

function addressFaults({ controllers }: ReadableProfile): MeaningFault[] {
  return Object.entries(controllers).flatMap(([id, { chip: name, address }]): MeaningFault[] => {
    const chip = chipNamed(name);
    // What no chip can have is the schema's business.
    if (chip === undefined || address === undefined || address < 0x20 || address > 0x7f) return [];
    const path = ['controllers', id, 'address'];
    if (address < chip.lowest || address > chip.highest) {
      const range = `${i2cAddress(chip.lowest)} to ${i2cAddress(chip.highest)}`;
      return [
        {
          path,
          message: `${chip.one} cannot have the address ${i2cAddress(address)}; it has ${range}${forgotten0x(chip, address)}`,
        },
      ];
    }
    if (name !== 'pca9685' || address !== PCA9685_ALL_CALL) return [];
    const message = `every PCA9685 answers at ${i2cAddress(address)} (all-call); set another address, such as 0x40`;
    return [{ path, message }];
  });
}

/** Addresses are printed in hexadecimal; `41` in YAML is another one. */
function forgotten0x({ lowest, highest }: (typeof CHIPS)[Chip], address: number): string {
  const meant = Number.parseInt(String(address), 16);
  return meant >= lowest && meant <= highest ? ` (did you mean ${i2cAddress(meant)}?)` : '';
}

function sharedAddressFaults({ controllers }: ReadableProfile): MeaningFault[] {
  const onOneBus = ([, { board, address }]: [string, ReadableProfile['controllers'][string]]) =>
    board === undefined || address === undefined ? undefined : `${board} ${address}`;
  return repeated(Object.entries(controllers), onOneBus).map(
    ({ item: [id, { board, address }], first: [before] }) => ({
      path: ['controllers', id, 'address'],
      message: `address ${i2cAddress(address ?? 0)} on board ${board} already belongs to controllers.${before}; set the solder bridges of one of them otherwise`,
      other: ['controllers', before, 'address'],
    }),
  );
}

function wrongChipFaults({ controllers }: ReadableProfile, wires: readonly Connection[]): MeaningFault[] {
  return wires.flatMap(({ path, carries, controller = '' }): MeaningFault[] => {
    const chip = chipNamed(controllers[controller]?.chip);
    if (chip === undefined || chip.carries === carries) return [];
    const fitting = carries === 'lamp' ? CHIPS.pca9685 : CHIPS.mcp23017;
    const message = `a ${carries} needs ${fitting.one} or a pin; ${controller} is ${chip.one}, which carries ${chip.carries}s only`;
    return [{ path: [...path, 'controller'], message, other: ['controllers', controller, 'chip'] }];
  });
}

function sharedChannelFaults(wires: readonly Connection[]): MeaningFault[] {
  const keyOf = ({ controller, channel }: Connection) =>
    channel === undefined ? undefined : `${controller} ${channel}`;
  return repeated(wires, keyOf).map(({ item, first }) => ({
    path: [...item.path, 'channel'],
    message: `channel ${item.channel} of ${item.controller} already belongs to ${describePath(first.path)}`,
    other: [...first.path, 'channel'],
  }));
}
