import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../journeys/halves.ts';
import { type Figure, reported } from './figures.ts';

const DIST = join(ROOT, 'kiosk-ui/dist');

/** Files that the browser loads for one page before anything is touched: its scripts and what those import at once. */
function initialScripts(page: string): string[] {
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file) || !existsSync(join(DIST, file))) return;
    found.add(file);
    const folder = file.split('/').slice(0, -1).join('/');
    for (const [, path] of readFileSync(join(DIST, file), 'utf8').matchAll(
      /(?:from|import)\s*"(\.[^"]+\.js)"/g,
    )) {
      follow(join(folder, path!));
    }
  };
  const html = readFileSync(join(DIST, page), 'utf8');
  for (const [, path] of html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)) follow(path!);
  return [...found];
}

/** Gzipped JavaScript of each page in KB. */
export async function kioskSize(): Promise<Figure[]> {
  return ['index.html', 'officer.html', 'warnings.html', 'virtual-bus.html'].map((page) => {
    const bytes = initialScripts(page).reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(DIST, file))).length,
      0,
    );
    return reported(`initial JavaScript of ${page}, gzipped`, 'KB', bytes / 1024);
  });
}
