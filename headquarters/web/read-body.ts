import type { Context } from 'hono';
import type { z } from 'zod';
import type { BilingualName } from './answers.ts';
import { Refusal } from './refusal.ts';

/** What a person or a program sends in one request is a line or a form, not a file. */
const BODY_AT_MOST = 16_384;

/** What each field may be, in both languages. */
export type FieldTexts = Record<string, BilingualName>;

/**
 * The body of a request, checked against its schema.
 * A wrong one is a `Refusal` that names the field and what it may be.
 */
export async function readBody<Shape extends z.ZodRawShape>(
  context: Context,
  schema: z.ZodObject<Shape>,
  texts: FieldTexts,
): Promise<z.infer<z.ZodObject<Shape>>> {
  const json = await readJson(context);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const fields = Object.keys(schema.shape).join(', ');
  if (issue.code === 'unrecognized_keys')
    throw new Refusal(400, unknownField(issue.keys[0]!.slice(0, 40), fields), { allowed: fields });
  const field = String(issue.path[0] ?? '');
  const inside = issue.path.length > 1 ? `${issue.path.join('.')}: ${issue.message}` : '';
  const may = texts[field] ?? { zh: `一个 JSON 对象，字段：${fields}`, en: `a JSON object with ${fields}` };
  throw new Refusal(
    400,
    {
      zh: `不正确；应为：${may.zh}${inside && `（${inside}）`}`,
      en: `not understood; allowed: ${may.en}${inside && ` (${inside})`}`,
    },
    {
      error: `${field || 'the body'} is not understood; allowed: ${may.en}${inside && ` (${inside})`}`,
      field,
      allowed: may.en,
    },
  );
}

function unknownField(key: string, fields: string): BilingualName {
  return {
    zh: `没有字段 “${key}”；可用：${fields}`,
    en: `there is no field "${key}" here; allowed: ${fields}`,
  };
}

async function readJson(context: Context): Promise<unknown> {
  // A form of another site cannot send this type without asking first, and nothing here answers that question.
  if (!/^application\/json\s*(;|$)/i.test(context.req.header('content-type') ?? ''))
    throw new Refusal(415, {
      zh: '请求须为 Content-Type: application/json',
      en: 'send the body as JSON, with Content-Type: application/json',
    });
  const text = await readText(context);
  try {
    return JSON.parse(text);
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem;
    throw new Refusal(400, {
      zh: '请求内容不是有效的 JSON',
      en: `the body is no JSON: ${problem.message.slice(0, 100)}`,
    });
  }
}

async function readText(context: Context): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    length += chunk.length;
    if (length > BODY_AT_MOST)
      throw new Refusal(413, {
        zh: `请求内容超过 ${BODY_AT_MOST} 字节`,
        en: `the body is longer than ${BODY_AT_MOST} bytes; send less`,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
