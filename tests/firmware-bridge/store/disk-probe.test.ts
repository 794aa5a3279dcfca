import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeDisk } from '@pingan/firmware-bridge/store/disk-probe';
import { nodeFileSystem } from '@pingan/firmware-bridge/store/node-file-system';
import { expect, it } from 'vitest';
import { FragileDisk } from './fragile-disk.ts';

const free = () => Promise.resolve(5_000_000_000);

it('a disk that takes and gives back what is written is good, and nothing stays on it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'pingan-probe-'));
  const found = await probeDisk({ directory, fileSystem: nodeFileSystem });
  expect(found).toMatchObject({ is: 'good' });
  expect(found.is === 'good' && found.freeBytes > 0).toBe(true);
  expect(readdirSync(directory)).toEqual([]);
  rmSync(directory, { recursive: true });
});

it('a directory that is gone is told by its code', async () => {
  const directory = join(tmpdir(), 'pingan-probe-nowhere');
  expect(await probeDisk({ directory, fileSystem: nodeFileSystem })).toEqual({ is: 'failed', why: 'ENOENT' });
});

for (const code of ['ENOSPC', 'EROFS', 'EIO'])
  it(`a disk that answers ${code} to every write fails with it`, async () => {
    const disk = new FragileDisk();
    const fileSystem = disk.mount();
    await fileSystem.makeDirectory('/data');
    expect(await probeDisk({ directory: '/data', fileSystem, free })).toMatchObject({ is: 'good' });
    disk.failing = code;
    expect(await probeDisk({ directory: '/data', fileSystem, free })).toEqual({ is: 'failed', why: code });
  });

it('a disk that gives back something else fails', async () => {
  const disk = new FragileDisk();
  const fileSystem = disk.mount();
  await fileSystem.makeDirectory('/data');
  const forgetful = { ...bound(fileSystem), read: () => Promise.resolve(new Uint8Array(512)) };
  expect(await probeDisk({ directory: '/data', fileSystem: forgetful, free })).toMatchObject({
    is: 'failed',
    why: expect.stringMatching(/something else/),
  });
});

/** Its methods by themselves, so that one can be exchanged. */
function bound(fileSystem: ReturnType<FragileDisk['mount']>): ReturnType<FragileDisk['mount']> {
  return {
    read: (path) => fileSystem.read(path),
    create: (path) => fileSystem.create(path),
    rename: (from, to) => fileSystem.rename(from, to),
    remove: (path) => fileSystem.remove(path),
    list: (directory) => fileSystem.list(directory),
    makeDirectory: (path) => fileSystem.makeDirectory(path),
    removeDirectory: (path) => fileSystem.removeDirectory(path),
    syncDirectory: (path) => fileSystem.syncDirectory(path),
    size: (path) => fileSystem.size(path),
  };
}
