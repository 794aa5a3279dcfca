import { basename, dirname, join } from 'node:path';

/** What carrying needs of a file system, as the store has it: every call is one step that a power cut can fall between. */
export interface Disk {
  read(path: string): Promise<Uint8Array | null>;
  create(path: string): Promise<{
    write(bytes: Uint8Array): Promise<void>;
    sync(): Promise<void>;
    close(): Promise<void>;
  }>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  syncDirectory(path: string): Promise<void>;
}

/**
 * Writes a file so that a stick pulled at any moment holds the whole of it under its name, or nothing under that name: under a
 * temporary name, synced, renamed, and the directory synced. When this resolves the stick may be pulled.
 */
export async function writeWhole(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.part`);
  try {
    const file = await disk.create(temporary);
    try {
      await file.write(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await disk.rename(temporary, path);
    await disk.syncDirectory(dirname(path));
  } catch (problem) {
    await disk.remove(temporary).catch(() => undefined);
    throw problem;
  }
}
