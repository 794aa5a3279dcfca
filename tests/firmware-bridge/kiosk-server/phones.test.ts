import { describe, expect, it } from 'vitest';
import { crewList, doorOver, LI, LI_PIN, MemoryShelf } from '../crew/a-crew.ts';
import { folderWith, serve, TestScreen, until, visitor } from './served-house.ts';

/** A bus with a crew and a listener for phones, on loopback as if that were the bus's own network. */
async function busWithPhones() {
  const shelf = new MemoryShelf(await crewList());
  const staticDir = folderWith({
    'index.html': 'visitor',
    'officer.html': 'officer',
    'virtual-bus.html': 'virtual',
    'assets/officer-B7x2Kq9z.js': 'script',
  });
  const { door } = doorOver(shelf, { phoneAddress: () => bus.server.phoneAddress });
  const bus = await serve({ door, staticDir, phones: { host: '127.0.0.1', port: 0 } });
  const url = new URL(bus.server.phoneAddress!);
  const connectPhone = (headers: Record<string, string> = {}) =>
    new TestScreen(`ws://${url.host}/ws`, { headers: { origin: url.origin, ...headers } }).opened();
  const officerPhone = async (headers?: Record<string, string>) => {
    const screen = await connectPhone(headers);
    screen.say({ type: 'hello', v: 1, screen: 'officer' });
    await screen.next('identity');
    return screen;
  };
  return { ...bus, door, shelf, lan: url, connectPhone, officerPhone };
}

/** A panel on the bus at which Li is signed in. */
async function panelOfLi(host: string): Promise<TestScreen> {
  const screen = await new TestScreen(`ws://${host}/ws`).opened();
  screen.say({ type: 'hello', v: 1, screen: 'officer' });
  screen.say({ type: 'identify', as: { by: 'pin', member: LI.id, pin: LI_PIN } });
  await screen.next('day');
  return screen;
}

describe('the listener for phones', () => {
  it('is not there unless it was asked for', async () => {
    expect((await serve()).server.phoneAddress).toBeNull();
  });

  it('serves the officer page and what it loads', async () => {
    const { lan } = await busWithPhones();
    for (const [path, text] of [
      ['/officer', 'officer'],
      ['/officer/', 'officer'],
      ['/assets/officer-B7x2Kq9z.js', 'script'],
    ] as const)
      expect(await (await fetch(lan.origin + path)).text()).toBe(text);
    const root = await fetch(lan.origin, { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([302, '/officer']);
  });

  it.each([
    '/index.html',
    '/virtual-bus',
    '/warnings',
    '/api/health',
    '/api/content',
    '/api/narration/a.mp3',
    '/assets/%2e%2e/index.html',
    '/assets/..%2findex.html',
    '/officer.html/../index.html%00',
  ])('has no %s', async (path) => {
    const { lan } = await busWithPhones();
    expect((await rawGet(lan, path)).status).toBe(404);
  });

  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', ''])(
    'does not know itself as %j, for pages and WebSockets alike',
    async (host) => {
      const { lan, connectPhone } = await busWithPhones();
      expect((await rawGet(lan, '/officer', host)).status).toBe(host === '' ? 400 : 403);
      if (host !== '') await expect(connectPhone({ host })).rejects.toThrow('403');
    },
  );

  it.each(['http://evil.example', 'null', 'https://127.0.0.1'])(
    'opens no WebSocket for a page from %s',
    async (origin) => {
      const { connectPhone } = await busWithPhones();
      await expect(connectPhone({ origin })).rejects.toThrow('403');
    },
  );

  it('opens none without an origin, and none for pages of the bus’s own screens', async () => {
    const { lan, http, connectPhone } = await busWithPhones();
    await expect(new TestScreen(`ws://${lan.host}/ws`).opened()).rejects.toThrow('403');
    await expect(connectPhone({ origin: http })).rejects.toThrow('403');
  });

  it.each(['visitor', 'virtual-bus', 'warnings'])('takes nobody who says that they are %s', async (role) => {
    const { connectPhone, house } = await busWithPhones();
    const screen = await connectPhone();
    screen.say({ type: 'hello', v: 1, screen: role });
    expect((await screen.next('refused')).why).toContain('nothing else');
    expect((await screen.closed).code).toBe(1008);
    expect([screen.got, house.touches]).toEqual([[], []]);
  });

  it('leaves room for visitors, however many come by it', async () => {
    const { connectPhone, host } = await busWithPhones();
    for (let n = 0; n < 4; n++) await connectPhone();
    await expect(connectPhone()).rejects.toThrow('503');
    await expect(visitor(host)).resolves.toBeDefined();
  });

  it('ends with the bus', async () => {
    const { server, lan, officerPhone } = await busWithPhones();
    const phone = await officerPhone();
    await server.stop();
    expect((await phone.closed).code).toBe(1001);
    await expect(fetch(lan)).rejects.toThrow();
  });
});

describe('what is no page', () => {
  it('is for paired phones alone', async () => {
    const { lan, host, door, officerPhone } = await busWithPhones();
    const take = (token: string) =>
      fetch(`${lan.origin}/api/carry/take`, { headers: { authorization: `Bearer ${token}` } });
    expect((await fetch(`${lan.origin}/api/carry/take`)).status).toBe(401);
    expect((await take('made-up')).status).toBe(401);
    const panel = await panelOfLi(host);
    panel.say({ type: 'officer', command: { do: 'pair', on: true } });
    await until(() => door.pairing() !== null);
    const phone = await officerPhone();
    phone.say({ type: 'identify', as: { by: 'pairing', code: door.pairing()!.code } });
    const { identity } = await phone.next('identity');
    expect((await take(identity.is === 'known' ? identity.token! : '')).status).not.toBe(401);
  });
});

describe('a phone', () => {
  it('is asked who it is, even in a rehearsal that asks nobody', async () => {
    const { door } = doorOver(new MemoryShelf(null), { virtual: true });
    const { server } = await serve({ door, phones: { host: '127.0.0.1', port: 0 } });
    const { host, origin } = new URL(server.phoneAddress!);
    const screen = await new TestScreen(`ws://${host}/ws`, { headers: { origin } }).opened();
    screen.say({ type: 'hello', v: 1, screen: 'officer' });
    expect((await screen.next('identity')).identity).toMatchObject({ is: 'locked', members: [] });
    screen.say({ type: 'officer', command: { do: 'close-stop' } });
    expect((await screen.next('refused')).zh).toBe('请先在民警台输入密码');
  });

  it('is paired by the code at a panel, then runs the bus as that officer, and is known again by its token', async () => {
    const { host, house, door, officerPhone } = await busWithPhones();
    const panel = await panelOfLi(host);
    panel.say({ type: 'officer', command: { do: 'pair', on: true } });
    await until(() => door.pairing() !== null);
    const phone = await officerPhone();
    phone.say({ type: 'identify', as: { by: 'pairing', code: door.pairing()!.code } });
    const { identity } = await phone.next('identity');
    expect(identity).toMatchObject({ is: 'known', member: LI });
    await phone.next('day');
    phone.say({ type: 'officer', command: { do: 'queue', queue: 'long' } });
    await until(() => house.officerCommands.length === 1);
    expect(house.officers).toEqual([LI]);
    phone.socket.close();
    const anew = await officerPhone();
    anew.say({ type: 'identify', as: { by: 'token', token: identity.is === 'known' ? identity.token : '' } });
    expect((await anew.next('identity')).identity).toMatchObject({ is: 'known', member: LI });
  });

  it('may not pair another phone, nor sign in with a PIN before it is paired', async () => {
    const { host, door, officerPhone } = await busWithPhones();
    const phone = await officerPhone();
    phone.say({ type: 'identify', as: { by: 'pin', member: LI.id, pin: LI_PIN } });
    await phone.settled();
    expect(door.signedIn()).toEqual([]);
    const panel = await panelOfLi(host);
    panel.say({ type: 'officer', command: { do: 'pair', on: true } });
    await until(() => door.pairing() !== null);
    phone.say({ type: 'identify', as: { by: 'pairing', code: door.pairing()!.code } });
    await phone.next('day');
    phone.say({ type: 'officer', command: { do: 'pair', on: true } });
    expect((await phone.next('refused')).zh).toBe('请在车上的民警台配对手机');
  });

  it('does not turn into a visitor screen when the key on the bus is turned', async () => {
    const { server, officerPhone } = await busWithPhones();
    const phone = await officerPhone();
    phone.got.splice(0);
    server.showPanel(true);
    server.showPanel(false);
    await phone.settled();
    expect(phone.got).toEqual([]);
  });
});

/** `fetch` sets the Host header and tidies paths itself, so this one speaks plain HTTP. */
async function rawGet({ hostname, port, host }: URL, path: string, name = host): Promise<{ status: number }> {
  const { connect } = await import('node:net');
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `GET ${path} HTTP/1.1\r\n${name === '' ? '' : `Host: ${name}\r\n`}Connection: close\r\n\r\n`,
      ),
    );
    let text = '';
    socket.on('data', (part) => (text += part.toString()));
    socket.on('end', () => resolve({ status: Number(text.split(' ')[1]) }));
    socket.on('error', reject);
  });
}
