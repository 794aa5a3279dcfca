import { existsSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import sirv from 'sirv';
import type { Log } from '../log.ts';
import { type CallerRules, hostAllowed } from './caller-check.ts';
import type { KioskHouse } from './kiosk-house.ts';
import { NARRATION, narration } from './narration.ts';

const NOT_BUILT = `The screens are not built yet.

Run   npm run build   in the folder of the project, then load this page again.
还没有生成屏幕页面：请在项目目录运行 npm run build，然后刷新本页。
`;

/** A file that Vite named after its content, `assets/index-B7x2Kq9z.js`, never changes. */
const NAMED_AFTER_CONTENT = /^\/assets\/.+-[\w-]{8,}\.\w+$/;
const PAGES = ['/', '/index.html', '/officer', '/virtual-bus', '/warnings'];

/** Everything that is plain HTTP: the pages, `/api/content`, `/api/narration/…`, `/api/health`. */
export function pages(parts: {
  house: KioskHouse;
  staticDir: string;
  narrationDir?: string;
  callers: CallerRules;
  log: Log;
}): RequestListener {
  const { staticDir, callers, log } = parts;
  const api = getRequestListener(apiOf(parts).fetch);
  const sounds = narration(parts.narrationDir, (request, response) =>
    closeFilesEarly(request, response, log),
  );
  // `dev` looks files up at each request: a build while the bus runs is served, and a file it removed is a 404.
  const files = sirv(staticDir, { dev: true, etag: true, extensions: ['html'], setHeaders: setCaching });
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    setSecurityHeaders(response, request.headers.host);
    if (!hostAllowed(request.headers.host, callers))
      return answer(response, 403, unknownHost(request.headers.host));
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'Only GET and HEAD.\n');
    // A range that ends before it begins makes sirv throw, and nothing here is long enough to need ranges.
    delete request.headers.range;
    if (path.startsWith(NARRATION)) return sounds(request, response);
    if (path.startsWith('/api/')) return void api(request, response);
    closeFilesEarly(request, response, log);
    files(request, response, () => answerMissing(response, path, staticDir));
  };
}

export function unknownHost(header: string | undefined): string {
  return `This bus does not know itself as ${JSON.stringify(header ?? '')}. Open it as http://127.0.0.1 or by its address.\n`;
}

function apiOf({ house, log }: { house: KioskHouse; log: Log }): Hono {
  const api = new Hono();
  api.get('/api/health', (context) => context.json(house.health(), 200, { 'Cache-Control': 'no-store' }));
  api.get('/api/content', etag(), (context) => {
    const content = house.content();
    return context.json(content, 200, { ETag: `"${content.version}"`, 'Cache-Control': 'no-cache' });
  });
  api.notFound((context) => context.json({ why: `there is no ${context.req.path} here` }, 404));
  api.onError((problem, context) => {
    log.error({ err: problem, path: context.req.path }, 'an HTTP request could not be answered');
    return context.json({ why: problem.message }, 500);
  });
  return api;
}

function setCaching(response: ServerResponse, path: string): void {
  const lasting = NAMED_AFTER_CONTENT.test(path);
  response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/**
 * Styles may stand in attributes, since the screens lay themselves out in millimetres; scripts may not. A page of the
 * bus may be framed by the bus itself: the virtual bus shows a kiosk beside its plan.
 */
function setSecurityHeaders(response: ServerResponse, host: string | undefined): void {
  const socket = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host}` : '';
  const policy = [
    "default-src 'self'",
    `connect-src 'self'${socket}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ];
  response.setHeader('Content-Security-Policy', policy.join('; '));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

/** sirv leaves a file open when the browser goes away, and does not listen for files that vanish while read. */
function closeFilesEarly(request: IncomingMessage, response: ServerResponse, log: Log): void {
  response.once('pipe', (file) => {
    response.once('close', () => file.destroy());
    file.once('error', (problem) => {
      log.warn({ err: problem, url: request.url }, 'a file of the screens could not be read');
      response.destroy();
    });
  });
}

function answerMissing(response: ServerResponse, path: string, staticDir: string): void {
  const page = PAGES.includes(path.length > 1 ? path.replace(/\/$/, '') : path);
  if (page && !existsSync(join(staticDir, 'index.html'))) return answer(response, 503, NOT_BUILT);
  answer(response, 404, 'There is no such page on this bus.\n');
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(text);
}
