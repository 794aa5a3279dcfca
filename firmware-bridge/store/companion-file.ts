import type { z } from 'zod';
import type { Log } from '../log.ts';
import type { FileSystem } from './file-system.ts';
import type { Ledger } from './ledger.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { Page } from './page.ts';

/**
 * One document beside the ledger's own, such as `schedule.json`: on disk at most 2 s after a change like everything else, and never
 * ahead of the journal. The ledger's lock covers it.
 */
export class CompanionFile<T> {
  readonly #page: Page<T>;
  readonly #ledger: Ledger;

  private constructor(page: Page<T>, ledger: Ledger) {
    this.#page = page;
    this.#ledger = ledger;
  }

  /** What is damaged falls back to the version before, or to `empty`; the ledger's status says so. */
  static async open<T>(parts: {
    directory: string;
    name: string;
    schema: z.ZodType<T>;
    empty: T;
    ledger: Ledger;
    log: Log;
    fileSystem?: FileSystem;
  }): Promise<CompanionFile<T>> {
    const { directory, name, ledger, fileSystem = nodeFileSystem } = parts;
    const page = new Page<T>({ ...parts, folder: directory, fileSystem });
    await page.read();
    ledger.alsoWrites(page, name);
    return new CompanionFile(page, ledger);
  }

  get data(): T {
    return this.#page.data;
  }

  /** Whether the file was there and nothing of it could be used. */
  get isLost(): boolean {
    return this.#page.outcome === 'lost';
  }

  set(data: T): void {
    this.#page.set(data);
    this.#ledger.flushSoon();
  }
}
