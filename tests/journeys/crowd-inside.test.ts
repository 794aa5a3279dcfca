import { join } from 'node:path';
import { TRUE_METRICS } from '@pingan/firmware-bridge/rehearsal/crowd/true-metrics';
import type { PlayedDay } from '@pingan/protocol/rehearsal';
import { afterEach, describe, expect, it } from 'vitest';
import { benchProfile } from '../bench/bench-profile.ts';
import { Half, journeyFolder, ROOT, startBus, until } from './halves.ts';
import { Screen } from './screen.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

const DAY: PlayedDay = { seed: 4, visits: 16, minutes: 0.2, aboard: 8, mishaps: true };

async function rehearsalPage(): Promise<Screen> {
  return (await rehearsalBus()).page;
}

async function rehearsalBus(): Promise<{ bus: Half; page: Screen }> {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  const profile = join(ROOT, 'device-config/profiles/rehearsal.yaml');
  const bus = await startBus({ profile, data: join(folder.path, 'bus'), rehearsal: true });
  toStop.push(() => bus.kill('SIGKILL'));
  const page = await Screen.open(bus.address('Kiosk'), 'virtual-bus');
  await page.wait('status', ({ status }) => status.boards.every(({ state }) => state === 'ready'));
  return { bus, page };
}

const play = (page: Screen, day: Partial<PlayedDay> = {}) =>
  page.send({ type: 'rehearsal', command: { do: 'play', day: { ...DAY, ...day } } });

const refused = async (page: Screen, word: string) => {
  const { why, zh } = await page.wait('refused', (message) => message.why.includes(word));
  expect(why).toContain(word);
  expect(zh).toMatch(/\p{Script=Han}/u);
};

describe('a day played inside the bus', () => {
  it('ends with every exact count as it truly was, and says what blind doors missed', async () => {
    const page = await rehearsalPage();
    expect((await page.wait('rehearsal', () => true)).rehearsal.state).toBe('idle');
    play(page);
    const { rehearsal: playing } = await page.wait(
      'rehearsal',
      ({ rehearsal }) => rehearsal.state === 'playing' && rehearsal.people.length > 0,
    );
    expect(playing.day).toEqual(DAY);
    await until('the day is over', () => page.latest('rehearsal')!.rehearsal.state === 'over', 120_000);
    const { rehearsal } = page.latest('rehearsal')!;
    const known = new Set<string>(TRUE_METRICS);
    const exact = rehearsal.counts.filter(({ metric }) => known.has(metric));
    expect(exact.length).toBeGreaterThan(3);
    expect(exact.filter(({ apart }) => apart !== 0)).toEqual([]);
    expect(rehearsal.counts.find(({ metric }) => metric === 'door.in')!.measured).toBeGreaterThan(0);
    expect(rehearsal.gaps.some(({ seconds }) => seconds > 0)).toBe(true);
    expect(page.refusals).toEqual([]);
  });

  it('is refused while another one is played, which is stopped by letting everybody leave', async () => {
    const page = await rehearsalPage();
    play(page, { minutes: 5 });
    await page.wait('rehearsal', ({ rehearsal }) =>
      rehearsal.counts.some(({ metric, truth }) => metric === 'door.in' && truth > 0),
    );
    play(page);
    await refused(page, 'already');
    page.send({ type: 'rehearsal', command: { do: 'stop' } });
    await page.wait('rehearsal', ({ rehearsal }) => rehearsal.state === 'emptying');
    const { rehearsal } = await page.wait('rehearsal', (message) => message.rehearsal.state === 'over');
    const truth = (metric: string) => rehearsal.counts.find((each) => each.metric === metric)?.truth ?? 0;
    const unseen = rehearsal.gaps.reduce((sum, { passed }) => sum + passed, 0);
    expect(Math.abs(truth('door.in') - truth('door.out'))).toBeLessThanOrEqual(unseen);
    expect(rehearsal.progress).toBeLessThan(0.5);
  });

  it('and a departure check exclude each other: hands and doors are those of one of them', async () => {
    const { bus, page } = await rehearsalBus();
    const panel = await Screen.open(bus.address('Kiosk'), 'officer');
    const check = (step: 'start' | 'cancel') =>
      panel.send({ type: 'officer', command: { do: 'departure', check: { step } } });
    check('start');
    await panel.wait('day', ({ day }) => day.departure.state === 'running');
    play(page);
    await refused(page, 'departure check');
    check('cancel');
    await panel.wait('day', ({ day }) => day.departure.state !== 'running');
    play(page, { minutes: 5 });
    await page.wait('rehearsal', ({ rehearsal }) => rehearsal.state === 'playing');
    check('start');
    await refused(panel, 'a crowd plays');
    expect(panel.latest('day')!.day.departure.state).not.toBe('running');
  });

  it('does not keep a bus from being switched off in order', async () => {
    const { bus, page } = await rehearsalBus();
    play(page, { minutes: 5 });
    await page.wait('rehearsal', ({ rehearsal }) => rehearsal.progress > 0.01);
    expect(await bus.kill('SIGTERM')).toEqual({ code: 0 });
    expect(bus.errors).not.toContain('crowd');
  });

  it('is refused where more people come at once than the bus holds', async () => {
    const page = await rehearsalPage();
    play(page, { aboard: 60 });
    await refused(page, 'at most 8');
    expect(page.latest('rehearsal')!.rehearsal.state).toBe('idle');
  });

  it('is refused while a real board is attached, whose counts are service', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const link = join(folder.path, 'uno');
    const uno = new Half('firmware-bridge/dist/board/virtual-board/serve.js', ['--link', link]);
    toStop.push(() => uno.kill('SIGKILL'));
    const profile = folder.write('real.yaml', benchProfile(link, '', 'service'));
    const bus = await startBus({ profile, data: join(folder.path, 'bus') });
    toStop.push(() => bus.kill('SIGKILL'));
    const page = await Screen.open(bus.address('Kiosk'), 'virtual-bus');
    await page.wait('status', ({ status }) => status.board.state === 'ready');
    play(page);
    await refused(page, 'real board');
    expect(page.latest('rehearsal')).toBeUndefined();
  });
});
