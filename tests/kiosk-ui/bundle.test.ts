import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIST = new URL('../../kiosk-ui/dist/', import.meta.url);
const PAGES = ['index.html', 'officer.html', 'warnings.html', 'virtual-bus.html'];
const BUDGET = 70 * 1024;
/** What a kind of exhibit adds once it is fetched, or a part of the officer panel that is rarely opened. */
const KIND_BUDGET = 15 * 1024;

/** The scripts a page loads before it shows anything: its entry and everything that one imports. */
async function initialScripts(page: string): Promise<Set<string>> {
  const html = await readFile(new URL(page, DIST), 'utf8');
  const entries = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  return scriptsFrom(...entries);
}

/** Scripts and everything they import before they run. */
async function scriptsFrom(...entries: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    found.add(path);
    const code = await readFile(new URL(path, DIST), 'utf8');
    const imports = code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g);
    for (const [, name] of imports) await follow(`assets/${name}`);
  };
  for (const path of entries) await follow(path);
  return found;
}

test('the visitor screen starts with at most 70 KB of gzipped JavaScript', async () => {
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

test('the officer panel starts with at most 40 KB, and its other views are not there from the start', async () => {
  const initial = await initialScripts('officer.html');
  let bytes = 0;
  for (const path of initial) bytes += gzipSync(await readFile(new URL(path, DIST))).length;
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThanOrEqual(40 * 1024);
  const late = ['ScheduleView', 'BusView', 'MoreView', 'SignInPage', 'AfterActionForm', 'QrCode'];
  late.push('DepartureView', 'TicketsView', 'Suggestion', 'HandOver');
  for (const name of late)
    expect(
      [...initial].filter((path) => path.includes(name)),
      name,
    ).toEqual([]);
});

test('the virtual bus adds at most 40 KB to what a visitor screen loads, and draws the whole of it from the start', async () => {
  const visitors = await initialScripts('index.html');
  const own = [...(await initialScripts('virtual-bus.html'))].filter((path) => !visitors.has(path));
  let bytes = 0;
  for (const path of own) bytes += gzipSync(await readFile(new URL(path, DIST))).length;
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThanOrEqual(40 * 1024);
});

test('a visitor screen loads nothing of the virtual bus', async () => {
  const own = (await readdir(new URL('assets/', DIST))).filter((file) => /^virtual-bus-.*\.js$/.test(file));
  expect(own.length).toBe(1);
  for (const path of await initialScripts('index.html'))
    expect(await readFile(new URL(path, DIST), 'utf8')).not.toContain(own[0]!);
});

test('a visitor screen loads nothing of the officer panel, not even later', async () => {
  const visitors = await initialScripts('index.html');
  const officers = (await readdir(new URL('assets/', DIST))).filter((file) =>
    /^(officer|ScheduleView|BusView|MoreView|DepartureView|TicketsView|SignInPage|AfterActionForm)-.*\.js$/.test(
      file,
    ),
  );
  expect(officers.length).toBe(8);
  for (const path of visitors) {
    const code = await readFile(new URL(path, DIST), 'utf8');
    expect(officers.filter((file) => code.includes(file))).toEqual([]);
  }
});

test('the schema library stays out of every page', async () => {
  for (const page of PAGES) {
    for (const path of await initialScripts(page)) {
      expect(await readFile(new URL(path, DIST), 'utf8'), `${page}: ${path}`).not.toContain('ZodError');
    }
  }
});

const lateParts: [string, string][] = [
  ...['JudgeScreen', 'CollectionScreen', 'QuestionsScreen', 'AlarmScreen'].map((name): [string, string] => [
    name,
    'index.html',
  ]),
  ...['DepartureView', 'TicketsView'].map((name): [string, string] => [name, 'officer.html']),
  ['two-tones', 'index.html'],
];

test.each(lateParts)(
  'the %s adds at most 15 KB of gzipped JavaScript, and is not there from the start of %s',
  async (name, page) => {
    const initial = await initialScripts(page);
    const chunk = (await readdir(new URL('assets/', DIST))).find(
      (file) => file.startsWith(`${name}-`) && file.endsWith('.js'),
    );
    expect(chunk).toBeDefined();
    let bytes = 0;
    for (const path of await scriptsFrom(`assets/${chunk!}`)) {
      if (!initial.has(path)) bytes += gzipSync(await readFile(new URL(path, DIST))).length;
    }
    expect(initial.has(`assets/${chunk!}`)).toBe(false);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(KIND_BUDGET);
  },
);

test('every page is there, and names its parts by hash', async () => {
  for (const page of PAGES) {
    const html = await readFile(new URL(page, DIST), 'utf8');
    expect(html).toMatch(/src="\/assets\/[\w-]+-[\w-]{8}\.js"/);
  }
});
