import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import {
  describeContentFault,
  faultAt,
  schemaFaults,
  type ContentFault,
  type Places,
} from './content-fault.ts';
import { checkExhibit } from './kinds/checks.ts';
import { type NarrationFiles, playableNarration } from './narration.ts';
import { Exhibit, Source, type ContentPack } from './pack.ts';
import { ContentId } from './texts.ts';

/** `pack.yaml`. Both languages are required of every text, so a pack names both. */
const PackHead = z.strictObject({
  id: ContentId,
  languages: z
    .array(z.enum(['zh', 'en']))
    .refine((languages) => new Set(languages).size === 2 && languages.length === 2, {
      message: 'must be [zh, en]: every text is in both',
    }),
});

const Sources = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,19}$/, 'a short key such as F8 or L1'),
  Source,
);

export interface ReadContentPack {
  /** Every exhibit that can be played. */
  pack: ContentPack;
  /** Everything that is wrong, also in exhibits that play all the same. */
  faults: ContentFault[];
  /** One sentence for each exhibit file that could not be used. */
  leftOut: string[];
  /** Where the sound files lie that texts name; it need not exist where none does. */
  narrationDirectory: string;
}

export class NoContentPackError extends Error {
  constructor(directory: string, why: string) {
    super(
      `no content pack at ${directory} (${why}); name a folder with pack.yaml, sources.yaml and exhibits/`,
    );
  }
}

/**
 * Reads `pack.yaml`, `sources.yaml` and `exhibits/*.yaml` of a content pack. A broken exhibit is left out and the rest
 * runs; every fault is listed with file, line, path, value and a way out.
 * @throws NoContentPackError if there is no such folder
 */
export function readContentPack(directory: string): ReadContentPack {
  const faults: ContentFault[] = [];
  const files = exhibitFiles(directory, faults);
  const head = readYaml(directory, 'pack.yaml', PackHead, faults);
  const sources = readYaml(directory, 'sources.yaml', Sources, faults)?.data ?? {};
  const narrationDirectory = join(directory, 'narration');
  const shared = { sources: new Set(Object.keys(sources)), narration: soundFiles(narrationDirectory) };
  const exhibits: Exhibit[] = [];
  const leftOut: string[] = [];
  for (const file of files) {
    const found = readExhibit(directory, file, shared, exhibits);
    faults.push(...found.faults);
    if (found.exhibit !== null) exhibits.push(found.exhibit);
    else leftOut.push(leftOutSentence(file, found.faults));
  }
  const id = head?.data.id ?? basename(directory);
  const pack = { id, version: versionOf({ id, exhibits, sources }), exhibits, sources };
  return { pack, faults, leftOut, narrationDirectory };
}

function exhibitFiles(directory: string, faults: ContentFault[]): string[] {
  const problem = isFolder(directory);
  if (problem !== null) throw new NoContentPackError(directory, problem);
  const folder = join(directory, 'exhibits');
  const missing = isFolder(folder);
  const files =
    missing === null
      ? readdirSync(folder)
          .filter((name) => /\.ya?ml$/.test(name))
          .sort()
      : [];
  if (files.length === 0) {
    faults.push(
      wholeFile('exhibits', missing ?? 'holds no .yaml file', 'put one YAML file for each exhibit there'),
    );
  }
  return files.map((name) => `exhibits/${name}`);
}

function soundFiles(folder: string): NarrationFiles {
  if (isFolder(folder) !== null) return new Map();
  return new Map(
    readdirSync(folder)
      .map((name) => ({ name, found: statSync(join(folder, name), { throwIfNoEntry: false }) }))
      .flatMap(({ name, found }) => (found?.isFile() === true ? [[name, found.size]] : [])),
  );
}

function isFolder(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'there is no such folder';
  return found.isDirectory() ? null : 'it is a file';
}

function readExhibit(
  directory: string,
  file: string,
  { sources, narration }: { sources: ReadonlySet<string>; narration: NarrationFiles },
  before: readonly Exhibit[],
): { exhibit: Exhibit | null; faults: ContentFault[] } {
  const faults: ContentFault[] = [];
  const found = readYaml(directory, file, Exhibit, faults);
  if (found === null) return { exhibit: null, faults };
  const { exhibit, faults: unheard } = playableNarration(found.data, narration);
  // What is broken comes first, because the log quotes the first fault of an exhibit that is left out.
  const meaning = [...checkExhibit(exhibit, sources), ...unheard].toSorted(
    (a, b) => Number(b.broken) - Number(a.broken),
  );
  faults.push(...meaning.map((fault) => faultAt(found.places, fault.path, fault)));
  const twice = before.some(({ id }) => id === exhibit.id);
  if (twice) {
    const problem = 'is the id of an exhibit in a file before this one';
    faults.push(
      faultAt(found.places, ['id'], { value: exhibit.id, problem, wayOut: 'give each exhibit its own id' }),
    );
  }
  return { exhibit: twice || meaning.some(({ broken }) => broken) ? null : exhibit, faults };
}

/** Reads and checks one file. Null, with the faults listed, if it cannot be used at all. */
function readYaml<T>(
  directory: string,
  file: string,
  schema: z.ZodType<T>,
  faults: ContentFault[],
): { data: T; places: Places } | null {
  const text = readText(join(directory, file));
  if (typeof text !== 'string') {
    faults.push(wholeFile(file, `cannot be read (${text.code})`, 'put it there and let the bus read it'));
    return null;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const places = { file, document, lines };
  const broken = document.errors.map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    const problem = `is not YAML: ${message.replace(/ at line \d+, column \d+:[^]*$/, '')}`;
    return {
      ...wholeFile(file, problem, 'indent with spaces, and put a text that holds ": " in quotes'),
      line,
      column: col,
    };
  });
  if (broken.length > 0) {
    faults.push(...broken);
    return null;
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { data: parsed.data, places };
  faults.push(...schemaFaults(places, parsed.error));
  return null;
}

function readText(path: string): string | { code: string } {
  try {
    return readFileSync(path, 'utf8');
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
    // Absence and forbidden access are for an author to mend; anything else is for us.
    if (['ENOENT', 'EACCES', 'EISDIR', 'EPERM', 'ENOTDIR'].includes(code)) return { code };
    throw problem;
  }
}

function wholeFile(file: string, problem: string, wayOut: string): ContentFault {
  return { file, line: 0, column: 0, path: '', value: '', problem, wayOut };
}

function leftOutSentence(file: string, faults: readonly ContentFault[]): string {
  const [first] = faults;
  const reason = first === undefined ? 'it cannot be used' : describeContentFault(first);
  return faults.length > 1
    ? `${file} is left out: ${reason} (and ${faults.length - 1} more)`
    : `${file} is left out: ${reason}`;
}

/** The same content gives the same version on every machine, however its files are laid out. */
function versionOf(content: Omit<ContentPack, 'version'>): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
