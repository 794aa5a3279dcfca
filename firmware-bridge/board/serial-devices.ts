import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { SerialPort } from 'serialport';
import { BoardNotPlugged } from './serial-fault.ts';

/** A serial device that is plugged in, with the serial number of its USB plug where it has one. */
export interface SerialDevice {
  path: string;
  serialNumber: string | undefined;
}

export type ListSerialDevices = () => Promise<readonly SerialDevice[]>;

/** Where Linux tells about devices; another root is for tests. */
export interface DeviceFolders {
  sysTty: string;
  byId: string;
  dev: string;
}

const LINUX: DeviceFolders = { sysTty: '/sys/class/tty', byId: '/dev/serial/by-id', dev: '/dev' };

/**
 * Every serial device, with its USB serial number. `SerialPort.list()` needs the program udevadm on Linux; where that is
 * missing the kernel's own files are read.
 */
export async function listSerialDevices(
  list: ListSerialDevices = () => SerialPort.list(),
  folders: DeviceFolders = LINUX,
): Promise<readonly SerialDevice[]> {
  try {
    return await list();
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [...(await devicesOfKernel(folders)), ...(await devicesById(folders.byId))];
  }
}

/** `/sys/class/tty/ttyACM0/device` is an interface of the USB device, whose serial number lies in the folder above. */
async function devicesOfKernel({ sysTty, dev }: DeviceFolders): Promise<SerialDevice[]> {
  const names = await filesIn(sysTty);
  const devices = await Promise.all(
    names.map(async (name): Promise<SerialDevice[]> => {
      const serialNumber = await serialNumberAbove(join(sysTty, name, 'device'));
      return serialNumber === undefined ? [] : [{ path: join(dev, name), serialNumber }];
    }),
  );
  return devices.flat();
}

/** A CDC device lies one folder above its tty, a converter such as the CH340 or FTDI two. */
async function serialNumberAbove(device: string): Promise<string | undefined> {
  const folder = await expected(realpath(device));
  if (folder === undefined) return undefined;
  for (const above of ['..', '../..']) {
    const text = await expected(readFile(resolve(folder, above, 'serial'), 'utf8'));
    if (text !== undefined) return text.trim();
  }
  return undefined;
}

/** `usb-Arduino__www.arduino.cc__0043_85735313932351F06161-if00`: the serial number is the last part of the name. */
async function devicesById(byId: string): Promise<SerialDevice[]> {
  const names = await filesIn(byId);
  return Promise.all(
    names.map(async (name): Promise<SerialDevice> => {
      const target = await expected(readlink(join(byId, name)));
      return {
        path: target === undefined ? join(byId, name) : resolve(byId, target),
        serialNumber: /_([^_]+?)(?:-if\d+)?(?:-port\d+)?$/.exec(basename(name))?.[1],
      };
    }),
  );
}

async function filesIn(folder: string): Promise<string[]> {
  return (await expected(readdir(folder))) ?? [];
}

/** A device may vanish between two looks, and some have no serial number: both are undefined. */
async function expected<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EINVAL';
}

/**
 * The device that a board is on now. A serial number wins over the port: devices are renamed when they are plugged in
 * again. The port counts where no serial number is given, or where it is a device that has none (a pseudo-terminal).
 * @throws BoardNotPlugged with what is plugged in instead.
 */
export function deviceOf(
  board: { port?: string | undefined; serialNumber?: string | undefined },
  devices: readonly SerialDevice[],
): string {
  const { port, serialNumber } = board;
  if (serialNumber === undefined) {
    if (port !== undefined) return port;
    throw new BoardNotPlugged('the profile gives neither a port nor a serialNumber for this board: add one');
  }
  const same = devices.find((device) => device.serialNumber?.toLowerCase() === serialNumber.toLowerCase());
  if (same) return same.path;
  const belongsToAnother = devices.some(
    (device) => device.path === port && device.serialNumber !== undefined,
  );
  if (port !== undefined && !belongsToAnother) return port;
  const known = devices.flatMap((device) => device.serialNumber ?? []);
  throw new BoardNotPlugged(
    `no serial device has the USB serial number ${serialNumber}: plug the board in, or correct serialNumber in the profile ` +
      `(plugged in now: ${known.length > 0 ? known.join(', ') : 'no device with a serial number'})`,
  );
}

/** Where a board is looked for, in words for messages. */
export function whereabouts(board: { port?: string | undefined; serialNumber?: string | undefined }): string {
  return board.serialNumber === undefined
    ? (board.port ?? 'a serial device')
    : `the device with USB serial number ${board.serialNumber}`;
}
