import type { CurrentStop } from './current-stop.ts';
import type { DataDirectory } from './data-directory.ts';
import { DocumentNotWritten, type ReadOutcome } from './durable-json-file.ts';
import type { EpochShelf } from './epoch-shelf.ts';
import { isOutOfSpace } from './file-system.ts';
import type { LedgerOutbox } from './ledger-outbox.ts';
import type { LiveEpoch } from './live-epoch.ts';
import { damageOf, type WritablePage } from './page.ts';
import type { Upkeep } from './upkeep.ts';

interface LedgerPagesParts {
  directory: DataDirectory;
  shelf: EpochShelf;
  live: LiveEpoch;
  current: CurrentStop;
  outbox: LedgerOutbox;
  upkeep: Upkeep;
  /** What was found damaged of the ledger's own documents, in words for officers. */
  damaged: readonly string[];
}

/** A document of somebody else that says what the journal says, or less. */
export type Companion = WritablePage & { outcome: ReadOutcome };

/** Every document of a data directory that changes while the bus runs, and the order in which they are written. */
export class LedgerPages {
  readonly #parts: LedgerPagesParts;
  readonly #companions: Companion[] = [];
  readonly #damaged: string[];

  constructor(parts: LedgerPagesParts) {
    this.#parts = parts;
    this.#damaged = [...parts.damaged];
  }

  /** Writes this page from now on after everything else, and only where everything else is safe. @param name of its file */
  add(companion: Companion, name: string): void {
    this.#companions.push(companion);
    const damage = damageOf(companion, `${name}.json`);
    if (damage !== null) this.#damaged.push(damage);
  }

  /** Documents that were found damaged, each with what became of it. */
  get damaged(): readonly string[] {
    return this.#damaged;
  }

  get dirty(): boolean {
    const { live, current } = this.#parts;
    const pages = [current.page, ...this.#receipts, ...this.#companions];
    return live.dirty || pages.some((page) => page.dirty);
  }

  /** Writes every page that changed; null, or why one of them could not be written. */
  async write(): Promise<string | null> {
    const { directory, shelf, live, current, outbox, upkeep } = this.#parts;
    try {
      await directory.prepare(shelf, live.outgoing.folder);
    } catch (problem) {
      if (isOutOfSpace(problem)) await upkeep.makeRoom();
      return `${directory.path} cannot be written (${problem instanceof Error ? problem.message : String(problem)})`;
    }
    const pages = [...live.takeChanges(), ...this.#receipts];
    if (current.page.dirty) pages.unshift(current.page);
    const failed = await writePages(pages);
    if (failed.length === 0)
      failed.push(...(await writePages(this.#companions.filter((page) => page.dirty))));
    if (failed.some(isOutOfSpace)) await upkeep.makeRoom();
    await upkeep.tidy();
    if (failed.length < pages.length) outbox.changed();
    return failed[0]?.message ?? null;
  }

  get #receipts(): WritablePage[] {
    return this.#parts.outbox.epochs.map((epoch) => epoch.receipts).filter((page) => page.dirty);
  }
}

/** Writes each page, whatever happens to the others. */
async function writePages(pages: readonly WritablePage[]): Promise<DocumentNotWritten[]> {
  const failed: DocumentNotWritten[] = [];
  for (const page of pages) {
    try {
      await page.write();
    } catch (problem) {
      if (!(problem instanceof DocumentNotWritten)) throw problem;
      failed.push(problem);
    }
  }
  return failed;
}
