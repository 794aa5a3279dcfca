import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import Console from '../../../headquarters/console/Console.svelte';
import type { ClosedTicket } from '../../../headquarters/fleet-condition/condition.ts';
import type { BusCondition } from '../../../headquarters/fleet-condition/fleet-condition.ts';
import { DAY, HOUR, MORNING, aReport, aTicket, faulty, told } from './a-report.ts';
import { ScriptedApi, aCondition, aSnapshot } from './a-snapshot.ts';
import { REHEARSAL, aSession, scriptedStaff } from './scripted-staff.ts';

beforeAll(() => {
  // jsdom lays nothing out and opens no dialogs.
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  location.hash = '';
});

function show(conditions: BusCondition[], page = 'buses', session = aSession()): ScriptedApi {
  location.hash = page;
  const api = new ScriptedApi((purpose) => Promise.resolve(aSnapshot({ purpose, condition: conditions })));
  render(Console, { api, staff: scriptedStaff(session) });
  return api;
}
const rowOf = async (bus: string) =>
  (await screen.findByRole('button', { name: `查看报告：${bus}` })).closest('li')!;
const settled = () => new Promise((done) => setTimeout(done));

describe('the page of buses', () => {
  test('says of each bus how its last check went and what is open, in the chosen language', async () => {
    show([
      aCondition({ last: faulty, open: [aTicket()] }),
      aCondition({ bus: 'bus-02', last: aReport(), rehearsal: true }),
      aCondition({ bus: 'bus-03', last: aReport({ skipped: ['disk'], good: 39 }) }),
      aCondition({ bus: 'bus-04' }),
    ]);
    const broken = await rowOf('bus-01');
    expect(broken.textContent).toMatch(
      /最近一次出车检查：今天 07:40，1 项故障，2 项没看，38 项正常.*演练：后门光束没有信号.*3 天前发现/s,
    );
    expect(broken.querySelector('svg.alarm')).not.toBeNull();
    const good = await rowOf('bus-02');
    expect(good.textContent).toMatch(/演练.*今天 07:40，全部正常，共 40 项/s);
    expect(good.querySelector('svg.good')).not.toBeNull();
    expect((await rowOf('bus-03')).textContent).toContain('没有故障，1 项没看，39 项正常');
    expect((await rowOf('bus-04')).textContent).toContain('还没有收到过出车检查');
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect(broken.textContent).toMatch(
      /Last departure check today 07:40: 1 fault, 2 not looked at, 38 good.*no signal.*found 3 days ago/s,
    );
  });

  test('says plainly that a stop was opened without a check of today, and raises no alarm', async () => {
    show([aCondition({ unchecked: told(MORNING + 2 * HOUR) })]);
    const row = await rowOf('bus-01');
    expect(row.textContent).toContain('今天 09:40 开站，还没有收到今天的出车检查');
    expect(row.querySelector('svg.alarm')).toBeNull();
  });

  test('shows three tickets of a bus and how many more there are', async () => {
    const open = Array.from({ length: 5 }, (_, n) => aTicket({ ticket: `${n}`.padStart(16, '0') }));
    show([aCondition({ open })]);
    const tickets = within(within(await rowOf('bus-01')).getByRole('list', { name: '未关闭的故障单' }));
    expect(tickets.getAllByRole('listitem')).toHaveLength(4);
    expect(tickets.getByText('另有 2 张')).toBeTruthy();
  });

  test('opens a bus with its report, its past and what was closed, and shows an earlier check once chosen', async () => {
    const before = aReport({ id: 'before', ...told(MORNING - DAY), day: '2026-11-21', by: null });
    const closed: ClosedTicket = {
      ...{ ticket: '00000000000000aa', item: 'battery', words: { zh: '演练：电池低', en: 'Practice: low' } },
      opened: told(MORNING - 2 * DAY),
      closed: { ...told(MORNING - DAY), why: 'mended', remark: '充了电' },
    };
    const nameless: ClosedTicket = {
      ...{ ticket: '00000000000000bb', item: null, words: null, opened: null },
      closed: { ...told(null), why: 'found-good', remark: '' },
    };
    const condition = aCondition({ last: faulty, open: [aTicket()] });
    const api = show([condition]);
    api.conditionOf = (bus) =>
      Promise.resolve({
        ...condition,
        bus,
        past: { checks: [faulty, before], closed: [closed, nameless] },
      });
    await fireEvent.click(await screen.findByRole('button', { name: '查看报告：bus-01' }));
    const detail = within((await screen.findByRole('heading', { name: 'bus-01' })).closest('section')!);
    expect(await detail.findByText('后门')).toBeTruthy();
    expect(detail.getByText('警号')).toBeTruthy();
    expect(detail.getByText('灯 lock-07')).toBeTruthy();
    expect(detail.getByText('5 分钟')).toBeTruthy();
    expect(detail.getByText('已修好 · 11月21日 07:40 关闭 · 李伟')).toBeTruthy();
    expect(detail.getByText('充了电')).toBeTruthy();
    expect(detail.getByText('这张故障单的开单记录还没有收到')).toBeTruthy();
    await fireEvent.click(detail.getByRole('button', { name: '查看 11月21日 07:40 的检查' }));
    expect(detail.getByText('没有发现故障。')).toBeTruthy();
    expect(detail.queryByText('警号')).toBeNull();
    await fireEvent.click(detail.getByRole('button', { name: '收起' }));
    expect(screen.queryByRole('heading', { name: 'bus-01' })).toBeNull();
  });

  test('prints a report from a sheet that tells every time in full', async () => {
    const condition = aCondition({ last: faulty, past: { checks: [faulty], closed: [] } });
    const api = show([condition]);
    api.conditionOf = () => Promise.resolve(condition);
    await fireEvent.click(await screen.findByRole('button', { name: '查看报告：bus-01' }));
    await fireEvent.click(await screen.findByRole('button', { name: '打印报告' }));
    const sheet = within(await screen.findByRole('dialog', { name: '出车检查报告 · bus-01' }));
    expect(sheet.getByText('2026-11-22 07:40')).toBeTruthy();
    expect(sheet.getByText('没有未关闭的故障单')).toBeTruthy();
    const print = vi.spyOn(window, 'print').mockImplementation(() => {});
    await fireEvent.click(sheet.getByRole('button', { name: '打印' }));
    expect(print).toHaveBeenCalledOnce();
    print.mockRestore();
    await fireEvent.click(sheet.getByRole('button', { name: '收起' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('waits, says why nothing can be read, says that nothing is here yet, and tries again', async () => {
    location.hash = 'buses';
    const api = new ScriptedApi(() => new Promise(() => {}));
    render(Console, { api, staff: scriptedStaff(aSession()) });
    expect((await screen.findByText('正在读取…')).getAttribute('role')).toBe('status');
    api.answer = () => Promise.reject(new Error('disk I/O error'));
    api.events!.changed();
    expect((await screen.findByRole('alert')).textContent).toContain('disk I/O error');
    api.answer = () => Promise.resolve(aSnapshot({ condition: [] }));
    await fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByText(/还没有车辆报到。车辆连上后/)).toBeTruthy();
  });

  test('keeps what it showed when the connection is lost, and says so', async () => {
    const api = show([aCondition({ last: faulty })]);
    await rowOf('bus-01');
    api.events!.lost();
    expect(await screen.findByText(/连接中断。下面是中断前的数据/)).toBeTruthy();
    expect((await rowOf('bus-01')).textContent).toContain('1 项故障');
  });

  test('says that the report of a bus cannot be read now, and reads it when asked again', async () => {
    const condition = aCondition({ last: null, past: { checks: [], closed: [] } });
    const api = show([condition]);
    api.conditionOf = () => Promise.reject(new TypeError('no network'));
    await fireEvent.click(await screen.findByRole('button', { name: '查看报告：bus-01' }));
    expect((await screen.findByRole('alert')).textContent).toContain('连不上指挥中心程序');
    api.conditionOf = () => Promise.resolve(condition);
    await fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByText(/还没有收到这辆车的出车检查/)).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('reads an open bus anew when something has changed', async () => {
    const api = show([aCondition()]);
    api.conditionOf = vi.fn((bus: string) =>
      Promise.resolve(aCondition({ bus, past: { checks: [], closed: [] } })),
    );
    await fireEvent.click(await screen.findByRole('button', { name: '查看报告：bus-01' }));
    await screen.findByRole('heading', { name: 'bus-01' });
    const before = vi.mocked(api.conditionOf).mock.calls.length;
    await settled();
    api.events!.changed();
    await vi.waitFor(() => expect(vi.mocked(api.conditionOf).mock.calls.length).toBe(before + 1));
  });
});

describe('the overview', () => {
  test('names buses with open tickets and those that opened a stop unchecked, and leads to them', async () => {
    show(
      [
        aCondition({ open: [aTicket()] }),
        aCondition({ bus: 'bus-02', rehearsal: true, unchecked: told(MORNING + 2 * HOUR) }),
      ],
      'overview',
    );
    const broken = (await screen.findByText(/有待修故障/)).closest('p')!;
    expect(broken.textContent).toContain('bus-01（1 项）');
    const unchecked = screen.getByText(/还没有收到今天的出车检查/).closest('p')!;
    expect(unchecked.textContent).toContain('bus-02 演练（09:40 开站）');
    expect(within(broken).getByRole('link', { name: '查看车况' }).getAttribute('href')).toBe('#buses');
  });

  test('names five buses and says how many there are', async () => {
    const buses = Array.from({ length: 7 }, (_, n) => aCondition({ bus: `bus-1${n}`, open: [aTicket()] }));
    show(buses, 'overview');
    const line = await screen.findByText(/有待修故障/);
    expect(line.textContent).toContain('bus-14（1 项）等共 7 辆');
    expect(line.textContent).not.toContain('bus-15');
  });

  test('says nothing where nothing is open and every bus was checked', async () => {
    show([aCondition({ last: aReport() })], 'overview');
    await screen.findByText('今日人次', { selector: 'dt' });
    expect(screen.queryByText(/有待修故障|还没有收到今天/)).toBeNull();
  });

  test('says beside the counts which door could not see, and where trust is told', async () => {
    const base = aSnapshot();
    const blind = [{ door: 'rear', seconds: 240 }];
    location.hash = 'overview';
    const snapshot = aSnapshot({
      buses: [{ ...base.buses[0]!, blindToday: blind }],
      stops: [{ ...base.stops[0]!, blind }],
    });
    const api = new ScriptedApi((purpose) => Promise.resolve({ ...snapshot, purpose }));
    render(Console, { api, staff: scriptedStaff(REHEARSAL) });
    const panel = async (title: string) =>
      within((await screen.findByRole('heading', { name: title })).closest('section')!);
    expect((await panel('各站点')).getByText('后门有 4 分钟看不见').closest('td')!.textContent).toContain(
      '41',
    );
    expect((await panel('车辆')).getByText('后门有 4 分钟看不见')).toBeTruthy();
    expect((await panel('数据是否完整')).getByText(/后门有 4 分钟看不见/).textContent).toContain('bus-01');
  });

  test('says where trust is told that no door said it could not see', async () => {
    show([], 'overview');
    expect(await screen.findByText('没有门报告过看不见')).toBeTruthy();
  });
});
