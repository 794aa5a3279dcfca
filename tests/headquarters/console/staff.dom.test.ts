import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import Console from '../../../headquarters/console/Console.svelte';
import { countiesOf } from '../../../headquarters/console/state/accounts-state.svelte.ts';
import { RefusedError, SignedOutError } from '../../../headquarters/console/state/request.ts';
import type { StaffApi } from '../../../headquarters/console/state/staff-api.ts';
import type { AccountAnswer, SessionAnswer } from '../../../headquarters/web/identity/identity-answers.ts';
import { ScriptedApi, aSnapshot } from './a-snapshot.ts';
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
beforeEach(() => {
  localStorage.clear();
  location.hash = '';
});
afterEach(cleanup);

function show(session: SessionAnswer, more: Partial<StaffApi> = {}): ScriptedApi {
  const api = new ScriptedApi((purpose) => Promise.resolve(aSnapshot({ purpose })));
  render(Console, { api, staff: scriptedStaff(session, more) });
  return api;
}

const refusal = (status: number, zh: string, field?: string) =>
  new RefusedError(status, { error: zh, field, text: { zh, en: `${zh} in English` } });

describe('before signing in', () => {
  test('nothing is asked for but who sits there, and nothing else is shown', async () => {
    const api = show({ signedIn: false });
    await screen.findByRole('heading', { name: '登录指挥中心' });
    expect(api.asked).toEqual([]);
    expect(api.events).toBeUndefined();
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  test('a refused sign-in says why in the language of the page and clears the password', async () => {
    show({ signedIn: false }, { signIn: () => Promise.reject(refusal(401, '用户名或密码不正确')) });
    await fireEvent.input(await screen.findByLabelText('用户名'), { target: { value: 'admin' } });
    await fireEvent.input(screen.getByLabelText('密码'), { target: { value: 'wrong' } });
    await fireEvent.click(screen.getByRole('button', { name: '登录' }));
    expect((await screen.findByRole('alert')).textContent).toContain('用户名或密码不正确');
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('密码').value).toBe(''));
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect((await screen.findByRole('alert')).textContent).toContain('用户名或密码不正确 in English');
  });

  test('the statistics load once somebody is in', async () => {
    const signIn = vi.fn(() => Promise.resolve(aSession()));
    const api = show({ signedIn: false }, { signIn });
    await fireEvent.input(await screen.findByLabelText('用户名'), { target: { value: 'li-wei' } });
    await fireEvent.input(screen.getByLabelText('密码'), { target: { value: 'right' } });
    await fireEvent.click(screen.getByRole('button', { name: '登录' }));
    await screen.findByRole('heading', { name: '车辆' });
    expect(signIn).toHaveBeenCalledWith('li-wei', 'right');
    expect(api.asked).toEqual(['service']);
  });

  test('headquarters that cannot be reached is asked again by a button', async () => {
    let there = false;
    show(REHEARSAL, {
      whoAmI: () => (there ? Promise.resolve(REHEARSAL) : Promise.reject(new TypeError('fetch failed'))),
    });
    expect((await screen.findByRole('alert')).textContent).toContain('连不上指挥中心');
    there = true;
    await fireEvent.click(screen.getByRole('button', { name: '重试' }));
    await screen.findByRole('heading', { name: '车辆' });
  });
});

test('a one-time password opens nothing but the choice of one’s own', async () => {
  const changePassword = vi.fn(() => Promise.resolve(aSession()));
  const api = show(aSession({ mustChange: true }), { changePassword });
  await screen.findByRole('heading', { name: '请设置自己的密码' });
  expect(api.asked).toEqual([]);
  const fill = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } });
  await fill('一次性密码', 'once');
  await fill('新密码', 'four unrelated words');
  await fill('再输一遍新密码', 'four unrelated wards');
  await fireEvent.click(screen.getByRole('button', { name: '保存新密码' }));
  expect((await screen.findByRole('alert')).textContent).toBe('两次输入的新密码不一致');
  expect(changePassword).not.toHaveBeenCalled();
  await fill('再输一遍新密码', 'four unrelated words');
  await fireEvent.click(screen.getByRole('button', { name: '保存新密码' }));
  await screen.findByRole('heading', { name: '车辆' });
  expect(changePassword).toHaveBeenCalledWith('once', 'four unrelated words');
});

describe('inside', () => {
  test('a rehearsal says that nobody signs in, and has no pages of accounts', async () => {
    show(REHEARSAL);
    await screen.findByText('演练 · 无需登录');
    const menu = within(screen.getByRole('navigation'));
    for (const name of ['账号', '操作记录', '我的账号'])
      expect(menu.queryByRole('link', { name })).toBeNull();
    expect(screen.queryByRole('button', { name: '退出登录' })).toBeNull();
  });

  test('the menu hides what a role may not open, also from whoever types its address', async () => {
    location.hash = '#accounts';
    show(aSession({ role: 'publisher', counties: ['east'] }));
    const menu = within(await screen.findByRole('navigation'));
    expect(menu.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      '总览',
      '站点',
      '车辆',
      '预警',
      '转交文件',
      '我的账号',
    ]);
    await screen.findByRole('heading', { name: '车辆' });
    expect(screen.getByText('李伟').parentElement!.textContent).toMatch(/李伟.*发布 · east/s);
  });

  test('signing out leads back to the sign-in, and ends what was listening', async () => {
    const api = show(aSession());
    await fireEvent.click(await screen.findByRole('button', { name: '退出登录' }));
    await screen.findByRole('heading', { name: '登录指挥中心' });
    expect(api.events).toBeUndefined();
  });

  test('a session that has ended elsewhere says so', async () => {
    const api = show(aSession());
    await screen.findByRole('heading', { name: '车辆' });
    api.answer = () => Promise.reject(new SignedOutError(401, { error: 'sign in first' }));
    api.events!.changed();
    expect((await screen.findByText('登录已结束，请重新登录。')).role).toBe('status');
  });
});

describe('the page of accounts', () => {
  const account = (more: Partial<AccountAnswer> = {}): AccountAnswer => ({
    id: 'staff-1',
    user: 'admin',
    name: '管理员',
    role: 'administrator',
    counties: [],
    mustChangeBy: null,
    disabledAt: null,
    createdAt: 0,
    ...more,
  });
  const boss = aSession({ role: 'administrator', account: { id: 'staff-1', name: '管理员', user: 'admin' } });

  test('shows the one-time password of a new account once', async () => {
    location.hash = '#accounts';
    const list = [account()];
    const createAccount = vi.fn((made: { user: string; name: string }) => {
      const created = account({ ...made, id: 'staff-2', role: 'scheduler', mustChangeBy: 86_400_000 });
      list.push(created);
      return Promise.resolve({ account: created, oneTimePassword: 'aaaaa-bbbbb-ccccc-ddddd' });
    });
    show(boss, { accounts: () => Promise.resolve({ accounts: [...list] }), createAccount });
    await fireEvent.click(await screen.findByRole('button', { name: '新建账号' }));
    await fireEvent.input(screen.getByLabelText('用户名'), { target: { value: 'li-wei' } });
    await fireEvent.input(screen.getByLabelText('姓名'), { target: { value: '李伟' } });
    await fireEvent.click(screen.getByLabelText(/^排程/));
    await fireEvent.input(screen.getByLabelText('区县'), { target: { value: 'east，west' } });
    await fireEvent.click(screen.getByRole('button', { name: '新建并显示一次性密码' }));
    await screen.findByText('aaaaa-bbbbb-ccccc-ddddd');
    expect(createAccount).toHaveBeenCalledWith({
      user: 'li-wei',
      name: '李伟',
      role: 'scheduler',
      counties: ['east', 'west'],
    });
    await fireEvent.click(screen.getByText('已记下，关闭'));
    await waitFor(() => expect(screen.queryByText('aaaaa-bbbbb-ccccc-ddddd')).toBeNull());
    expect(await screen.findByText(/等待首次登录/)).toBeTruthy();
  });

  test('disables with a second tap only, and names the field that was refused', async () => {
    location.hash = '#accounts';
    const other = account({ id: 'staff-2', user: 'li-wei', name: '李伟', role: 'viewer' });
    const changeAccount = vi.fn((_: string, change: object) =>
      'disabled' in change
        ? Promise.resolve(other)
        : Promise.reject(refusal(400, '区县编号不正确', 'counties')),
    );
    show(boss, { accounts: () => Promise.resolve({ accounts: [account(), other] }), changeAccount });
    const line = within((await screen.findByText('李伟')).closest('li')!);
    await fireEvent.click(line.getByRole('button', { name: '停用' }));
    expect(changeAccount).not.toHaveBeenCalled();
    await fireEvent.click(line.getByRole('button', { name: '取消' }));
    await fireEvent.click(line.getByRole('button', { name: '停用' }));
    await fireEvent.click(line.getByRole('button', { name: '确认停用' }));
    expect(changeAccount).toHaveBeenLastCalledWith('staff-2', { disabled: true });
    await waitFor(() => expect(line.queryByRole('button', { name: '确认停用' })).toBeNull());
    await fireEvent.click(line.getByRole('button', { name: '修改' }));
    await fireEvent.input(line.getByLabelText('区县'), { target: { value: 'East' } });
    await fireEvent.click(line.getByRole('button', { name: '保存' }));
    expect((await line.findByRole('alert')).textContent).toBe('区县编号不正确');
    expect(line.getByLabelText('区县').getAttribute('aria-invalid')).toBe('true');
  });

  test('offers nothing on one’s own line that would shut oneself out', async () => {
    location.hash = '#accounts';
    show(boss, { accounts: () => Promise.resolve({ accounts: [account()] }) });
    const line = within((await screen.findByText('admin')).closest('li')!);
    expect(line.getAllByRole('button').map(({ textContent }) => textContent?.trim())).toEqual(['修改']);
  });
});

test('counties are told apart by spaces and commas of either script', () => {
  expect(countiesOf(' east, west，south、north ')).toEqual(['east', 'west', 'south', 'north']);
  expect(countiesOf(' ')).toEqual([]);
});
