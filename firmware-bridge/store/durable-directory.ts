import { dirname } from 'node:path';
import { errorCode, type FileSystem } from './file-system.ts';

/** Makes a directory and what is missing above it, so that a power cut afterwards cannot take them away. */
export async function makeDirectories(fileSystem: FileSystem, path: string): Promise<void> {
  let created: boolean;
  try {
    created = await fileSystem.makeDirectory(path);
  } catch (problem) {
    if (errorCode(problem) !== 'ENOENT' || dirname(path) === path) throw problem;
    await makeDirectories(fileSystem, dirname(path));
    created = await fileSystem.makeDirectory(path);
  }
  if (created) await fileSystem.syncDirectory(dirname(path));
}

/** As `makeDirectories`, and safe also where an earlier attempt made the directory but could not sync it. */
export async function makeOwnDirectory(fileSystem: FileSystem, path: string): Promise<void> {
  await makeDirectories(fileSystem, path);
  await fileSystem.syncDirectory(dirname(path));
}

/** Removes a directory of ours with the files in it; ours never nest further. */
export async function removeOwnDirectory(fileSystem: FileSystem, path: string): Promise<void> {
  for (const name of await fileSystem.list(path)) await fileSystem.remove(`${path}/${name}`);
  await fileSystem.removeDirectory(path);
}
