import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rmdir,
  stat,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { errorCode, type FileSystem, type NewFile } from './file-system.ts';

/** Only the account that runs the bus may read the counters. */
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;

/** The real file system. */
export const nodeFileSystem: FileSystem = {
  read: (path) => orElse(readFile(path), 'ENOENT', null),
  create: async (path) => newFile(await open(path, 'w', FILE_MODE)),
  rename,
  remove: (path) => orElse(unlink(path), 'ENOENT', undefined),
  list: (directory) => orElse(readdir(directory), 'ENOENT', []),
  makeDirectory: (path) =>
    orElse(
      mkdir(path, { mode: DIRECTORY_MODE }).then(() => true),
      'EEXIST',
      false,
    ),
  removeDirectory: rmdir,
  syncDirectory,
  size: (path) =>
    orElse(
      stat(path).then((found) => found.size),
      'ENOENT',
      0,
    ),
};

function newFile(handle: FileHandle): NewFile {
  return {
    write: (bytes) => handle.writeFile(bytes),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function syncDirectory(path: string): Promise<void> {
  // Windows has no handle to sync a directory by; it is for development there, never on a bus.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orElse<T, F>(work: Promise<T>, code: string, fallback: F): Promise<T | F> {
  try {
    return await work;
  } catch (problem) {
    if (errorCode(problem) === code) return fallback;
    throw problem;
  }
}
