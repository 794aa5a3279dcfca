import { describe, expect, it } from 'vitest';
import { connect, panel, serve, until, visitor } from './served-house.ts';

describe('the chime of a departure check', () => {
  it('is asked of the visitor screens of one station alone, and each answers for itself', async () => {
    const { house, host, server } = await serve();
    const [first, second, other] = [
      await visitor(host, 'wall'),
      await visitor(host, 'wall'),
      await visitor(host),
    ];
    server.chime('wall', 3);
    expect((await first.next('chime')).chime).toBe(3);
    expect((await second.next('chime')).chime).toBe(3);
    await other.settled();
    expect(other.got).toEqual([]);
    first.say({ type: 'chimed', chime: 3, how: 'played' });
    second.say({ type: 'chimed', chime: 3, how: 'locked' });
    await until(() => house.chimes.length === 2);
    expect(house.chimes).toEqual(
      expect.arrayContaining([
        { station: 'wall', chime: 3, how: 'played' },
        { station: 'wall', chime: 3, how: 'locked' },
      ]),
    );
  });

  it('is answered by visitor screens and by nobody else', async () => {
    const { house, host } = await serve();
    const officer = await panel(host, 'officer');
    officer.say({ type: 'chimed', chime: 1, how: 'played' });
    expect((await officer.next('refused')).why).toMatch(/visitor screen/);
    expect(house.chimes).toEqual([]);
  });

  it('tells screens that are with visitors from those that an officer borrowed', async () => {
    const { host, server } = await serve();
    expect(server.screensAt('wall')).toEqual({ visitors: 0, lent: 0 });
    await visitor(host, 'wall');
    const lent = await connect(host);
    lent.say({ type: 'hello', v: 1, screen: 'officer', station: 'wall' });
    await lent.next('identity');
    expect(server.screensAt('wall')).toEqual({ visitors: 1, lent: 1 });
    lent.socket.terminate();
    await until(() => server.screensAt('wall').lent === 0);
  });
});
