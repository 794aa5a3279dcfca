import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { FileSystem } from './file-system.ts';
import { parseJson } from './generation.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

const LOCK_FILE = /^lock-[0-9a-f]{16}\.json$/;
/** Two that start at the same moment both step back; after a pause of random length one is first. */
const ATTEMPTS = 6;
const LONGEST_PAUSE_MS = 80;

const Holder = z.object({
  pid: z.number().int().positive(),
  since: z.string(),
  boot: z.string().nullable(),
  started: z.string().nullable(),
});

export class DirectoryInUse extends Error {
  constructor(directory: string, holder: ProcessIdentity) {
    super(
      `${directory} is in use by process ${holder.pid} since ${holder.since}; stop that process or give this one another --data`,
    );
  }
}

/**
 * Keeps a data directory to one process. Whoever wants it first puts a lock file of its own name there and only then
 * looks for others: of two, at least one sees the other and steps back. Because no name is used twice, the lock of a
 * process that is gone, also by a restart of the machine, can be removed without ever hitting a good one.
 */
export class DirectoryLock {
  readonly #path: string;
  readonly #fileSystem: FileSystem;

  private constructor(path: string, fileSystem: FileSystem) {
    this.#path = path;
    this.#fileSystem = fileSystem;
  }

  /** Rejects with `DirectoryInUse` while another process holds the directory. */
  static async take(directory: string, fileSystem: FileSystem, log: Log): Promise<DirectoryLock> {
    for (let attempt = 1; ; attempt++) {
      const name = `lock-${randomBytes(8).toString('hex')}.json`;
      const lock = new DirectoryLock(join(directory, name), fileSystem);
      await lock.#put(directory, name);
      const other = await findOther(directory, name, fileSystem, log);
      if (other === null) return lock;
      await lock.release();
      if (attempt >= ATTEMPTS) throw new DirectoryInUse(directory, other);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_PAUSE_MS));
    }
  }

  async release(): Promise<void> {
    await this.#fileSystem.remove(this.#path);
  }

  /** Complete from the moment it is seen: an illegible lock is what a power cut left. */
  async #put(directory: string, name: string): Promise<void> {
    const temporary = join(directory, `.${name}.tmp`);
    try {
      const file = await this.#fileSystem.create(temporary);
      try {
        await file.write(Buffer.from(`${JSON.stringify(await identify(this.#fileSystem))}\n`));
      } finally {
        await file.close();
      }
      await this.#fileSystem.rename(temporary, this.#path);
    } catch (problem) {
      await this.#fileSystem.remove(temporary).catch(() => undefined);
      throw problem;
    }
  }
}

/** Another process that holds or wants the directory; locks of processes that are gone are removed on the way. */
async function findOther(
  directory: string,
  own: string,
  fileSystem: FileSystem,
  log: Log,
): Promise<ProcessIdentity | null> {
  let other: ProcessIdentity | null = null;
  for (const name of await fileSystem.list(directory)) {
    if (!LOCK_FILE.test(name) || name === own) continue;
    const bytes = await fileSystem.read(join(directory, name));
    if (bytes === null) continue;
    const holder = Holder.safeParse(parseJson(Buffer.from(bytes).toString('utf8')));
    if (holder.success && (await isRunning(holder.data, fileSystem))) {
      other = holder.data;
      continue;
    }
    await fileSystem.remove(join(directory, name));
    log.info({ lock: name, holder: holder.data }, 'removed the lock of a process that is gone');
  }
  return other;
}
