import type { Context } from 'hono';
import { z } from 'zod';
import type { ErrorAnswer } from './answers.ts';

/** Longer ones are not read. */
export const MAX_BODY_BYTES = 64 * 1024;

/** A request that cannot be granted, with the status and the words to say so. */
export class RequestError extends Error {
  readonly status: 400 | 403 | 404 | 409 | 413 | 415;
  constructor(status: RequestError['status'], message: string) {
    super(message);
    this.status = status;
  }

  get answer(): ErrorAnswer {
    return { error: this.message };
  }
}

/** Reads the JSON body of a request against its schema, or throws a `RequestError` that names what is wrong. */
export async function readBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  // Forms of foreign pages cannot send this type.
  if (!/^application\/json\b/.test(context.req.header('content-type') ?? ''))
    throw new RequestError(415, 'send JSON, with Content-Type: application/json');
  if (Number(context.req.header('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLong();
  const text = await context.req.text();
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) throw tooLong();
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new RequestError(400, 'the body is not JSON');
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw new RequestError(400, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  return parsed.data;
}

function tooLong(): RequestError {
  return new RequestError(413, `the body is longer than ${MAX_BODY_BYTES} bytes`);
}
