import { QUIET_DAY, virtualView } from './fake-house.ts';
import { describe, expect, it } from 'vitest';
import { connect, panel, serve, until, visitor } from './served-house.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a new step', () => {
  it('is shown at once on every screen of its station, and on no other', async () => {
    const { house, host, server } = await serve();
    const screens = [
      await visitor(host, 'telephone'),
      await visitor(host, 'telephone'),
      await visitor(host, 'wall'),
    ];
    const officer = await panel(host, 'officer');
    house.revision = 5;
    server.showStep('telephone');
    expect((await screens[0]!.next('step')).revision).toBe(5);
    expect((await screens[1]!.next('step')).revision).toBe(5);
    await Promise.all([screens[2]!.settled(), officer.settled()]);
    expect([screens[2]!.got, officer.got]).toEqual([[], []]);
  });

  it('is never left out, however fast steps follow each other', async () => {
    const { house, host, server } = await serve();
    const screen = await visitor(host);
    for (house.revision = 1; house.revision <= 50; house.revision++) server.showStep('telephone');
    for (let revision = 1; revision <= 50; revision++)
      expect((await screen.next('step')).revision).toBe(revision);
  });

  it('for a station without a screen harms nobody', async () => {
    const { server } = await serve();
    expect(() => server.showStep('wall')).not.toThrow();
  });
});

describe('the status', () => {
  it('asked for a thousand times at once is told once, as it is in the end', async () => {
    const { house, host, server } = await serve();
    const officer = await panel(host, 'officer');
    const page = await panel(host, 'virtual-bus');
    const before = house.statusesMade;
    for (let n = 1; n <= 1_000; n++) {
      house.detail = `news ${n}`;
      server.showStatus();
    }
    for (const screen of [officer, page]) {
      expect((await screen.next('status')).status.board.detail).toBe('news 1000');
    }
    await pause(200);
    expect([officer.got, page.got]).toEqual([[], []]);
    expect(house.statusesMade - before).toBe(1);
  });

  it('never reaches a visitor screen', async () => {
    const { house, host, server } = await serve();
    const [screen, officer] = [await visitor(host), await panel(host, 'officer')];
    house.detail = 'news';
    server.showStatus();
    await officer.next('status');
    await screen.settled();
    expect(screen.got).toEqual([]);
  });

  it('of the last moment is told, even when it came right after a push', async () => {
    const { house, host, server } = await serve();
    const officer = await panel(host, 'officer');
    house.detail = 'first';
    server.showStatus();
    expect((await officer.next('status')).status.board.detail).toBe('first');
    house.detail = 'last';
    server.showStatus();
    expect((await officer.next('status')).status.board.detail).toBe('last');
  });
});

describe("the officer's day", () => {
  it('is told to officer panels alone, and only where it looks different', async () => {
    const { house, host, server } = await serve();
    const [officer, page, screen] = [
      await panel(host, 'officer'),
      await panel(host, 'virtual-bus'),
      await visitor(host),
    ];
    server.showDay();
    await pause(200);
    house.today = { ...QUIET_DAY, brightness: 3 };
    server.showDay();
    expect((await officer.next('day')).day.brightness).toBe(3);
    await Promise.all([officer.settled(), page.settled(), screen.settled()]);
    expect([officer.got, page.got, screen.got]).toEqual([[], [], []]);
  });
});

describe('the virtual bus', () => {
  it('is redrawn at most 20 times a second, and ends up with the last levels', async () => {
    const { house, host, server } = await serve();
    const page = await panel(host, 'virtual-bus');
    const from = performance.now();
    for (let n = 1; n <= 60; n++) {
      house.virtualView = virtualView(n / 60);
      server.showVirtual();
      await pause(5);
    }
    await until(() => page.got.some((message) => message.type === 'virtual' && message.lamps['moved'] === 1));
    const seconds = (performance.now() - from) / 1_000;
    expect(page.got.length).toBeGreaterThan(1);
    // Timers round to whole milliseconds, hence the tenth more.
    expect(page.got.length).toBeLessThanOrEqual(seconds * 22 + 1);
  });

  it('is not redrawn while nothing changes', async () => {
    const { house, host, server } = await serve();
    const page = await panel(host, 'virtual-bus');
    for (let n = 0; n < 10; n++) {
      server.showVirtual();
      await pause(20);
    }
    await page.settled();
    expect(page.got).toEqual([]);
    house.virtualView = virtualView(1);
    server.showVirtual();
    expect((await page.next('virtual')).lamps).toEqual({ moved: 1 });
  });

  it('catches up a page that came between two redraws, though the others see nothing new', async () => {
    const { house, host, server } = await serve();
    const dark = house.virtualView!;
    await panel(host, 'virtual-bus');
    house.virtualView = { ...dark, lamps: { moved: 1 } };
    const late = await panel(host, 'virtual-bus');
    house.virtualView = dark;
    server.showVirtual();
    expect((await late.next('virtual')).lamps).toEqual({ moved: 0 });
  });
});

describe('a screen that is gone without a goodbye', () => {
  it('is dropped when it does not answer', async () => {
    const { host, log } = await serve({ keepAliveMs: 50 });
    const screen = await visitor(host);
    screen.socket.pause();
    await until(() => log.lines.some(({ fields }) => 'why' in fields && fields.why === 'it does not answer'));
  });

  it('is not waited for: when too much piles up it is dropped with a line in the log', async () => {
    const { host, house, log, server } = await serve({
      limits: { waitingBytes: 64 * 1024 },
    });
    const slow = await panel(host, 'officer');
    slow.socket.pause();
    const dropped = () => log.lines.some(({ message }) => message === 'screen dropped; it may come back');
    for (let n = 0; !dropped(); n++) {
      house.detail = `${n}${'x'.repeat(1024 * 1024)}`;
      server.showStatus();
      await pause(20);
    }
    expect(log.lines.at(-1)).toMatchObject({
      level: 'warn',
      fields: { why: 'it reads slower than the bus tells' },
    });
    const other = await panel(host, 'officer');
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  });
});

describe('the key switch', () => {
  it('turns the screen of the first station into the officer panel and back, and no other', async () => {
    const { host, server } = await serve();
    const first = await visitor(host);
    const lent = await connect(host);
    lent.say({ type: 'hello', v: 1, screen: 'officer', station: 'telephone' });
    const others = [await panel(host, 'officer'), await visitor(host, 'wall'), await connect(host)];
    others[2]!.say({ type: 'hello', v: 1, screen: 'officer', station: 'wall' });
    await lent.next('day');
    await others[2]!.next('day');
    for (const screen of others) screen.got.splice(0);
    for (const open of [true, false]) {
      server.showPanel(open);
      for (const screen of [first, lent]) expect((await screen.next('panel')).open).toBe(open);
    }
    for (const screen of others) {
      await screen.settled();
      expect(screen.got.filter(({ type }) => type === 'panel')).toEqual([]);
    }
  });
});
