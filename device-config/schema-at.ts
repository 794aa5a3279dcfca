import { z } from 'zod';
import type { Path } from './fault.ts';

/** The keys that the schema knows at a path; empty where it lists none. */
export function keysAllowedAt(schema: z.ZodType, value: unknown, path: Path): string[] {
  const found = schemaAt(schema, value, path);
  const object = found && optionMeant(found.schema, found.value);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

/**
 * Which of the shapes that may stand at a path the value was probably meant to be; null where the schema has no such
 * choice between groups of keys.
 */
export function shapeMeantAt(schema: z.ZodType, value: unknown, path: Path): number | null {
  const found = schemaAt(schema, value, path);
  if (!(found?.schema instanceof z.ZodUnion)) return null;
  const options = found.schema.options as z.ZodType[];
  return options.every((option) => option instanceof z.ZodObject) ? mostKeysOf(options, found.value) : null;
}

/** Schema and value at a path, the schema without its defaults; null where the path leads out of the schema. */
function schemaAt(
  schema: z.ZodType,
  value: unknown,
  path: Path,
): { schema: z.ZodType; value: unknown } | null {
  const bare = withoutDefaults(schema);
  const [step, ...rest] = path;
  if (step === undefined) return { schema: bare, value };
  const inner = innerSchema(optionMeant(bare, value), step);
  const innerValue = (value as Record<string, unknown> | null | undefined)?.[step];
  return inner && schemaAt(inner, innerValue, rest);
}

function innerSchema(schema: z.ZodType, step: string | number): z.ZodType | null {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<string, z.ZodType>)[step] ?? null;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return null;
}

function withoutDefaults(schema: z.ZodType): z.ZodType {
  const wrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wrapped ? withoutDefaults(schema.unwrap() as z.ZodType) : schema;
}

/** Of a choice the option that the value names or resembles; any other schema as it is. */
function optionMeant(schema: z.ZodType, value: unknown): z.ZodType {
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const key = schema.def.discriminator;
    const named = (schema.options as z.ZodObject[]).find((option) => {
      const kind = (option.shape as Record<string, z.ZodType>)[key];
      return kind?.safeParse((value as Record<string, unknown> | undefined)?.[key]).success ?? false;
    });
    return named ?? schema;
  }
  if (!(schema instanceof z.ZodUnion)) return schema;
  const options = schema.options as z.ZodType[];
  return options[mostKeysOf(options, value)] ?? schema;
}

/** The option that knows most of the keys written; the first of several. */
function mostKeysOf(options: readonly z.ZodType[], value: unknown): number {
  const written = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const known = options.map((option) =>
    option instanceof z.ZodObject ? written.filter((key) => Object.hasOwn(option.shape, key)).length : 0,
  );
  return known.indexOf(Math.max(...known));
}
