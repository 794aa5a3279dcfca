import { writeFileSync, rmSync, symlinkSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, serve } from './served-house.ts';

const BUILT = {
  'index.html': '<title>kiosk</title>',
  'officer.html': '<title>officer</title>',
  'virtual-bus.html': '<title>virtual bus</title>',
  'assets/index-B7x2Kq9z.js': 'export {}',
  'assets/plain.js': 'export {}',
};

/** One request exactly as written, since `fetch` tidies paths before it sends them. */
function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.on('data', (part) => (text += part.toString()));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}

const getRaw = (port: number, path: string, header = '') =>
  raw(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${header}Connection: close\r\n\r\n`);

describe('the pages', () => {
  it.each([
    ['/', 'kiosk'],
    ['/?station=wall', 'kiosk'],
    ['/officer', 'officer'],
    ['/officer/', 'officer'],
    ['/virtual-bus', 'virtual bus'],
  ])('%s shows %s', async (path, title) => {
    const { http } = await serve({ staticDir: folderWith(BUILT) });
    const answer = await fetch(`${http}${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html;charset=utf-8');
    expect(await answer.text()).toBe(`<title>${title}</title>`);
  });

  it('are asked for anew each time, while files named after their content are kept for good', async () => {
    const { http } = await serve({ staticDir: folderWith(BUILT) });
    const caching = async (path: string) => (await fetch(`${http}${path}`)).headers.get('cache-control');
    expect(await caching('/')).toBe('no-cache');
    expect(await caching('/assets/plain.js')).toBe('no-cache');
    expect(await caching('/assets/index-B7x2Kq9z.js')).toBe('public, max-age=31536000, immutable');
  });

  it('are not sent again to a browser that has them', async () => {
    const { http } = await serve({ staticDir: folderWith(BUILT) });
    const tag = (await fetch(http)).headers.get('etag')!;
    expect((await fetch(http, { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  it('change with a build while the bus runs', async () => {
    const staticDir = folderWith(BUILT);
    const { http } = await serve({ staticDir });
    expect((await fetch(`${http}/assets/plain.js`)).status).toBe(200);
    writeFileSync(join(staticDir, 'index.html'), '<title>new</title>');
    rmSync(join(staticDir, 'assets/plain.js'));
    expect(await (await fetch(http)).text()).toBe('<title>new</title>');
    expect((await fetch(`${http}/assets/plain.js`)).status).toBe(404);
  });

  it('that are not built say how to build them, and the rest of the server works', async () => {
    const { http } = await serve({ staticDir: join(folderWith({}), 'dist') });
    for (const path of ['/', '/officer', '/virtual-bus']) {
      const answer = await fetch(`${http}${path}`);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await answer.text()).toContain('npm run build');
    }
    expect((await fetch(`${http}/api/health`)).status).toBe(200);
  });

  it('carry headers that keep foreign scripts, frames and guesses at types out', async () => {
    const { http, host } = await serve({ staticDir: folderWith(BUILT) });
    for (const path of ['/', '/api/health', '/nowhere']) {
      const { headers } = await fetch(`${http}${path}`);
      const policy = headers.get('content-security-policy');
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain(`connect-src 'self' ws://${host}`);
      expect(policy).toContain("frame-ancestors 'self'");
      expect(policy).not.toContain('script-src');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('only answer to reading', async () => {
    const { http } = await serve({ staticDir: folderWith(BUILT) });
    expect((await fetch(http, { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await fetch(`${http}/api/content`, { method: 'DELETE' })).status).toBe(405);
    const head = await fetch(http, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('a path that leads out of the folder', () => {
  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/.%00./secret.txt',
    '//secret.txt',
    '/dist/../../secret.txt',
    '/../dist-other/secret.txt',
    'http://127.0.0.1/../secret.txt',
    '/%',
    '/%ff',
  ])('%s finds nothing', async (path) => {
    const around = folderWith({
      'secret.txt': 'SECRET',
      'dist-other/secret.txt': 'SECRET',
      'dist/index.html': 'kiosk',
    });
    const { port, http } = await serve({ staticDir: join(around, 'dist') });
    const answer = await getRaw(port, path);
    expect(answer).toMatch(/^HTTP\/1\.1 (404|400) /);
    expect(answer).not.toContain('SECRET');
    expect((await fetch(http)).status).toBe(200);
  });
});

describe('a strange request', () => {
  it.each(['bytes=5-3', 'bytes=abc', 'bytes=999999-', 'lines=1', 'bytes=-'])(
    'for the range %s gets the whole page',
    async (range) => {
      const { port } = await serve({ staticDir: folderWith(BUILT) });
      const answer = await getRaw(port, '/', `Range: ${range}\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).toContain('<title>kiosk</title>');
    },
  );

  it('for a file that cannot be read ends alone; the server goes on', async () => {
    const staticDir = folderWith(BUILT);
    symlinkSync('/proc/self/mem', join(staticDir, 'broken.txt'));
    const { http, log } = await serve({ staticDir });
    await fetch(`${http}/broken.txt`).then(
      (answer) => answer.text(),
      () => 'cut off',
    );
    expect((await fetch(http)).status).toBe(200);
    expect(log.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });

  it('without a host, or that is no HTTP, is turned away', async () => {
    const { port } = await serve({ staticDir: folderWith(BUILT) });
    expect(await raw(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
    expect(await raw(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('the content', () => {
  it('comes with its version as tag and is sent again only when it has changed', async () => {
    const { http, house } = await serve();
    const first = await fetch(`${http}/api/content`);
    expect(first.headers.get('etag')).toBe('"c1"');
    expect(await first.json()).toEqual({ id: 'starter', version: 'c1', exhibits: [], sources: {} });

    const again = (tag: string) => fetch(`${http}/api/content`, { headers: { 'if-none-match': tag } });
    expect((await again('"c1"')).status).toBe(304);
    expect((await again('W/"c0", W/"c1"')).status).toBe(304);
    house.contentVersion = 'c2';
    const changed = await again('"c1"');
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"c2"']);
  });
});

describe('the health', () => {
  it('is what the house says, fresh each time', async () => {
    const { http, house } = await serve();
    const answer = await fetch(`${http}/api/health`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.json()).toEqual({ board: 'ready' });
    house.health = () => ({ board: 'lost' });
    expect(await (await fetch(`${http}/api/health`)).json()).toEqual({ board: 'lost' });
  });

  it('that cannot be told is a 500 and an error in the log', async () => {
    const { http, house, log } = await serve();
    house.health = () => {
      throw new Error('no board at all');
    };
    const answer = await fetch(`${http}/api/health`);
    expect([answer.status, await answer.json()]).toEqual([500, { why: 'no board at all' }]);
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });

  it('is the only thing under /api beside the content', async () => {
    const { http } = await serve();
    expect((await fetch(`${http}/api/secrets`)).status).toBe(404);
  });
});
