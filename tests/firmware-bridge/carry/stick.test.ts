import { writeWhole } from '@pingan/firmware-bridge/carry/disk';
import { keptKey } from '@pingan/firmware-bridge/carry/kept-key';
import { rehearsalKeys } from '@pingan/firmware-bridge/carry/rehearsal-keys';
import { splitCarryFile } from '@pingan/protocol/carry/seal';
import { describe, expect, test } from 'vitest';
import { busFile, keysOfBothSides } from '../../protocol/carry/carried.ts';
import { type Cut, FragileDisk } from '../store/fragile-disk.ts';

const keys = keysOfBothSides();
const CUTS: Cut[] = ['drop-unsynced', 'keep-unsynced', 'tear'];

async function freshStick(seed: number): Promise<FragileDisk> {
  const disk = new FragileDisk(seed);
  const mounted = disk.mount();
  await mounted.makeDirectory('/stick');
  await mounted.syncDirectory('/');
  return disk;
}

describe('a stick', () => {
  test.each(CUTS)('pulled at any moment (%s) holds the whole file or none of that name', async (how) => {
    const bytes = await busFile(keys, ['{"a":1}']);
    let whole = 0;
    let none = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      for (let step = 0; ; step += 1) {
        const disk = await freshStick(seed);
        disk.cutBefore(disk.steps + step);
        const written = await writeWhole(disk.mount(), '/stick/bus-17.carry', bytes).then(
          () => true,
          () => false,
        );
        disk.cut(how);
        const found = disk.read('/stick/bus-17.carry');
        if (found === null) none += 1;
        else expect(Buffer.compare(found, bytes)).toBe(0);
        if (found !== null) whole += 1;
        // Once it was said that the stick may be pulled, the file is there.
        if (written) expect(found).not.toBeNull();
        if (written) break;
      }
    }
    expect(whole).toBeGreaterThan(0);
    expect(none).toBeGreaterThan(0);
  });

  test('that is full keeps an older file as it was, and nothing half written', async () => {
    const disk = await freshStick(1);
    const old = await busFile(keys, ['{"old":1}']);
    await writeWhole(disk.mount(), '/stick/bus-17.carry', old);
    disk.failing = 'ENOSPC';
    await expect(writeWhole(disk.mount(), '/stick/bus-17.carry', old.subarray(9))).rejects.toThrow('ENOSPC');
    expect(disk.files('/stick')).toEqual(['/stick/bus-17.carry']);
    expect(splitCarryFile(disk.read('/stick/bus-17.carry')!).head.bus).toBe('bus-17');
  });
});

describe('keys of a rehearsal', () => {
  const place = (disk: FragileDisk) => ({
    bus: 'rehearsal',
    directory: '/data',
    exchange: '/keys',
    disk: disk.mount(),
  });
  const spki = { type: 'spki', format: 'pem' } as const;

  async function freshDisk(): Promise<FragileDisk> {
    const disk = new FragileDisk();
    const mounted = disk.mount();
    for (const path of ['/data', '/keys']) await mounted.makeDirectory(path);
    await mounted.syncDirectory('/');
    disk.plant('/keys/headquarters-sealing.pem', keys.sealing.publicKey.export(spki));
    disk.plant('/keys/headquarters-signing.pem', keys.signing.publicKey.export(spki));
    return disk;
  }

  test('are made once by the bus itself, and only the public one leaves it', async () => {
    const disk = await freshDisk();
    const first = await rehearsalKeys(place(disk));
    const again = await rehearsalKeys(place(disk));
    expect(again.signing.equals(first.signing)).toBe(true);
    expect(again.answers.equals(first.answers)).toBe(true);
    const shared = disk.files('/keys').map((path) => disk.read(path)!.toString());
    expect(shared).toHaveLength(3);
    expect(shared.join('')).not.toContain('PRIVATE');
  });

  test('are missing in words while headquarters has never run', async () => {
    const disk = await freshDisk();
    disk.erase('/keys/headquarters-sealing.pem');
    await expect(rehearsalKeys(place(disk))).rejects.toMatchObject({ fault: 'no-keys' });
  });

  test('that are damaged are never made anew in silence', async () => {
    const disk = await freshDisk();
    disk.plant('/data/carry-answers.pem', 'half a k');
    await expect(keptKey(disk.mount(), '/data/carry-answers.pem', 'x25519')).rejects.toThrow(
      /is damaged.*Move it away/,
    );
  });
});
