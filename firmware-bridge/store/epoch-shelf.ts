import { join } from 'node:path';
import type { Log } from '../log.ts';
import { makeOwnDirectory, removeOwnDirectory } from './durable-directory.ts';
import type { FileSystem } from './file-system.ts';

/** A folder of one epoch; its name alone tells boot number and epoch, even where every file in it is damaged. */
export interface EpochFolder {
  boot: number;
  epoch: string;
  path: string;
}

const FOLDER = /^(\d{6,})-([0-9a-f]{16})$/;
const SET_ASIDE = '.corrupt-';

/**
 * Where epochs lie: `epochs/` those that headquarters has not confirmed in full and the running one; `settled/` the
 * others, which stay until space is needed. A settled epoch is never read again, so years of them cost no start.
 */
export class EpochShelf {
  readonly #open: string;
  readonly #settled: string;
  readonly #fileSystem: FileSystem;
  readonly #log: Log;

  constructor(directory: string, fileSystem: FileSystem, log: Log) {
    this.#open = join(directory, 'epochs');
    this.#settled = join(directory, 'settled');
    this.#fileSystem = fileSystem;
    this.#log = log;
  }

  /** Oldest boot first. */
  open(): Promise<EpochFolder[]> {
    return this.#list(this.#open);
  }

  /** Oldest boot first. */
  settled(): Promise<EpochFolder[]> {
    return this.#list(this.#settled);
  }

  pathFor(boot: number, epoch: string): string {
    return join(this.#open, `${String(boot).padStart(6, '0')}-${epoch}`);
  }

  async make(path: string): Promise<void> {
    await makeOwnDirectory(this.#fileSystem, this.#open);
    await makeOwnDirectory(this.#fileSystem, this.#settled);
    await makeOwnDirectory(this.#fileSystem, path);
  }

  /** Documents of a folder by name, whichever of their two generations exist, and whether it holds more than leftovers. */
  async documents(path: string): Promise<{ names: string[]; setAside: boolean }> {
    const files = await this.#fileSystem.list(path);
    const names = files.flatMap((file) => /^([a-z][a-z0-9-]*)\.json(?:\.bak)?$/.exec(file)?.[1] ?? []);
    return { names: [...new Set(names)].sort(), setAside: files.some((file) => file.includes(SET_ASIDE)) };
  }

  async settle(path: string): Promise<void> {
    await this.#fileSystem.rename(path, join(this.#settled, path.slice(this.#open.length + 1)));
    await this.#fileSystem.syncDirectory(this.#settled);
    await this.#fileSystem.syncDirectory(this.#open);
  }

  /** Removes a folder in which a start ended before its first document was complete. */
  async removeAborted(path: string): Promise<void> {
    await removeOwnDirectory(this.#fileSystem, path);
    await this.#fileSystem.syncDirectory(this.#open);
  }

  /**
   * Removes settled epochs, oldest boot first, until what is left fits into `budget` bytes. The newest one stays
   * because the next boot number follows from it; one that holds a damaged file stays for whoever looks into it.
   */
  async keepWithin(budget: number): Promise<void> {
    const sized = [];
    for (const folder of await this.settled())
      sized.push({ ...folder, ...(await this.#measure(folder.path)) });
    let total = sized.reduce((sum, folder) => sum + folder.bytes, 0);
    for (const folder of sized.slice(0, -1)) {
      if (total <= budget) return;
      if (folder.setAside) continue;
      await removeOwnDirectory(this.#fileSystem, folder.path);
      total -= folder.bytes;
      this.#log.info(
        { boot: folder.boot, epoch: folder.epoch },
        'removed an epoch that headquarters has in full, for space',
      );
    }
  }

  /** Bytes that all settled epochs take. */
  async settledBytes(): Promise<number> {
    let total = 0;
    for (const folder of await this.settled()) total += (await this.#measure(folder.path)).bytes;
    return total;
  }

  async #measure(path: string): Promise<{ bytes: number; setAside: boolean }> {
    const files = await this.#fileSystem.list(path);
    let bytes = 0;
    for (const file of files) bytes += await this.#fileSystem.size(join(path, file));
    return { bytes, setAside: files.some((file) => file.includes(SET_ASIDE)) };
  }

  async #list(directory: string): Promise<EpochFolder[]> {
    const names = await this.#fileSystem.list(directory);
    return names
      .flatMap((name) => {
        const found = FOLDER.exec(name);
        return found ? [{ boot: Number(found[1]), epoch: found[2]!, path: join(directory, name) }] : [];
      })
      .sort((a, b) => a.boot - b.boot);
  }
}
