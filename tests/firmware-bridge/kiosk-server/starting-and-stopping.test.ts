import { connect as connectTcp } from 'node:net';
import { KioskServer } from '@pingan/firmware-bridge/kiosk-server/kiosk-server';
import { PortTakenError } from '@pingan/firmware-bridge/kiosk-server/port-taken';
import { describe, expect, it } from 'vitest';
import { doorOver, MemoryShelf } from '../crew/a-crew.ts';
import { FakeHouse } from './fake-house.ts';
import { KeptLog } from './kept-log.ts';
import { panel, serve, visitor } from './served-house.ts';

const openDoor = () => doorOver(new MemoryShelf(null), { virtual: true }).door;
const another = (port: number) =>
  new KioskServer({
    house: new FakeHouse(),
    door: openDoor(),
    port,
    staticDir: '/nonexistent',
    log: new KeptLog(),
  });

describe('a taken port', () => {
  it('is named together with the way out', async () => {
    const { port } = await serve();
    const second = another(port);
    await expect(second.start()).rejects.toThrow(PortTakenError);
    await expect(another(port).start()).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken by another program; end that one or choose another with --port`,
    );
    await second.stop();
  });
});

describe('stopping', () => {
  it('tells the screens and frees the port', async () => {
    const { host, port, server } = await serve();
    const screens = [await visitor(host), await panel(host, 'officer'), await panel(host, 'virtual-bus')];
    await server.stop();
    for (const screen of screens)
      expect(await screen.closed).toEqual({ code: 1001, why: 'the bus is stopping' });
    const next = another(port);
    expect(await next.start()).toEqual({ port });
    await next.stop();
  });

  it('does not wait for screens that are frozen, nor for half a request', async () => {
    const { host, port, server } = await serve();
    const frozen = await visitor(host);
    frozen.socket.pause();
    const half = connectTcp(port, '127.0.0.1');
    const cut = new Promise((resolve) => half.on('close', resolve).on('error', () => {}));
    await new Promise<void>((resolve) =>
      half.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n', () => resolve()),
    );
    // ws alone would wait 30 s for a screen that does not answer the goodbye.
    await server.stop();
    await cut;
  }, 20_000);

  it('leaves no push behind that was asked for just before', async () => {
    const { house, host, server } = await serve();
    await panel(host, 'officer');
    const made = house.statusesMade;
    server.showStatus();
    server.showVirtual();
    await server.stop();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(house.statusesMade).toBe(made);
  });

  it('may be asked for twice, and before anything was started', async () => {
    const { server } = await serve();
    await server.stop();
    await server.stop();
    await another(0).stop();
  });
});
