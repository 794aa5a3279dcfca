import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import Console from '../../../headquarters/console/Console.svelte';
import { ScriptedApi, aBus, aSnapshot } from './a-snapshot.ts';

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
  render(Console, { api });
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
        days: { ...base.days, undated: [{ bus: 'bus-03', visits: 5 }] },
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
    render(Console, { api });
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
