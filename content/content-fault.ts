import type { Document, LineCounter } from 'yaml';
import { isMap, isNode, isPair, isScalar } from 'yaml';
import type { z } from 'zod';
import type { Path } from './texts.ts';

/** One thing wrong in a content pack: where, what was found there, and what to do about it. */
export interface ContentFault {
  /** Relative to the pack, with forward slashes. */
  file: string;
  /** From 1; 0 where the file as a whole is meant. */
  line: number;
  column: number;
  /** `beats.2.text.en`, or empty for the whole file. */
  path: string;
  /** As JSON, shortened. */
  value: string;
  problem: string;
  wayOut: string;
}

/** The fault as one line for a log or an officer: `exhibits/x.yaml:12:5 beats.2.then.next "cafe" leads nowhere; …`. */
export function describeContentFault(fault: ContentFault): string {
  const place = fault.line === 0 ? fault.file : `${fault.file}:${fault.line}:${fault.column}`;
  const what = [fault.path, fault.value].filter((part) => part !== '').join(' ');
  return `${place} ${what === '' ? '' : `${what} `}${fault.problem}; ${fault.wayOut}`;
}

/** What a parsed YAML file knows about its own places. */
export interface Places {
  file: string;
  document: Document;
  lines: LineCounter;
}

/** A fault at a path of a YAML file. A path that is not there is placed at the nearest thing above it. */
export function faultAt(
  places: Places,
  path: Path,
  found: { value: unknown; problem: string; wayOut: string },
): ContentFault {
  const { line, col } = places.lines.linePos(offsetOf(places.document, path));
  return {
    file: places.file,
    line,
    column: col,
    path: path.join('.'),
    value: shorten(found.value),
    problem: found.problem,
    wayOut: found.wayOut,
  };
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return keyOffset(document, path.slice(0, length)) ?? node.range[0];
  }
  return 0;
}

/** Where the key is written, which is the line an author looks for. */
function keyOffset(document: Document, path: Path): number | null {
  const parent = path.length <= 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1),
  );
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? null) : null;
}

/** One fault for each thing a schema found, at the narrowest place it can be blamed on. */
export function schemaFaults(places: Places, error: z.ZodError): ContentFault[] {
  return error.issues
    .flatMap((issue) => narrow(issue))
    .flatMap((issue) => {
      const paths =
        issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      return paths.map((raw) => {
        const path = raw.map((part) => (typeof part === 'symbol' ? String(part) : part));
        const value: unknown = places.document.getIn(path);
        return faultAt(places, path, {
          value: isNode(value) ? (value.toJSON() as unknown) : value,
          problem:
            issue.code === 'unrecognized_keys' ? 'is not a key that belongs here' : lowerFirst(issue.message),
          wayOut: wayOutOf(issue, value),
        });
      });
    });
}

type Issue = z.core.$ZodIssue;

/** Of a union's branches, the one the author came closest to: whose faults lie deepest in the file. */
function narrow(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depth = (branch: Issue[]) => Math.min(...branch.map(({ path }) => path.length));
  const [closest] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
  if (closest === undefined || depth(closest) === 0) return [issue];
  return closest.flatMap((inner) => narrow({ ...inner, path: [...issue.path, ...inner.path] }));
}

function wayOutOf(issue: Issue, value: unknown): string {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.some((key) => key.includes(' '))
      ? 'put a text that holds a comma in quotes, or it ends there inside { }'
      : 'remove it or correct its spelling';
  if (value === undefined) return 'add it';
  if (issue.code === 'invalid_value') return `use one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_union' && 'options' in issue)
    return `use one of ${(issue.options as unknown[]).map(String).join(', ')}`;
  if (issue.code === 'too_small') return 'write it out, or add what is missing';
  if (issue.code === 'too_big') return 'shorten it, or take something away';
  return 'correct it as content/kinds describes';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A value as JSON, cut where a log line would drown in it. */
function shorten(value: unknown): string {
  if (value === undefined) return '';
  const json = JSON.stringify(value) ?? '';
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}
