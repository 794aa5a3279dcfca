import { Refused } from '@pingan/firmware-bridge/kiosk-server/kiosk-house';
import { describe, expect, it } from 'vitest';
import { connect, panel, serve, until, visitor } from './served-house.ts';

const DAY = { seed: 7, visits: 20, minutes: 1, aboard: 8, mishaps: true };
const PLAY = { type: 'rehearsal', command: { do: 'play', day: DAY } } as const;

describe('a day that a crowd plays', () => {
  it('is asked for by the page of the virtual bus, and by no other screen', async () => {
    const { house, host } = await serve();
    const page = await panel(host, 'virtual-bus');
    page.say(PLAY);
    await until(() => house.rehearsalCommands.length === 1);
    expect(house.rehearsalCommands).toEqual([{ do: 'play', day: DAY }]);
    const others = [await visitor(host), await panel(host, 'officer'), await connect(host)];
    for (const screen of others) {
      screen.say(PLAY);
      await screen.next('refused');
    }
    expect(house.rehearsalCommands).toHaveLength(1);
  });

  it('is shown on hello and whenever it looks different, to that page alone', async () => {
    const { house, host, server } = await serve();
    const [screen, page] = [await visitor(host), await panel(host, 'virtual-bus')];
    for (const progress of [0.1, 0.1, 0.2]) {
      house.rehearsalView = { ...house.rehearsalView!, state: 'playing', day: DAY, progress };
      server.showRehearsal();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    expect((await page.next('rehearsal')).rehearsal.progress).toBe(0.1);
    expect((await page.next('rehearsal')).rehearsal).toMatchObject({ state: 'playing', progress: 0.2 });
    const late = await connect(host);
    late.say({ type: 'hello', v: 1, screen: 'virtual-bus' });
    expect((await late.next('rehearsal')).rehearsal.progress).toBe(0.2);
    await screen.settled();
    expect(screen.got).toEqual([]);
  });

  it('is refused in the words of the house, in both languages, and nothing is shown where boards are real', async () => {
    const { house, host, server } = await serve();
    const page = await panel(host, 'virtual-bus');
    house.problem = new Refused('a day is being played already', '正在演练一天');
    page.say(PLAY);
    expect(await page.next('refused')).toMatchObject({
      why: 'a day is being played already',
      zh: '正在演练一天',
    });
    house.rehearsalView = null;
    server.showRehearsal();
    await new Promise((resolve) => setTimeout(resolve, 150));
    await page.settled();
    expect(page.got).toEqual([]);
  });

  it('with numbers out of bounds is no message at all', async () => {
    const { house, host } = await serve();
    const page = await panel(host, 'virtual-bus');
    page.say({ type: 'rehearsal', command: { do: 'play', day: { ...DAY, visits: 1_000_000 } } });
    expect((await page.next('refused')).why).toContain('visits');
    expect(house.rehearsalCommands).toEqual([]);
  });
});
