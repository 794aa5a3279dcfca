import { describe, expect, it } from 'vitest';
import { connect, serve, TestScreen, visitor } from './served-house.ts';

describe('a page of a foreign site', () => {
  it.each([
    'http://evil.example',
    'https://127.0.0.1.evil.example',
    'null',
    'file://',
    'http://127.0.0.1:1',
    '',
  ])('with the origin %j cannot open a WebSocket', async (origin) => {
    const { host, log, house } = await serve();
    const screen = new TestScreen(`ws://${host}/ws`, { headers: { origin } });
    await expect(screen.opened()).rejects.toThrow('403');
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'screen refused', fields: { origin } }]);
    expect(house.touches).toEqual([]);
  });

  it('that made its own name point at this machine is refused by that name, pages and data too', async () => {
    const { host, http } = await serve();
    const headers = { host: 'evil.example', origin: 'http://evil.example' };
    await expect(new TestScreen(`ws://${host}/ws`, { headers }).opened()).rejects.toThrow('403');
    const answer = await getWithHost(`${http}/api/content`, 'evil.example');
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('"evil.example"');
  });
});

describe('the screens of the bus', () => {
  it('connect from the pages this server gave them', async () => {
    const { host } = await serve();
    const screen = await connect(host, { headers: { origin: `http://${host}` } });
    screen.say({ type: 'hello', v: 1, screen: 'visitor' });
    expect((await screen.next('welcome')).station).toBe('telephone');
  });

  it('may call the bus localhost', async () => {
    const { host, port } = await serve();
    const headers = { host: `localhost:${port}`, origin: `http://localhost:${port}` };
    await expect(connect(host, { headers })).resolves.toBeDefined();
  });

  it('may come from a development server that was allowed, and from no other', async () => {
    const { host } = await serve({ allowedOrigins: ['http://127.0.0.1:5173', 'http://bus.example:5173/'] });
    await expect(connect(host, { headers: { origin: 'http://127.0.0.1:5173' } })).resolves.toBeDefined();
    await expect(connect(host, { headers: { origin: 'http://bus.example:5173' } })).resolves.toBeDefined();
    const wrongPort = new TestScreen(`ws://${host}/ws`, { headers: { origin: 'http://127.0.0.1:5174' } });
    await expect(wrongPort.opened()).rejects.toThrow('403');
  });

  it('may be programs, which send no origin', async () => {
    const { host } = await serve();
    await expect(visitor(host)).resolves.toBeDefined();
  });

  it('find the WebSocket at /ws and nowhere else', async () => {
    const { host } = await serve();
    await expect(new TestScreen(`ws://${host}/`).opened()).rejects.toThrow('404');
    await expect(new TestScreen(`ws://${host}/ws/`).opened()).rejects.toThrow('404');
    await expect(new TestScreen(`ws://${host}/ws?station=wall`).opened()).resolves.toBeDefined();
  });
});

/** `fetch` sets the Host header itself, so this one speaks plain HTTP. */
async function getWithHost(address: string, host: string): Promise<{ status: number; text: string }> {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get(address, { headers: { host } }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}
