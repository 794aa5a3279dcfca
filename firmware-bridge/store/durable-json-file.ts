import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { errorCode, type FileSystem } from './file-system.ts';
import { openGeneration, parseJson, sealGeneration } from './generation.ts';

/**
 * What a read found. `fell-back`: one of the two generations was bad and the other is used. `lost`: there were
 * files, none of them good.
 */
export type ReadOutcome = 'fresh' | 'clean' | 'fell-back' | 'lost';

export class DocumentNotWritten extends Error {
  readonly code: string | null;
  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${path} could not be written (${reason}); its last version is intact and writing is tried again`, {
      cause,
    });
    this.code = errorCode(cause);
  }
}

type Slot<T> =
  | { is: 'absent' }
  | { is: 'good'; path: string; generation: number; data: T }
  | { is: 'bad'; path: string; why: string; readable: boolean };

/**
 * A lowdb adapter that survives kill -9 and power cuts. Two checksummed generations lie side by side, `x.json` and
 * `x.json.bak`; a write goes to a temporary file, is fsynced, renamed over the OLDER of the two, and the directory is
 * fsynced: at every moment one complete generation is on disk. The newest good one wins at the next read. A bad file
 * is set aside as `.corrupt-…`, never deleted. The directory must exist.
 */
export class DurableJsonFile<T> implements Adapter<T> {
  readonly #paths: readonly [string, string];
  readonly #directory: string;
  readonly #temporary: string;
  readonly #schema: z.ZodType<T>;
  readonly #fileSystem: FileSystem;
  readonly #log: Log;
  #outcome: ReadOutcome = 'fresh';
  #generation = 0;
  #target = 0;
  /** Slots that hold something bad which is still in its place. */
  readonly #bad = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  #waiting: { text: string; done: Promise<void> } | null = null;

  constructor(parts: { path: string; schema: z.ZodType<T>; fileSystem: FileSystem; log: Log }) {
    this.#paths = [parts.path, `${parts.path}.bak`];
    this.#directory = dirname(parts.path);
    this.#temporary = join(this.#directory, `.${basename(parts.path)}.tmp`);
    this.#schema = parts.schema;
    this.#fileSystem = parts.fileSystem;
    this.#log = parts.log;
  }

  get outcome(): ReadOutcome {
    return this.#outcome;
  }

  /** The newest good generation, or null where there is none; `outcome` then says whether there ever was one. */
  async read(): Promise<T | null> {
    const slots = [await this.#readSlot(this.#paths[0]), await this.#readSlot(this.#paths[1])];
    const newest = slots
      .filter((slot) => slot.is === 'good')
      .reduce<Extract<Slot<T>, { is: 'good' }> | null>(
        (best, slot) => (best === null || slot.generation > best.generation ? slot : best),
        null,
      );
    const bad = slots.filter((slot) => slot.is === 'bad');
    if (newest === null) this.#outcome = bad.length === 0 ? 'fresh' : 'lost';
    else this.#outcome = bad.length === 0 ? 'clean' : 'fell-back';
    this.#generation = newest?.generation ?? 0;
    this.#target = newest?.path === this.#paths[0] ? 1 : 0;
    for (const slot of bad) await this.#report(slot);
    return newest?.data ?? null;
  }

  /**
   * Resolves once data at least as new is safe on disk; while a write is under way the latest waiting one wins.
   * Rejects with `DocumentNotWritten`; what was on disk before is then still there.
   */
  write(data: T): Promise<void> {
    const text = JSON.stringify(data);
    if (this.#waiting !== null) {
      this.#waiting.text = text;
      return this.#waiting.done;
    }
    const next = { text, done: Promise.resolve() };
    next.done = this.#last.then(() => {
      this.#waiting = null;
      return this.#put(next.text);
    });
    this.#waiting = next;
    this.#last = next.done.catch(() => undefined);
    return next.done;
  }

  async #readSlot(path: string): Promise<Slot<T>> {
    let file: Uint8Array | null;
    try {
      file = await this.#fileSystem.read(path);
    } catch (problem) {
      return { is: 'bad', path, why: `it cannot be read (${String(problem)})`, readable: false };
    }
    if (file === null) return { is: 'absent' };
    const opened = openGeneration(file);
    if ('damaged' in opened) return { is: 'bad', path, why: opened.damaged, readable: true };
    const data = this.#schema.safeParse(parseJson(opened.body));
    if (data.success) return { is: 'good', path, generation: opened.generation, data: data.data };
    return { is: 'bad', path, why: z.prettifyError(data.error).replaceAll('\n', ' '), readable: true };
  }

  async #report(slot: Extract<Slot<T>, { is: 'bad' }>): Promise<void> {
    this.#bad.add(slot.path);
    const used =
      this.#outcome === 'fell-back' ? 'the other generation is used' : 'nothing of it is left to use';
    this.#log.error(
      { file: slot.path, why: slot.why, outcome: this.#outcome },
      `damaged data file ${slot.path}; ${used}`,
    );
    // A file that cannot be read today may be readable at the next start, so it stays until its place is needed.
    if (!slot.readable) return;
    try {
      await this.#setAside(slot.path);
    } catch (problem) {
      this.#log.warn({ file: slot.path, err: problem }, `${slot.path} could not be set aside yet`);
    }
  }

  async #setAside(path: string): Promise<void> {
    await this.#fileSystem.rename(path, `${path}.corrupt-${randomBytes(4).toString('hex')}`);
    this.#bad.delete(path);
  }

  async #put(text: string): Promise<void> {
    const generation = this.#generation + 1;
    const target = this.#paths[this.#target]!;
    try {
      await this.#writeTemporary(sealGeneration({ generation, body: text }));
      if (this.#bad.has(target)) await this.#setAside(target);
      await this.#fileSystem.rename(this.#temporary, target);
      await this.#fileSystem.syncDirectory(this.#directory);
    } catch (problem) {
      await this.#fileSystem.remove(this.#temporary).catch(() => undefined);
      throw new DocumentNotWritten(target, problem);
    }
    // Only now: after a failed directory sync the same slot is tried again and the safe one stays untouched.
    this.#generation = generation;
    this.#target = 1 - this.#target;
  }

  async #writeTemporary(bytes: Uint8Array): Promise<void> {
    const file = await this.#fileSystem.create(this.#temporary);
    try {
      await file.write(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
