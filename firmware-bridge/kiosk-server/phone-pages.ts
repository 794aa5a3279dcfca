import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** The officer page and what it loads. */
const PAGE = /^\/(officer(\.html|\/)?|assets\/[\w.-]+)$/;
/** The file carried by hand. */
const CARRY = /^\/api\/carry(\/[\w-]+)*$/;

/**
 * The pages of the bus as far as phones may see them; everything else does not exist for them. What is no page is for paired phones alone,
 * also in a rehearsal that asks nobody on the bus.
 */
export function phonePages(parts: {
  pages: RequestListener;
  /** `host:port` by which phones know the bus. */
  self: () => string | null;
  isKnown: (token: string) => boolean;
}): RequestListener {
  const { pages, self, isKnown } = parts;
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    if (request.headers.host?.toLowerCase() !== self())
      return answer(response, 403, `Phones reach this bus as http://${self()}/officer and no other way.\n`);
    if (path === '/') return answer(response, 302, '', { Location: '/officer' });
    if (PAGE.test(path)) return pages(request, response);
    if (!CARRY.test(path))
      return answer(response, 404, 'Phones find the officer panel at /officer and nothing else.\n');
    if (!isKnown(bearerOf(request)))
      return answer(response, 401, '请先配对这部手机。 Pair this phone first.\n');
    return pages(request, response);
  };
}

function bearerOf({ headers }: IncomingMessage): string {
  return /^Bearer (\S{1,100})$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

function answer(response: ServerResponse, status: number, text: string, headers: object = {}): void {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...plain, ...headers });
  response.end(text);
}
