import { CrewList } from '@pingan/protocol/crew';
import { z } from 'zod';
import { CrewKeys, NO_KEYS } from '../crew/crew-keys.ts';
import type { CrewShelf } from '../crew/crew-shelf.ts';
import type { Log } from '../log.ts';
import { makeDirectories } from './durable-directory.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { Page } from './page.ts';

/** `lost`: there was a list before, so that a bus without one is not taken for a rehearsal at the start after. */
const CrewDocument = z.object({ list: CrewList.nullable(), lost: z.boolean() });

/**
 * The crew list from headquarters (`crew.json`) and the bus's own keys (`crew-keys.json`), beside the ledger's documents. The ledger's lock
 * covers them. Both generations of a document hold the same: a damaged file must bring back neither a member who was removed nor a code
 * that was used.
 */
export class CrewFile implements CrewShelf {
  readonly #directory: string;
  readonly #fileSystem: FileSystem;
  readonly #crew: Page<z.infer<typeof CrewDocument>>;
  readonly #keys: Page<CrewKeys>;

  private constructor(directory: string, log: Log, fileSystem: FileSystem) {
    this.#directory = directory;
    this.#fileSystem = fileSystem;
    const folder = { folder: directory, fileSystem, log };
    this.#crew = new Page({
      ...folder,
      name: 'crew',
      schema: CrewDocument,
      empty: { list: null, lost: false },
    });
    this.#keys = new Page({ ...folder, name: 'crew-keys', schema: CrewKeys, empty: NO_KEYS });
  }

  static async open(directory: string, log: Log, fileSystem: FileSystem = nodeFileSystem): Promise<CrewFile> {
    const file = new CrewFile(directory, log, fileSystem);
    await file.#crew.read();
    await file.#keys.read();
    file.#afterLoss();
    return file;
  }

  get list(): CrewList | null {
    return this.#crew.data.list;
  }

  get lost(): boolean {
    return this.#crew.data.lost;
  }

  get keys(): CrewKeys {
    return this.#keys.data;
  }

  get dirty(): boolean {
    return this.#crew.dirty || this.#keys.dirty;
  }

  setList(list: CrewList): void {
    this.#crew.set({ list, lost: false });
  }

  setKeys(keys: CrewKeys): void {
    this.#keys.set(keys);
  }

  async write(): Promise<void> {
    await makeDirectories(this.#fileSystem, this.#directory);
    for (const page of [this.#crew, this.#keys]) {
      if (!page.dirty) continue;
      await page.write();
      await page.write();
    }
  }

  #afterLoss(): void {
    if (this.#crew.outcome === 'lost') this.#crew.set({ list: null, lost: true });
    // Which codes have been used is not known any more, so those in hand open nothing; newer ones do.
    if (this.#keys.outcome === 'lost')
      this.#keys.set({ ...NO_KEYS, used: this.list?.codes.map(({ id }) => id) ?? [] });
  }
}
