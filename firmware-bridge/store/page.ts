import { join } from 'node:path';
import { Low } from 'lowdb';
import type { z } from 'zod';
import type { Log } from '../log.ts';
import { DurableJsonFile, type ReadOutcome } from './durable-json-file.ts';
import type { FileSystem } from './file-system.ts';

/** A document that may have something the disk does not have yet. */
export interface WritablePage {
  readonly dirty: boolean;
  write(): Promise<void>;
}

/** What an officer is told of a file that was damaged, or null. */
export function damageOf({ outcome }: { outcome: ReadOutcome }, name: string): string | null {
  if (outcome === 'fell-back') return `${name} was damaged; its earlier version is used`;
  return outcome === 'lost' ? `${name} was damaged and is lost; the bad file is kept beside it` : null;
}

/** One document in memory and on disk, and whether the two differ. */
export class Page<T> implements WritablePage {
  readonly #low: Low<T>;
  readonly #file: DurableJsonFile<T>;
  readonly #written: (data: T) => void;
  #version = 0;
  #safeVersion = 0;

  /** `written` hears of every version that has become safe. */
  constructor(parts: {
    folder: string;
    name: string;
    schema: z.ZodType<T>;
    empty: T;
    fileSystem: FileSystem;
    log: Log;
    written?: (data: T) => void;
  }) {
    const path = join(parts.folder, `${parts.name}.json`);
    this.#file = new DurableJsonFile({
      path,
      schema: parts.schema,
      fileSystem: parts.fileSystem,
      log: parts.log,
    });
    this.#low = new Low(this.#file, parts.empty);
    this.#written = parts.written ?? (() => undefined);
  }

  get data(): T {
    return this.#low.data;
  }

  get outcome(): ReadOutcome {
    return this.#file.outcome;
  }

  get dirty(): boolean {
    return this.#version !== this.#safeVersion;
  }

  read(): Promise<void> {
    return this.#low.read();
  }

  /** The document as it is to be from now on; `write` makes it safe. */
  set(data: T): void {
    this.#low.data = data;
    this.#version++;
  }

  /** Rejects with `DocumentNotWritten`; the page then stays dirty. */
  async write(): Promise<void> {
    const version = this.#version;
    const data = this.#low.data;
    await this.#low.write();
    this.#safeVersion = version;
    this.#written(data);
  }
}
