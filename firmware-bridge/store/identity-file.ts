import { join } from 'node:path';
import { Name } from '@pingan/protocol/ids';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { makeOwnDirectory } from './durable-directory.ts';
import { DurableJsonFile } from './durable-json-file.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './node-file-system.ts';

const FOLDER = 'identity';

/** Who this bus is to headquarters. The key was made here and goes nowhere. Keys and certificates are PEM. */
const BusIdentity = z.object({
  v: z.literal(1),
  bus: Name,
  key: z.string().min(1),
  certificate: z.string().min(1),
  /** The only authority that this bus trusts. */
  authority: z.string().min(1),
  /** mqtts:// address. */
  broker: z.string().min(1),
  /** X25519 public key to which files for headquarters are sealed. */
  carryKey: z.string().min(1),
  /** Ed25519 public key with which headquarters signs the files it gives back. */
  signingKey: z.string().min(1),
});
export type BusIdentity = z.infer<typeof BusIdentity>;

/**
 * `identity/identity.json` of a data directory. Key and certificate are one document, so that a power cut leaves the old identity or the
 * new one and never half of each. The directory's lock covers it.
 */
export class IdentityFile {
  readonly #folder: string;
  readonly #fileSystem: FileSystem;
  readonly #file: DurableJsonFile<BusIdentity>;
  #identity: BusIdentity | null = null;

  private constructor(directory: string, log: Log, fileSystem: FileSystem) {
    this.#folder = join(directory, FOLDER);
    this.#fileSystem = fileSystem;
    this.#file = new DurableJsonFile({
      path: join(this.#folder, 'identity.json'),
      schema: BusIdentity,
      fileSystem,
      log,
    });
  }

  static async open(
    directory: string,
    log: Log,
    fileSystem: FileSystem = nodeFileSystem,
  ): Promise<IdentityFile> {
    const file = new IdentityFile(directory, log, fileSystem);
    file.#identity = await file.#file.read();
    return file;
  }

  /** Null where this bus was never enrolled, or nothing readable is left of it. */
  get identity(): BusIdentity | null {
    return this.#identity;
  }

  /** Takes the place of an earlier identity; rejects with `DocumentNotWritten`, and the earlier one then holds. */
  async keep(identity: BusIdentity): Promise<void> {
    await makeOwnDirectory(this.#fileSystem, this.#folder);
    await this.#file.write(identity);
    this.#identity = identity;
  }
}
