import type { Log } from '../log.ts';
import { DirectoryInUse, DirectoryLock } from './directory-lock.ts';
import { makeDirectories } from './durable-directory.ts';
import type { EpochShelf } from './epoch-shelf.ts';
import { isDiskTrouble, type FileSystem } from './file-system.ts';

export class DataDirectoryUnusable extends Error {
  constructor(directory: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `data directory ${directory} cannot be used (${reason}); it must be a directory that this account may read and write, or give another --data`,
      { cause },
    );
  }
}

/** The data directory of one process: made, locked, and with a folder for the running epoch. */
export class DataDirectory {
  readonly path: string;
  readonly #fileSystem: FileSystem;
  readonly #log: Log;
  #lock: DirectoryLock | null = null;
  #prepared = false;

  constructor(path: string, fileSystem: FileSystem, log: Log) {
    this.path = path;
    this.#fileSystem = fileSystem;
    this.#log = log;
  }

  /**
   * Makes and locks the directory. A full or failing disk does not keep the bus from serving: it is left for
   * `prepare` to try again. Rejects with `DirectoryInUse` or `DataDirectoryUnusable`.
   */
  async claim(): Promise<void> {
    try {
      await this.#lockIt();
    } catch (problem) {
      if (problem instanceof DirectoryInUse) throw problem;
      if (!isDiskTrouble(problem)) throw new DataDirectoryUnusable(this.path, problem);
    }
  }

  /** Runs `read` and says of anything that goes wrong in it which directory it was about. */
  async reading<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (problem) {
      await this.release();
      throw new DataDirectoryUnusable(this.path, problem);
    }
  }

  /** Before anything is written: lock and folders, which may have failed at the start. */
  async prepare(shelf: EpochShelf, epochFolder: string): Promise<void> {
    if (this.#prepared) return;
    await this.#lockIt();
    await shelf.make(epochFolder);
    this.#prepared = true;
  }

  async release(): Promise<void> {
    const lock = this.#lock;
    this.#lock = null;
    try {
      await lock?.release();
    } catch (problem) {
      this.#log.warn(
        { err: problem },
        'the lock of the data directory could not be removed; the next start takes it over',
      );
    }
  }

  async #lockIt(): Promise<void> {
    await makeDirectories(this.#fileSystem, this.path);
    this.#lock ??= await DirectoryLock.take(this.path, this.#fileSystem, this.#log);
  }
}
