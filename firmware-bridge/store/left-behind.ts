import type { Log } from '../log.ts';
import { DataDirectory } from './data-directory.ts';
import { EpochShelf } from './epoch-shelf.ts';
import type { FileSystem } from './file-system.ts';
import { LedgerOutbox } from './ledger-outbox.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { recover } from './recovery.ts';

/**
 * What a bus that is not running still has to bring to headquarters. Begins no epoch and confirms nothing. Rejects with `DirectoryInUse`
 * while the bus runs.
 */
export async function leftBehind(place: {
  directory: string;
  bus: string;
  software: string;
  fileSystem?: FileSystem;
  log: Log;
}): Promise<{ outbox: LedgerOutbox; release(): Promise<void> }> {
  const { directory, bus, software, log, fileSystem = nodeFileSystem } = place;
  const data = new DataDirectory(directory, fileSystem, log);
  await data.claim();
  const shelf = new EpochShelf(directory, fileSystem, log);
  const recovered = await data.reading(() => recover({ directory, shelf, fileSystem, log, software }));
  const outbox = new LedgerOutbox({ bus, log, answered: () => undefined, heard: () => undefined });
  for (const epoch of recovered.outgoing) outbox.add(epoch);
  return { outbox, release: () => data.release() };
}
