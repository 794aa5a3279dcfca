import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIST = new URL('../../kiosk-ui/dist/', import.meta.url);
const BUDGET = 60 * 1024;
const PAGES = ['index.html', 'officer.html', 'warnings.html', 'virtual-bus.html'];

/** The scripts a page loads before it shows anything: its entry and everything that one imports. */
async function initialScripts(page: string): Promise<Set<string>> {
  const html = await readFile(new URL(page, DIST), 'utf8');
  const found = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    found.add(path);
    const code = await readFile(new URL(path, DIST), 'utf8');
    const imports = code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g);
    for (const [, name] of imports) await follow(`assets/${name}`);
  };
  for (const [, path] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)) await follow(path!);
  return found;
}

test('the visitor screen starts with at most 60 KB of gzipped JavaScript', async () => {
  const scripts = await initialScripts('index.html');
  expect(scripts.size).toBeGreaterThan(0);
  let bytes = 0;
  for (const path of scripts) bytes += gzipSync(await readFile(new URL(path, DIST))).length;
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThanOrEqual(BUDGET);
});

test('the warnings screen, which nobody touches, starts with at most 30 KB', async () => {
  let bytes = 0;
  for (const path of await initialScripts('warnings.html'))
    bytes += gzipSync(await readFile(new URL(path, DIST))).length;
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThanOrEqual(30 * 1024);
});

test('the schema library stays out of every page', async () => {
  for (const page of PAGES) {
    for (const path of await initialScripts(page)) {
      expect(await readFile(new URL(path, DIST), 'utf8'), `${page}: ${path}`).not.toContain('ZodError');
    }
  }
});

test('every page is there, and names its parts by hash', async () => {
  for (const page of PAGES) {
    const html = await readFile(new URL(page, DIST), 'utf8');
    expect(html).toMatch(/src="\/assets\/[\w-]+-[\w-]{8}\.js"/);
  }
});
