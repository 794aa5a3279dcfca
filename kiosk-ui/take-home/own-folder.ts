import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUR_MARK } from './game-page.ts';

export class NotOurFolderError extends Error {
  constructor(directory: string, why: string) {
    super(
      `${directory} ${why}; nothing was written. Name an empty or a new folder with --out, or one that take-home wrote`,
    );
  }
}

/**
 * Writes the files into a folder that is new, empty, or was written here before: its `index.html` says so. Files beside ours stay.
 * @throws NotOurFolderError before anything is written
 */
export function writeOwnFolder(directory: string, files: Readonly<Record<string, string>>): void {
  const why = whyNotOurs(directory);
  if (why !== null) throw new NotOurFolderError(directory, why);
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
}

function whyNotOurs(directory: string): string | null {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isDirectory()) return 'is a file';
  const names = readdirSync(directory);
  if (names.length === 0) return null;
  const index = names.includes('index.html') ? readFileSync(join(directory, 'index.html'), 'utf8') : '';
  return index.includes(OUR_MARK) ? null : `holds other things (${names.slice(0, 3).join(', ')})`;
}
