import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryInUse, DirectoryLock } from '@pingan/firmware-bridge/store/directory-lock';
import { nodeFileSystem } from '@pingan/firmware-bridge/store/node-file-system';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FragileDisk } from './fragile-disk.ts';
import { keepLog } from './kept-log.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-lock-'));
});
afterEach(() => rm(directory, { recursive: true }));

const take = () => DirectoryLock.take(directory, nodeFileSystem, keepLog());
const lockFile = () => join(directory, 'lock-00000000deadbeef.json');
/** The only lock there is. */
async function readLock(): Promise<{ path: string; holder: object }> {
  const [name] = await readdir(directory);
  const path = join(directory, name!);
  return { path, holder: JSON.parse(await readFile(path, 'utf8')) };
}

describe('the lock of a data directory', () => {
  it('refuses a second holder and says which process holds it since when', async () => {
    await take();
    await expect(take()).rejects.toThrow(DirectoryInUse);
    await expect(take()).rejects.toThrow(new RegExp(`process ${process.pid} since 20\\d\\d-`));
  });

  it('is free again after its release', async () => {
    await (await take()).release();
    await (await take()).release();
  });

  it('is taken over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
    await (await take()).release();
    const holder = {
      pid: child.pid,
      since: '2026-01-01T00:00:00Z',
      boot: (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim() || null,
      started: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null,
    };
    await writeFile(lockFile(), JSON.stringify(holder));
    await expect(take()).rejects.toThrow(`process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await take()).release();
  });

  it.each([
    ['the machine was restarted', { boot: 'another-boot' }],
    ['another program got the process id', { started: '1' }],
  ])('is taken over where the process id lives but %s', async (_name, changed) => {
    await take();
    const { path, holder } = await readLock();
    await writeFile(path, JSON.stringify({ ...holder, ...changed }));
    await (await take()).release();
  });

  it.each(['', '{', 'null'])('is taken over where the power went while it was made (%j)', async (content) => {
    await writeFile(lockFile(), content);
    await (await take()).release();
  });

  it('goes to one of two that start at once, also where a stale one lies there', async () => {
    for (let round = 0; round < 5; round++) {
      await writeFile(lockFile(), JSON.stringify({ pid: 1, since: '', boot: 'old', started: '5' }));
      const both = await Promise.allSettled([take(), take()]);
      const taken = both.filter((one) => one.status === 'fulfilled');
      expect(taken).toHaveLength(1);
      await taken[0]!.value.release();
      expect(await readdir(directory)).toEqual([]);
    }
  });

  it('never goes to two of many that want it at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 12 }, take));
    expect(all.filter((one) => one.status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('does not survive a power cut', async () => {
    const disk = new FragileDisk();
    await DirectoryLock.take('/', disk.mount(), keepLog());
    disk.cut('keep-unsynced');
    await DirectoryLock.take('/', disk.mount(), keepLog());
  });
});
