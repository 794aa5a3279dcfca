import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { BoardConfig } from '@pingan/device-config/profile';
import { deviceOf, listSerialDevices } from '../board/serial-devices.ts';
import type { PluggedDevice } from './words/start-words.ts';

type RealBoard = Extract<BoardConfig, { kind: 'uno' }>;

const BY_ID = '/dev/serial/by-id';

/** Every device that may be a board: with its own name, its serial number, and the name that stays. */
export async function pluggedDevices(): Promise<PluggedDevice[]> {
  const [devices, links] = await Promise.all([listSerialDevices(), linksById()]);
  const byPath = new Map(devices.map(({ path, serialNumber }) => [path, serialNumber]));
  // A computer's own ports (ttyS0…) are listed whether anything hangs on them or not.
  const usable = [...byPath].filter(
    ([path, serialNumber]) => serialNumber !== undefined || /tty(ACM|USB)|cu\./.test(path),
  );
  return usable.map(([path, serialNumber]) => ({ path, serialNumber, byId: links.get(path) }));
}

/** The device of a board now. @throws BoardNotPlugged */
export async function deviceOfBoard({ port, serialNumber }: RealBoard): Promise<string> {
  if (serialNumber === undefined) return deviceOf({ port }, []);
  const device = port === undefined ? undefined : await realpath(port).catch(() => port);
  return deviceOf({ serialNumber, port: device }, await listSerialDevices());
}

async function linksById(): Promise<Map<string, string>> {
  const names = await readdir(BY_ID).catch((): string[] => []);
  const links = names.map(async (name): Promise<[string, string]> => {
    const link = join(BY_ID, name);
    return [await realpath(link).catch(() => link), link];
  });
  return new Map(await Promise.all(links));
}
