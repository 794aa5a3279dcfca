import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { NarrationFile } from '@pingan/content/texts';
import sirv from 'sirv';

export const NARRATION = '/api/narration/';

/** Serves the sound files of a content pack by their bare names: no other path can be asked for. */
export function narration(
  directory: string | undefined,
  opened: (request: IncomingMessage, response: ServerResponse) => void,
): RequestListener {
  // As with the pages, a file is looked for at each request: an author may put one there while the bus runs.
  const files =
    directory === undefined
      ? undefined
      : sirv(directory, { dev: true, etag: true, extensions: [], setHeaders: askEachTime });
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const name = NarrationFile.safeParse(path.slice(NARRATION.length));
    const missing = () => answerMissing(response, path);
    if (files === undefined || !name.success) return missing();
    request.url = `/${name.data}`;
    opened(request, response);
    files(request, response, missing);
  };
}

/** A new recording under an old name is heard at once; an old one is not sent again. */
function askEachTime(response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-cache');
}

function answerMissing(response: ServerResponse, path: string): void {
  response.writeHead(404, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(
    JSON.stringify({ why: `the content pack has no ${path.slice(NARRATION.length) || 'such file'}` }),
  );
}
