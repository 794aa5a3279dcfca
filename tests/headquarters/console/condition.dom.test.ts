import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import Console from '../../../headquarters/console/Console.svelte';
import { blindTogether } from '../../../headquarters/console/state/blind-together.ts';
import { blindText, blindWords } from '../../../headquarters/console/state/blind-words.ts';
import { ConditionState } from '../../../headquarters/console/state/condition-state.svelte.ts';
import { ageText, whenText } from '../../../headquarters/console/state/condition-texts.ts';
import { Speech } from '../../../headquarters/console/state/dictionary.svelte.ts';
import { Identity } from '../../../headquarters/console/state/identity.svelte.ts';
import { itemText } from '../../../headquarters/console/state/item-words.ts';
import { SignedOutError } from '../../../headquarters/console/state/request.ts';
import type {
  ClosedTicket,
  DepartureReport,
  OpenTicket,
} from '../../../headquarters/fleet-condition/condition.ts';
import type { BusCondition } from '../../../headquarters/fleet-condition/fleet-condition.ts';
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

const TODAY = '2026-11-22';
const MORNING = Date.parse('2026-11-22T07:40:00+08:00');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REAR = { zh: '演练：后门光束没有信号', en: 'Practice: the rear door has no signal' };
const told = (at: number | null = MORNING) => ({
  by: { id: 'li-wei', name: '李伟' },
  at,
  timeZone: at === null ? null : 'Asia/Shanghai',
});

function aReport(more: Partial<DepartureReport> = {}): DepartureReport {
  const nothing = { rehearsal: false, good: 40, faults: [], skipped: [], seconds: 312 };
  return { id: 'check', day: TODAY, ...told(), ...nothing, ...more };
}
const faulty = aReport({
  good: 38,
  faults: [{ item: 'door/rear', words: REAR }],
  skipped: ['alarm/siren', 'lamp/lock-07'],
});
const aTicket = (more: Partial<OpenTicket> = {}): OpenTicket => ({
  ticket: '0000000000000001',
  item: 'door/rear',
  words: REAR,
  opened: told(Date.now() - 3 * DAY),
  ...more,
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

describe('texts of a condition', () => {
  const [zh, en] = [new Speech('zh'), new Speech('en')];

  test('tell a time by the clock of the bus, and its day only where it is another one', () => {
    expect(whenText(told(), TODAY, zh)).toBe('今天 07:40');
    expect(whenText(told(), TODAY, en)).toBe('today 07:40');
    expect(whenText(told(), '2026-11-23', zh)).toBe('11月22日 07:40');
    expect(whenText(told(), '2027-01-01', en)).toBe('2026-11-22 07:40');
    expect(whenText(told(), null, en)).toBe('2026-11-22 07:40');
    expect(whenText(told(null), TODAY, en)).toBe('at an uncertain time');
  });

  test.each([
    [HOUR - 1, '不到 1 小时前发现', 'found less than an hour ago'],
    [HOUR, '1 小时前发现', 'found an hour ago'],
    [DAY - 1, '23 小时前发现', 'found 23 hours ago'],
    [DAY, '1 天前发现', 'found a day ago'],
    [9 * DAY, '9 天前发现', 'found 9 days ago'],
  ])('tell an age of %i ms in words', (age, inChinese, inEnglish) => {
    expect(ageText(told(), MORNING + age, zh)).toBe(inChinese);
    expect(ageText(told(), MORNING + age, en)).toBe(inEnglish);
  });

  test('tell an age as uncertain where the bus did not know the time', () => {
    expect(ageText(told(null), MORNING, zh)).toBe('发现时间不确定');
  });

  test('name the things of a check, and leave what is not known here as it came', () => {
    expect(itemText('door/rear', 'zh')).toBe('后门');
    expect(itemText('lamp/lock-07', 'en')).toBe('lamp lock-07');
    expect(itemText('disk', 'zh')).toBe('硬盘');
    expect(itemText('wheel/left', 'zh')).toBe('wheel/left');
    expect(itemText('constructor', 'en')).toBe('constructor');
  });

  test.each([
    [40, '后门有 40 秒看不见', 'the rear door could not see for 40 s'],
    [240, '后门有 4 分钟看不见', 'the rear door could not see for 4 min'],
    [3_600, '后门有 1 小时看不见', 'the rear door could not see for 1 h'],
    [7_500, '后门有 2 小时 5 分钟看不见', 'the rear door could not see for 2 h 5 min'],
  ])('say how long a door could not see: %i s', (seconds, inChinese, inEnglish) => {
    const door = { door: 'rear', seconds };
    expect(blindText(door, blindWords.zh)).toBe(inChinese);
    expect(blindText(door, blindWords.en)).toBe(inEnglish);
  });

  test('put the doors of a bus together over its stops', () => {
    const stops = [
      { bus: 'b', blind: [{ door: 'rear', seconds: 5 }] },
      { bus: 'a', blind: [{ door: 'rear', seconds: 9 }] },
      { bus: 'b' },
      {
        bus: 'b',
        blind: [
          { door: 'rear', seconds: 6 },
          { door: null, seconds: 1 },
        ],
      },
    ];
    expect(blindTogether(stops)).toEqual([
      { bus: 'b', door: 'rear', seconds: 11 },
      { bus: 'a', door: 'rear', seconds: 9 },
      { bus: 'b', door: null, seconds: 1 },
    ]);
  });
});

describe('what a page knows of one bus', () => {
  const past = { checks: [faulty, aReport({ id: 'before' })], closed: [] };
  const state = (condition: (bus: string) => Promise<BusCondition | null>) =>
    new ConditionState({ condition }, new Identity(scriptedStaff(REHEARSAL)));

  test('is its latest report until an earlier one is chosen, which stays chosen while more arrives', async () => {
    let checks = past.checks;
    const page = state((bus) => Promise.resolve(aCondition({ bus, past: { ...past, checks } })));
    await page.open('bus-01');
    expect(page.report?.id).toBe('check');
    page.choose(past.checks[1]!);
    checks = [aReport({ id: 'new' }), ...checks];
    await page.load(true);
    expect([page.report?.id, page.checks.length]).toEqual(['before', 3]);
    await page.open('bus-02');
    expect(page.report?.id).toBe('new');
  });

  test('does not let a slow answer overwrite the bus that was opened later', async () => {
    let answerSlowly = (_: BusCondition) => {};
    const slow = new Promise<BusCondition>((answer) => (answerSlowly = answer));
    const page = state((bus) => (bus === 'slow' ? slow : Promise.resolve(aCondition({ bus }))));
    const first = page.open('slow');
    await page.open('quick');
    answerSlowly(aCondition({ bus: 'slow' }));
    await first;
    expect(page.detail?.bus).toBe('quick');
  });

  test('stays while headquarters cannot be reached, which is said, and is read anew after that', async () => {
    let reachable = true;
    const page = state((bus) =>
      reachable ? Promise.resolve(aCondition({ bus, past })) : Promise.reject(new TypeError('no network')),
    );
    await page.open('bus-01');
    reachable = false;
    await page.load(true);
    expect([page.trouble, page.report?.id]).toEqual([{ field: null, text: null }, 'check']);
    reachable = true;
    await page.load(true);
    expect(page.trouble).toBeNull();
  });

  test('is nothing for a bus that is not there for this account, and nothing once it is closed', async () => {
    const page = state(() => Promise.resolve(null));
    await page.open('bus-99');
    expect([page.gone, page.detail]).toEqual([true, null]);
    await page.open(null);
    expect([page.gone, page.bus]).toEqual([false, null]);
  });

  test('ends with the session', async () => {
    const identity = new Identity(scriptedStaff(aSession()));
    const condition = () => Promise.reject(new SignedOutError(401, { error: 'signed out' }));
    await new ConditionState({ condition }, identity).open('bus-01');
    expect(identity.session).toEqual({ signedIn: false });
  });
});

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
      /最近一次发车检查：今天 07:40，1 项故障，2 项未查，38 项正常.*演练：后门光束没有信号.*3 天前发现/s,
    );
    expect(broken.querySelector('svg.alarm')).not.toBeNull();
    const good = await rowOf('bus-02');
    expect(good.textContent).toMatch(/演练.*今天 07:40，全部正常，共 40 项/s);
    expect(good.querySelector('svg.good')).not.toBeNull();
    expect((await rowOf('bus-03')).textContent).toContain('没有故障，1 项未查，39 项正常');
    expect((await rowOf('bus-04')).textContent).toContain('还没有收到过发车检查');
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect(broken.textContent).toMatch(
      /Last departure check today 07:40: 1 fault, 2 not looked at, 38 good.*no signal.*found 3 days ago/s,
    );
  });

  test('says plainly that a stop was opened without a check of today, and raises no alarm', async () => {
    show([aCondition({ unchecked: told(MORNING + 2 * HOUR) })]);
    const row = await rowOf('bus-01');
    expect(row.textContent).toContain('今天 09:40 开站，还没有收到今天的发车检查');
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
    expect(detail.getByText('警笛')).toBeTruthy();
    expect(detail.getByText('灯 lock-07')).toBeTruthy();
    expect(detail.getByText('5 分钟')).toBeTruthy();
    expect(detail.getByText('已修好 · 11月21日 07:40 关闭 · 李伟')).toBeTruthy();
    expect(detail.getByText('充了电')).toBeTruthy();
    expect(detail.getByText('这张故障单的开单记录还没有收到')).toBeTruthy();
    await fireEvent.click(detail.getByRole('button', { name: '查看 11月21日 07:40 的检查' }));
    expect(detail.getByText('没有发现故障。')).toBeTruthy();
    expect(detail.queryByText('警笛')).toBeNull();
    await fireEvent.click(detail.getByRole('button', { name: '收起' }));
    expect(screen.queryByRole('heading', { name: 'bus-01' })).toBeNull();
  });

  test('prints a report from a sheet that tells every time in full', async () => {
    const condition = aCondition({ last: faulty, past: { checks: [faulty], closed: [] } });
    const api = show([condition]);
    api.conditionOf = () => Promise.resolve(condition);
    await fireEvent.click(await screen.findByRole('button', { name: '查看报告：bus-01' }));
    await fireEvent.click(await screen.findByRole('button', { name: '打印报告' }));
    const sheet = within(await screen.findByRole('dialog', { name: '发车检查报告 · bus-01' }));
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
    expect(await screen.findByText(/还没有收到这辆车的发车检查/)).toBeTruthy();
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
    const unchecked = screen.getByText(/还没有收到今天的发车检查/).closest('p')!;
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
