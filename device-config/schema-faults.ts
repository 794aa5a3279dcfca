import { z } from 'zod';
import { didYouMean } from './closest-name.ts';
import type { Path } from './fault.ts';
import { keysAllowedAt, shapeMeantAt } from './schema-at.ts';

type Issue = z.core.$ZodIssue;

/** What a schema has against a value, in words for the person who wrote the file. */
export interface SchemaFault {
  path: Path;
  message: string;
  /** Whether the key itself is wrong or the value behind it. */
  place: 'value' | 'key';
}

/** Checks a value read from a file; a schema's own messages stay, everything else is put into plain words. */
export function checkAgainst<S extends z.ZodType>(schema: S, value: unknown) {
  return schema.safeParse(value, { error: (issue) => inPlainWords(issue as Issue) });
}

/** One fault for each thing that is wrong; unknown keys come one by one. */
export function schemaFaults(schema: z.ZodType, value: unknown, issues: readonly Issue[]): SchemaFault[] {
  return issues.flatMap((issue): SchemaFault[] => {
    const path = issue.path as Path;
    switch (issue.code) {
      case 'unrecognized_keys': {
        const allowed = keysAllowedAt(schema, value, path);
        const list = allowed.length > 0 ? `; allowed here: ${allowed.join(', ')}` : '; take it away';
        return issue.keys.map((key) => ({
          path: [...path, key],
          message: `unknown key${didYouMean(key, allowed)}${list}`,
          place: 'key',
        }));
      }
      case 'invalid_key':
        return [
          { path, message: `not a usable name: ${issue.issues[0]?.message ?? issue.message}`, place: 'key' },
        ];
      case 'invalid_union': {
        const meant = shapeMeantAt(schema, value, path);
        const inner = meant === null ? undefined : issue.errors[meant];
        if (inner === undefined) return [{ path, message: issue.message, place: 'value' }];
        const placed = inner.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
        return schemaFaults(schema, value, placed);
      }
      default:
        return [{ path, message: issue.message, place: 'value' }];
    }
  });
}

function inPlainWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'invalid_value':
      return oneOf(issue.values, issue.input);
    case 'invalid_union':
      return wrongChoice(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_format':
      if (issue.format === 'url')
        return 'must be an address such as mqtt://127.0.0.1:1883 or mqtts://host:8883';
      if (issue.format === 'date') return 'must be a date of the calendar written YYYY-MM-DD';
      return undefined;
    default:
      return undefined;
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list (each entry on a line that begins with "- ")',
  object: 'a group of keys',
  record: 'a group of named entries',
};

function wrongType(expected: string, input: unknown): string {
  const words = TYPE_WORDS[expected] ?? expected;
  if (input === undefined) return `is missing; it must be ${words}`;
  const quotes =
    expected === 'string' && input !== null && typeof input !== 'object' ? '; put it in quotes' : '';
  return `must be ${words}${quotes}`;
}

function oneOf(values: readonly unknown[], input: unknown): string {
  const names = values.map(String);
  const allowed = names.length === 1 ? `must be ${names[0]}` : `must be one of: ${names.join(', ')}`;
  return input === undefined ? `is missing; it ${allowed}` : `${allowed}${didYouMean(input, names)}`;
}

function wrongChoice(issue: Extract<Issue, { code: 'invalid_union' }>): string | undefined {
  const inner = issue.errors.flat();
  const values = inner.flatMap((each) => (each.code === 'invalid_value' ? each.values : []));
  if (values.length > 0) return oneOf(values, issue.input);
  if (!('options' in issue) || !('discriminator' in issue)) return undefined;
  const given = (issue.input as Record<string, unknown> | null)?.[String(issue.discriminator)];
  return oneOf(issue.options as unknown[], given);
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
  if (issue.origin === 'string') return 'must not be empty';
  if (issue.origin === 'array')
    return `needs at least ${issue.minimum} ${issue.minimum === 1 ? 'entry' : 'entries'}`;
  return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
}
