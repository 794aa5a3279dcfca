import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Author } from '@pingan/protocol/author';
import type { CarryBrought, CarryRefused } from '@pingan/protocol/carry-report';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import { MAX_CARRY_BYTES } from '@pingan/protocol/carry/seal';
import type { Log } from '../log.ts';
import { type CallerRules, originAllowed } from './caller-check.ts';

export const CARRY = '/api/carry/';

/** Where an officer takes records away and brings headquarters' answer back. */
export interface CarryCounter {
  /** Who is signed in at the page that asks; null for nobody. @param ticket what {@link ticketOf} found */
  who(ticket: string | null): Author | null;
  take(): Promise<{ name: string; bytes: Uint8Array; records: number; left: number }>;
  bring(bytes: Uint8Array): Promise<CarryBrought>;
}

/** `GET /api/carry/take` and `POST /api/carry/bring`; docs/carry.md has their answers. */
export function carryRoutes(parts: {
  carry?: CarryCounter;
  callers: CallerRules;
  log: Log;
}): RequestListener {
  return (request, response) => {
    answerCarry(request, response, parts).catch((problem: unknown) => {
      parts.log.error({ err: problem, url: request.url }, 'a file for carrying by hand could not be served');
      if (response.headersSent) return void response.destroy();
      refuse(response, 500, 'failed', {
        zh: '车上的程序出错了，请再试一次；记录都还在。',
        en: 'Something went wrong on the bus. Try again; every record is still here.',
      });
    });
  };
}

async function answerCarry(
  request: IncomingMessage,
  response: ServerResponse,
  { carry, callers, log }: Parameters<typeof carryRoutes>[0],
): Promise<void> {
  const asked = `${request.method} ${request.url?.split('?', 1)[0]}`;
  const { origin, host } = request.headers;
  if (carry === undefined || (asked !== `GET ${CARRY}take` && asked !== `POST ${CARRY}bring`))
    return refuse(response, 404, 'not-here', {
      zh: '这里没有这个功能。',
      en: `There is no ${asked.slice(0, 80)} here.`,
    });
  if (!originAllowed(origin, host, callers))
    return refuse(response, 403, 'foreign-page', {
      zh: '别的网站的页面不能使用这辆车。',
      en: 'A page of another site may not use this bus.',
    });
  const by = carry.who(ticketOf(request));
  if (by === null)
    return refuse(response, 401, 'signed-out', {
      zh: '请先在面板上输入 PIN 登录。',
      en: 'Sign in at the panel with your PIN first.',
    });
  try {
    if (asked.startsWith('GET')) return sendFile(response, await carry.take());
    const brought = await carry.bring(await bodyOf(request));
    log.info({ by: by.id }, 'headquarters’ answer was brought back');
    sendJson(response, 200, brought);
  } catch (problem) {
    if (!(problem instanceof CarryFault)) throw problem;
    log.warn({ by: by.id, fault: problem.fault }, `a carried file was refused: ${problem.message}`);
    refuse(response, problem.fault === 'no-keys' ? 409 : 422, problem.fault, problem.words);
  }
}

/** The token of a paired phone, or of the panel's own cookie. */
export function ticketOf({ headers }: IncomingMessage): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer ?? /(?:^|;\s*)pingan-panel=([^;\s]+)/.exec(headers.cookie ?? '')?.[1] ?? null;
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes > MAX_CARRY_BYTES) throw tooLarge(request, bytes);
  bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_CARRY_BYTES) throw tooLarge(request, bytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What is still under way is read and dropped, so that the sender hears the answer. */
function tooLarge(request: IncomingMessage, bytes: number): CarryFault {
  request.resume();
  return CarryFault.of('too-large', { bytes, most: MAX_CARRY_BYTES });
}

function sendFile(
  response: ServerResponse,
  { name, bytes, records, left }: Awaited<ReturnType<CarryCounter['take']>>,
): void {
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': bytes.length,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
    'X-Carry-Records': records,
    'X-Carry-Left': left,
  });
  response.end(bytes);
}

function refuse(response: ServerResponse, status: number, fault: string, words: CarryRefused['words']): void {
  sendJson(response, status, { error: words.en, fault, words } satisfies CarryRefused);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
