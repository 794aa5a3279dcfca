import { Name } from '@pingan/protocol/ids';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { Page } from './page.ts';

/** Ids of content alone: no counts, nothing about anybody who answered. */
const AskedAt = z.object({
  stop: Name,
  items: z.array(z.object({ exhibit: Name, item: Name })).max(12),
});
export type KeptAskedAt = z.infer<typeof AskedAt>;

/** By purpose and village, such as `service/village-1`; the last two stops of each. */
const LastTimeDocument = z.object({ villages: z.record(z.string().max(100), z.array(AskedAt).max(2)) });

/** A bus that tours for years forgets the village it has not been to for longest. */
const MOST_VILLAGES = 1000;

/** Which messages each village was asked last time, beside the ledger's documents. The ledger's lock covers it. */
export class LastTimeFile {
  readonly #page: Page<z.infer<typeof LastTimeDocument>>;
  readonly #log: Log;

  private constructor(directory: string, log: Log, fileSystem: FileSystem) {
    this.#log = log;
    this.#page = new Page({
      folder: directory,
      name: 'last-time',
      schema: LastTimeDocument,
      empty: { villages: {} },
      fileSystem,
      log,
    });
  }

  static async open(
    directory: string,
    log: Log,
    fileSystem: FileSystem = nodeFileSystem,
  ): Promise<LastTimeFile> {
    const file = new LastTimeFile(directory, log, fileSystem);
    await file.#page.read();
    return file;
  }

  of(village: string): readonly KeptAskedAt[] {
    return this.#page.data.villages[village] ?? [];
  }

  /** Never rejects: a village that is forgotten is asked nothing at the next visit, and the bus goes on. */
  async keep(village: string, asked: KeptAskedAt[]): Promise<void> {
    const others = Object.entries(this.#page.data.villages).filter(([id]) => id !== village);
    const kept = [...others, [village, asked] as const].slice(-MOST_VILLAGES);
    this.#page.set({ villages: Object.fromEntries(kept) });
    try {
      await this.#page.write();
    } catch (problem) {
      this.#log.warn(
        { err: problem, village },
        'what this village was asked could not be kept for its next visit',
      );
    }
  }
}
