import { readFileSync } from 'node:fs';
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { describePath, describeValue, type Fault, type Path } from './fault.ts';

/** A YAML file whose data can be judged, and where each part of it stands. */
export interface YamlFile {
  value: unknown;
  /** Faults of writing that leave the data legible: a key that stands twice. */
  faults: Fault[];
  /** Makes a fault placed at the value of a path, at its key, or at the nearest part that exists. */
  faultAt(path: Path, message: string, place?: 'value' | 'key'): Fault;
  /** The line of the value at a path, or of the nearest part that exists. */
  lineOf(path: Path): number;
}

/** A file that cannot be judged before these faults are mended; more may show then. */
export interface IllegibleFile {
  illegible: Fault[];
}

/** What the messages call the file, and what to do when there is none. */
export interface YamlKind {
  what: string;
  wayOut: string;
}

/** Reads a YAML file. What is wrong with the file itself comes back as faults, placed. */
export function readYamlFile(file: string, kind: YamlKind): YamlFile | IllegibleFile {
  const opened = openText(file, kind);
  if ('fault' in opened) return { illegible: [wholeFile(file, opened.fault)] };
  return parseYaml(file, opened.text, kind);
}

function openText(file: string, { what, wayOut }: YamlKind): { text: string } | { fault: string } {
  try {
    const bytes = readFileSync(file);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (problem) {
    if (problem instanceof TypeError) {
      return { fault: 'is not UTF-8 text; save it again with the encoding UTF-8 (without GBK or UTF-16)' };
    }
    switch ((problem as NodeJS.ErrnoException).code) {
      case 'ENOENT':
        return { fault: `there is no such file; ${wayOut}` };
      case 'EISDIR':
        return { fault: `is a folder; name the ${what} file inside it` };
      case 'EACCES':
      case 'EPERM':
        return { fault: 'may not be read by this user; change its owner or its permissions' };
      default:
        throw problem;
    }
  }
}

function parseYaml(file: string, text: string, { wayOut }: YamlKind): YamlFile | IllegibleFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placed = (offset: number, path: Path, message: string, found: string | null): Fault => {
    const { line, col } = lines.linePos(offset);
    return {
      file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      path: describePath(path),
      message,
      found,
    };
  };
  const fullWidth = fullWidthHint(text);
  const faults = [...document.errors, ...document.warnings].map((problem) =>
    placed(
      problem.pos[0],
      [],
      `${inPlainWords(problem)}${fullWidth(lines.linePos(problem.pos[0]).line)}`,
      null,
    ),
  );
  let legible = document.errors.every((problem) => problem.code === 'DUPLICATE_KEY');
  // Aliases may point into themselves or unfold to gigabytes, and no profile needs them.
  visit(document, {
    Alias(_key, alias) {
      legible = false;
      const message = 'aliases (*name) are not understood here; write the value out';
      faults.push(placed(alias.range?.[0] ?? 0, [], message, `*${alias.source}`));
    },
  });
  const root = document.contents as Node | null;
  const empty = root === null || (isScalar(root) && root.value === null);
  if (empty && faults.length === 0) return { illegible: [wholeFile(file, `is empty; ${wayOut}`)] };
  if (!legible) return { illegible: faults };

  const value: unknown = document.toJS();
  return {
    value,
    faults,
    lineOf: (path) => lines.linePos(offsetOf(root, path, 'value')).line,
    faultAt(path, message, place = 'value') {
      const offset = offsetOf(root, path, place);
      const found = place === 'key' ? undefined : valueAt(value, path);
      const hint = typeof found === 'string' ? fullWidth(lines.linePos(offset).line) : '';
      return placed(offset, path, `${message}${hint}`, found === undefined ? null : describeValue(found));
    },
  };
}

/** Where the value (or the key) of a path begins; for what is missing, where its nearest owner is named. */
function offsetOf(root: Node | null, path: Path, place: 'value' | 'key'): number {
  let node = root;
  let offset = 0;
  for (const [depth, step] of path.entries()) {
    const next = childOf(node, step);
    if (next === null) return offset;
    const last = depth === path.length - 1;
    offset = (last && place === 'value' ? (next.value?.range?.[0] ?? next.offset) : next.offset) ?? offset;
    node = next.value;
  }
  return offset;
}

function childOf(
  node: Node | null,
  step: string | number,
): { value: Node | null; offset: number | undefined } | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined;
    return item === undefined ? null : { value: item, offset: item.range?.[0] };
  }
  if (!isMap(node)) return null;
  // The last one counts, as it does in the data when a key stands there twice.
  const pair = node.items.findLast(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
  );
  if (pair === undefined) return null;
  return { value: pair.value as Node | null, offset: (pair.key as Node).range?.[0] };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : undefined,
    value,
  );
}

function inPlainWords(problem: { code: string; message: string }): string {
  switch (problem.code) {
    case 'DUPLICATE_KEY':
      return 'this key stands here twice; keep one of them';
    case 'MULTIPLE_DOCS':
      return 'a second document begins here; one file holds one, so take the line "---" away';
    case 'TAB_AS_INDENT':
      return 'a tab is not allowed as indentation; use spaces';
    default:
      return `cannot be read as YAML: ${problem.message}`;
  }
}

/** The commonest slip with a Chinese keyboard: a full-width sign where YAML knows only the half-width one. */
function fullWidthHint(text: string): (line: number) => string {
  const lines = text.split('\n');
  return (line) => {
    const sign = /[：，“”｛｝［］]/.exec(lines[line - 1] ?? '')?.[0];
    return sign === undefined ? '' : ` — the line holds a full-width ${sign}; YAML needs the half-width sign`;
  };
}

function wholeFile(file: string, message: string): Fault {
  return { file, line: 1, column: 1, path: '', message, found: null };
}
