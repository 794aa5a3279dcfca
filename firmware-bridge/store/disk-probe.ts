import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, type FileSystem } from './file-system.ts';

/** What became of trying the disk; `why` is short enough for a screen. */
export type DiskProbe = { is: 'good'; freeBytes: number } | { is: 'failed'; why: string };

const PROBE = '.departure-check';

/** Bytes that this account may still write where the directory lies. */
export async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/**
 * Writes a small file into the data directory, makes it safe, reads it back and removes it: what the ledger does all day. Never rejects;
 * a file that a power cut left behind is overwritten by the next try.
 */
export async function probeDisk(parts: {
  directory: string;
  fileSystem: FileSystem;
  free?: (directory: string) => Promise<number>;
}): Promise<DiskProbe> {
  const { directory, fileSystem, free = freeBytes } = parts;
  const path = join(directory, PROBE);
  try {
    const wrote = randomBytes(512);
    await put(fileSystem, path, wrote);
    const read = await fileSystem.read(path);
    await fileSystem.remove(path);
    await fileSystem.syncDirectory(directory);
    if (read === null || !wrote.equals(read)) return { is: 'failed', why: 'it reads back something else' };
    return { is: 'good', freeBytes: await free(directory) };
  } catch (problem) {
    return {
      is: 'failed',
      why: errorCode(problem) ?? (problem instanceof Error ? problem.message : String(problem)),
    };
  }
}

async function put(fileSystem: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fileSystem.create(path);
  try {
    await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
