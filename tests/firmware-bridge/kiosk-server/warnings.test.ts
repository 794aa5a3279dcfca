import { Warning } from '@pingan/protocol/warnings';
import { describe, expect, it } from 'vitest';
import { connect, panel, serve, until, visitor } from './served-house.ts';

const text = { zh: '样例', en: 'sample' };
const warning = (id: string): Warning =>
  Warning.parse({
    ...{ id, type: text, where: text, method: text, stopPoint: text, action: text, source: text },
    ...{ published: '2026-11-20', expires: '2026-11-27', generated: true },
  });

async function waitingRoom(host: string) {
  const screen = await connect(host);
  screen.say({ type: 'hello', v: 1, screen: 'warnings' });
  await screen.next('welcome');
  return screen;
}

describe('case warnings', () => {
  it('are told to visitor screens and to the page of their own when they connect', async () => {
    const { house, host } = await serve();
    house.holding = [warning('parcel')];
    const page = await waitingRoom(host);
    expect((await page.next('warnings')).warnings).toEqual([warning('parcel')]);
    const screen = await connect(host);
    screen.say({ type: 'hello', v: 1, screen: 'visitor' });
    expect((await screen.next('warnings')).warnings).toEqual([warning('parcel')]);
  });

  it('are told again when others hold, and to nobody else', async () => {
    const { house, host, server } = await serve();
    const [page, screen, officer] = [
      await waitingRoom(host),
      await visitor(host),
      await panel(host, 'officer'),
    ];
    await page.next('warnings');
    house.holding = [warning('parcel')];
    server.showWarnings();
    expect((await page.next('warnings')).warnings).toHaveLength(1);
    expect((await screen.next('warnings')).warnings).toHaveLength(1);
    server.showWarnings();
    await Promise.all([page.settled(), screen.settled(), officer.settled()]);
    expect([page.got, screen.got, officer.got]).toEqual([[], [], []]);
  });

  it('are all that their page may know: it hears of no status and may say nothing', async () => {
    const { house, host, server } = await serve();
    const page = await waitingRoom(host);
    await page.next('warnings');
    server.showStatus();
    page.say({ type: 'touch', session: 'x', revision: 0, action: { do: 'leave' } });
    expect((await page.next('refused')).why).toMatch(/visitor/);
    page.say({ type: 'officer', command: { do: 'close-stop' } });
    await page.next('refused');
    await page.settled();
    expect(page.got).toEqual([]);
    expect([house.touches, house.officerCommands]).toEqual([[], []]);
  });
});

describe('a screen that goes away', () => {
  it('is told to the house with what it was, so that no finger stays on a button', async () => {
    const { house, host } = await serve();
    const [screen, officer] = [await visitor(host, 'wall'), await panel(host, 'officer')];
    screen.socket.terminate();
    await until(() => house.gone.length === 1);
    officer.socket.close();
    await until(() => house.gone.length === 2);
    expect(house.gone).toEqual([{ is: 'visitor', station: 'wall' }, { is: 'officer' }]);
  });
});
