import type { RequestListener } from 'node:http';

/** The officer page, what it loads, and the file carried by hand: all that a phone has to do with. */
const FOR_PHONES = /^\/(officer(\.html|\/)?|assets\/[\w.-]+|api\/carry(\/[\w-]+)*)$/;

/** The pages of the bus as far as phones may see them; everything else does not exist for them. */
export function phonePages(pages: RequestListener, self: () => string | null): RequestListener {
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
    if (request.headers.host?.toLowerCase() !== self()) {
      response.writeHead(403, plain);
      return response.end(`Phones reach this bus as http://${self()}/officer and no other way.\n`);
    }
    if (path === '/') {
      response.writeHead(302, { ...plain, Location: '/officer' });
      return response.end();
    }
    if (FOR_PHONES.test(path)) return pages(request, response);
    response.writeHead(404, plain);
    response.end('Phones find the officer panel at /officer and nothing else.\n');
  };
}
