import { Name, Purpose } from '@pingan/protocol/ids';
import { PlanFields } from '@pingan/protocol/schedule/plan';
import type { Context } from 'hono';
import { z } from 'zod';
import type { ErrorAnswer } from './answers.ts';

const Day = z.iso.date();

const fields = {
  bus: Name.optional(),
  from: Day.optional(),
  to: Day.optional(),
  purpose: Purpose.default('service'),
};

/** Counts of a bus (or all), from one day to another (or always), under one purpose. */
export const SelectionQuery = z.strictObject(fields);
/** Stops of a bus (or all), from one day to another, with one status. */
export const ScheduleQuery = z.strictObject({
  bus: fields.bus,
  from: fields.from,
  to: fields.to,
  status: PlanFields.shape.status.optional(),
});
/** One bus, or all. */
export const ConditionQuery = z.strictObject({ bus: fields.bus });
export const NoQuery = z.strictObject({});
export const DeadLetterQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50) });
/** A page of the audit log: entries before one, the latest first. */
export const AuditQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

const allowed: Record<string, string> = {
  bus: 'a bus id: lower-case letters, digits and hyphens, at most 48',
  from: 'a day written YYYY-MM-DD, not after "to"',
  to: 'a day written YYYY-MM-DD, not before "from"',
  purpose: Purpose.options.join(', '),
  status: PlanFields.shape.status.options.join(', '),
  limit: 'a whole number from 1 to 500',
  before: 'the id of an entry: "next" of the page before',
};

class QueryError extends Error {
  readonly answer: ErrorAnswer;
  constructor(answer: ErrorAnswer) {
    super(answer.error);
    this.answer = answer;
  }
}

/** Reads the query of a request, or throws a `QueryError` that names the parameter and what it may be. */
export function readQuery<Shape extends z.ZodRawShape>(
  context: Context,
  schema: z.ZodObject<Shape>,
): z.infer<z.ZodObject<Shape>> {
  const given = context.req.queries();
  const values: Record<string, string> = {};
  for (const [name, all] of Object.entries(given)) {
    // An empty value is a form field left empty.
    const filled = all.filter((value) => value !== '');
    if (filled.length > 1) throw refusal(name, filled.join(', '), 'given more than once', schema);
    if (filled[0] !== undefined) values[name] = filled[0];
  }
  const unknown = Object.keys(given).find((name) => !(name in schema.shape));
  if (unknown !== undefined) throw unknownParameter(unknown, schema);
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    throw refusal(name, values[name] ?? '', 'not understood', schema);
  }
  const { from, to } = parsed.data as { from?: string; to?: string };
  if (from !== undefined && to !== undefined && from > to)
    throw refusal('from', from, `after "to" (${to})`, schema);
  return parsed.data;
}

function refusal(parameter: string, value: string, what: string, schema: z.ZodObject): QueryError {
  if (!(parameter in schema.shape)) return unknownParameter(parameter, schema);
  const may = allowed[parameter] ?? '';
  return new QueryError({
    error: `${parameter}=${value.slice(0, 80)} is ${what}; allowed: ${may}`,
    parameter,
    allowed: may,
  });
}

function unknownParameter(parameter: string, schema: z.ZodObject): QueryError {
  const may = Object.keys(schema.shape).join(', ') || 'none';
  return new QueryError({
    error: `there is no parameter "${parameter.slice(0, 40)}" here; allowed: ${may}`,
    parameter: parameter.slice(0, 40),
    allowed: may,
  });
}

/** The answer to a bad query, or null for any other error. */
export function badQuery(problem: unknown): ErrorAnswer | null {
  return problem instanceof QueryError ? problem.answer : null;
}
