import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import Console from '../../../headquarters/console/Console.svelte';
import { ScriptedApi, aBus, aSnapshot } from './a-snapshot.ts';
import { REHEARSAL, scriptedStaff } from './scripted-staff.ts';

beforeAll(() => {
  // jsdom lays nothing out.
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
beforeEach(() => localStorage.clear());
afterEach(cleanup);

function show(snapshot = aSnapshot()): ScriptedApi {
  const api = new ScriptedApi((purpose) => Promise.resolve({ ...snapshot, purpose }));
  render(Console, { api, staff: scriptedStaff(REHEARSAL) });
  return api;
}

const panel = async (title: string) =>
  within((await screen.findByRole('heading', { name: title })).closest('section')!);

describe('the console', () => {
  test('speaks Chinese at first, and English after one tap, also next time', async () => {
    show();
    expect(await screen.findByText('今日人次', { selector: 'dt' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect(await screen.findByText('Visits today', { selector: 'dt' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('en');
    cleanup();
    show();
    expect(await screen.findByText('Visits today', { selector: 'dt' })).toBeTruthy();
  });

  test('says of each bus whether it is there, where it stands and what it still has to send', async () => {
    show(
      aSnapshot({
        buses: [
          aBus({ backlog: 3 }),
          aBus({ bus: 'bus-02', online: false, stop: null, stopName: null, board: 'lost' }),
        ],
      }),
    );
    const buses = await panel('车辆');
    const [first, second] = buses.getAllByRole('listitem');
    expect(first!.textContent).toMatch(/bus-01.*在线.*东市.*3 条/s);
    expect(second!.textContent).toMatch(/bus-02.*离线.*未开站.*失联/s);
  });

  test('names every fault of a bus in the language of the page, and greys those of a bus that is away', async () => {
    const faults = [
      { zh: '控制板 uno-2 失联', en: 'board uno-2 is lost' },
      { zh: '后门光束不稳', en: 'the rear beam flaps' },
    ];
    show(
      aSnapshot({
        buses: [aBus({ faults }), aBus({ bus: 'bus-02', online: false, faults }), aBus({ bus: 'bus-03' })],
      }),
    );
    const buses = await panel('车辆');
    const rows = () => buses.getAllByRole('listitem').filter((row) => row.querySelector('strong'));
    const [here, whole, away] = rows();
    expect(here!.textContent).toMatch(/控制板 uno-2 失联.*后门光束不稳/s);
    expect(here!.textContent).not.toContain('最后上报');
    expect(here!.querySelectorAll('svg.alarm')).toHaveLength(2);
    expect(away!.textContent).toMatch(/最后上报的故障.*控制板 uno-2 失联/s);
    expect(away!.querySelectorAll('svg.past-alarm')).toHaveLength(2);
    expect(whole!.textContent).not.toContain('故障');
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect(rows()[2]!.textContent).toMatch(/Faults last told.*board uno-2 is lost/s);
  });

  test('shows the true number with every count whose doors are calibrated, and says where they are not', async () => {
    const interval = { low: 39, high: 44 };
    const base = aSnapshot();
    show(
      aSnapshot({
        buses: [aBus({ visitsToday: 41, intervalToday: interval })],
        intervalToday: interval,
        days: { ...base.days, fleet: [{ date: '2026-11-22', visits: 41, interval }] },
        stops: [
          { ...base.stops[0]!, interval },
          { ...base.stops[0]!, bus: 'bus-02' },
        ],
      }),
    );
    const figure = (await screen.findByText('今日人次', { selector: 'dt' })).parentElement!;
    expect(figure.textContent).toMatch(/41.*实际 39–44/s);
    expect((await panel('车辆')).getByText('实际 39–44')).toBeTruthy();
    const [calibrated, not] = (await panel('各站点')).getAllByRole('row').slice(1);
    expect(calibrated!.textContent).toMatch(/41.*实际 39–44/s);
    expect(not!.textContent).toMatch(/41.*未校准/s);
    const bar = (await screen.findByRole('img', { name: /细线：实际人次范围$/ })).querySelectorAll('title');
    expect(bar[13]!.textContent).toBe('2026-11-22 · 41 人次（实际 39–44）');
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect(figure.textContent).toMatch(/41.*really 39–44/s);
    expect(not!.textContent).toMatch(/41.*not calibrated/s);
  });

  test('raises the alarm for a cloned card', async () => {
    show(aSnapshot({ buses: [aBus({ cloned: true })] }));
    expect((await screen.findByText(/同一编号有两台机器在线/)).textContent).toContain('bus-01');
  });

  test('draws a bar with its number for every day, and says what, where, when and n', async () => {
    show();
    const chart = await screen.findByRole('img', {
      name: /每日人次.*正式服务.*2026-11-09 至 2026-11-22.*41/,
    });
    expect(chart.querySelectorAll('rect')).toHaveLength(14);
    expect(within(chart as unknown as HTMLElement).getByText('34')).toBeTruthy();
  });

  test('leads to rehearsal counts with one tap where there are no others', async () => {
    const api = show(aSnapshot({ purposes: [{ purpose: 'rehearsal', visits: 12, counts: 30 }] }));
    await fireEvent.click(await screen.findByRole('button', { name: '查看演练' }));
    expect(await screen.findByText(/不计入正式服务统计/)).toBeTruthy();
    expect(api.asked.at(-1)).toBe('rehearsal');
  });

  test('names gaps, uncertain days and refused messages', async () => {
    const base = aSnapshot();
    show(
      aSnapshot({
        days: { ...base.days, undated: [{ bus: 'bus-03', visits: 5, interval: null }] },
        gaps: [
          { bus: 'bus-01', reason: 'epoch-missing', epoch: 'e', boot: 4, lastBoot: 4, missing: 17 },
          { bus: 'bus-01', reason: 'boots-missing', epoch: null, boot: 1, lastBoot: 3, missing: null },
        ],
        deadLetters: {
          total: 1,
          deadLetters: [
            {
              id: 1,
              bus: 'bus-02',
              channel: 'records',
              kind: 'shard',
              record: 'x',
              rev: 1,
              why: 'version 2',
              times: 2,
              firstAt: 0,
              lastAt: 0,
            },
          ],
        },
      }),
    );
    const trust = await panel('数据是否完整');
    expect(trust.getByText(/第 4 次开机.*缺 17 笔计数/)).toBeTruthy();
    expect(trust.getByText(/第 1–3 次开机.*未知/)).toBeTruthy();
    expect(trust.getByText(/5 人次计入累计/)).toBeTruthy();
    expect(trust.getByText('version 2')).toBeTruthy();
  });

  test('waits calmly for the first bus', async () => {
    show(aSnapshot({ buses: [] }));
    expect(await screen.findByText('还没有车辆报到')).toBeTruthy();
    expect(screen.getByText(/mqtt:\/\/127\.0\.0\.1:1883/)).toBeTruthy();
  });

  test('says why nothing can be shown, and tries again when asked', async () => {
    const api = new ScriptedApi(() => Promise.reject(new Error('disk I/O error')));
    render(Console, { api, staff: scriptedStaff(REHEARSAL) });
    expect((await screen.findByRole('alert')).textContent).toContain('disk I/O error');
    api.answer = () => Promise.resolve(aSnapshot());
    await fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByText('今日人次', { selector: 'dt' })).toBeTruthy();
  });

  test('keeps what it showed when the connection is lost, and says so', async () => {
    const api = show();
    await screen.findByText('今日人次', { selector: 'dt' });
    api.events!.lost();
    expect(await screen.findByText(/连接中断。下面是中断前的数据/)).toBeTruthy();
    expect(screen.getAllByText('34').length).toBeGreaterThan(0);
  });
});
