import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import Console from '../../../headquarters/console/Console.svelte';
import {
  type ListedIdentity,
  enrolCommand,
  standingOf,
} from '../../../headquarters/console/state/buses-state.svelte.ts';
import { RefusedError } from '../../../headquarters/console/state/request.ts';
import type { StaffApi } from '../../../headquarters/console/state/staff-api.ts';
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
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  location.hash = '';
});

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-26T04:00:00Z');
const CODE = 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345';
const BROKER = 'mqtts://broker.example:8883';

type Certificate = ListedIdentity['certificates'][number];
function aCertificate(more: Partial<Certificate> = {}): Certificate {
  return {
    serial: '01',
    fingerprint: 'ab',
    issued: NOW - DAY,
    expires: Date.now() + 700 * DAY,
    revokedAt: null,
    reason: null,
    ...more,
  };
}
function listed(bus: string, certificates: Certificate[], more: Partial<ListedIdentity> = {}) {
  return { bus, heard: true, certificates, codeUntil: null, ...more };
}

function show(more: Partial<StaffApi> = {}, session = aSession({ role: 'administrator' })): void {
  location.hash = 'buses';
  const api = new ScriptedApi((purpose) => Promise.resolve(aSnapshot({ purpose })));
  render(Console, { api, staff: scriptedStaff(session, more) });
}
const listing = (buses: ListedIdentity[], broker: string | null = BROKER) => ({
  identities: () => Promise.resolve({ broker, buses }),
});
/** What the page says of the identities of buses, apart from their condition. */
const panel = async () =>
  within((await screen.findByRole('heading', { name: '车辆登记' })).closest('section')!);
const rowOf = async (bus: string) => within((await (await panel()).findByText(bus)).closest('li')!);

describe('the standing of a bus', () => {
  const revoked = aCertificate({ revokedAt: NOW - 5, reason: '电脑被盗' });
  test('is none before it was ever enrolled', () => {
    expect(standingOf({ certificates: [] }, NOW)).toEqual({ is: 'none' });
  });

  test('is valid to the end of the last certificate that holds, whatever became of others', () => {
    const holding = [aCertificate({ expires: NOW + 5 }), aCertificate({ expires: NOW + 9 })];
    expect(standingOf({ certificates: [revoked, ...holding] }, NOW)).toEqual({
      is: 'valid',
      until: NOW + 9,
    });
  });

  test('is what became of the newest where none holds', () => {
    const expired = aCertificate({ expires: NOW });
    expect(standingOf({ certificates: [expired, revoked] }, NOW)).toEqual({ is: 'expired', since: NOW });
    expect(standingOf({ certificates: [revoked, expired] }, NOW)).toEqual({
      is: 'revoked',
      at: NOW - 5,
      why: '电脑被盗',
    });
  });
});

test('the command for a technician is complete', () => {
  expect(enrolCommand({ bus: 'bus-17', code: CODE }, 'https://hq.example')).toBe(
    `npm run enrol -- --headquarters https://hq.example --bus bus-17 --code ${CODE} --data data/bus-17`,
  );
});

describe('the page of identities', () => {
  test('says of every bus whether it has one, and why not', async () => {
    const revokedAt = Date.parse('2026-11-20T04:00:00Z');
    show(
      listing([
        listed('bus-01', [aCertificate({ expires: Date.parse('2099-03-04T04:00:00Z') })]),
        listed('bus-02', [aCertificate({ revokedAt, reason: '电脑被盗' })]),
        listed('bus-03', [aCertificate({ expires: Date.parse('2020-01-02T04:00:00Z') })]),
        listed('bus-04', [], { heard: false, codeUntil: Date.now() + DAY }),
      ]),
    );
    expect((await rowOf('bus-01')).getByText(/有效至 2099年3月4日/)).toBeTruthy();
    expect((await rowOf('bus-02')).getByText(/2026年11月20日 已注销/)).toBeTruthy();
    expect((await rowOf('bus-02')).getByText('原因：电脑被盗')).toBeTruthy();
    expect((await rowOf('bus-03')).getByText(/2020年1月2日 已过期/)).toBeTruthy();
    const newcomer = await rowOf('bus-04');
    expect(newcomer.getByText('从未报到')).toBeTruthy();
    expect(newcomer.getByText('未登记')).toBeTruthy();
    expect(newcomer.getByText(/登记码待使用/)).toBeTruthy();
    // There is something to revoke at those two alone.
    expect(screen.getAllByRole('button', { name: '注销' })).toHaveLength(2);
  });

  test('shows a code once, with the command, for a bus that headquarters has never heard of too', async () => {
    const enrolmentCode = vi.fn((bus: string) =>
      Promise.resolve({ bus, code: CODE, expires: Date.now() + DAY }),
    );
    show({ ...listing([]), enrolmentCode });
    await screen.findByText(/还没有车辆报到或登记过/);
    await fireEvent.input(screen.getByLabelText('车号'), { target: { value: 'bus-17' } });
    await fireEvent.click(screen.getByRole('button', { name: '发登记码' }));
    const sheet = await screen.findByRole('dialog', { name: 'bus-17 · 一次性登记码' });
    expect(enrolmentCode).toHaveBeenCalledWith('bus-17');
    expect(sheet.textContent).toContain(CODE);
    expect(sheet.textContent).toContain(enrolCommand({ bus: 'bus-17', code: CODE }, location.origin));
    await fireEvent.click(within(sheet).getByRole('button', { name: '已记下，关闭' }));
    expect(document.body.textContent).not.toContain(CODE);
    await vi.waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('车号').value).toBe(''));
  });

  test('asks for a reason and once more before it revokes, and says what the broker needs', async () => {
    const revokeBus = vi.fn((bus: string) => Promise.resolve({ bus, revoked: 1, brokerMustReload: true }));
    show({ ...listing([listed('bus-01', [aCertificate()])]), revokeBus });
    await fireEvent.click(await screen.findByRole('button', { name: '注销' }));
    expect(revokeBus).not.toHaveBeenCalled();
    await fireEvent.input(screen.getByLabelText('注销原因'), { target: { value: ' 电脑被盗 ' } });
    await fireEvent.click(screen.getByRole('button', { name: '确认注销' }));
    expect(revokeBus).toHaveBeenCalledWith('bus-01', '电脑被盗');
    expect((await screen.findByText(/消息服务器还不知道/)).closest('[role=status]')!.textContent).toContain(
      'npm run broker:files',
    );
    await fireEvent.click(screen.getByRole('button', { name: '知道了' }));
    expect(screen.queryByText(/消息服务器还不知道/)).toBeNull();
  });

  test('says that a bus is out where the broker is headquarters’ own', async () => {
    const revokeBus = (bus: string) => Promise.resolve({ bus, revoked: 1, brokerMustReload: false });
    show({ ...listing([listed('bus-01', [aCertificate()])]), revokeBus });
    await fireEvent.click(await screen.findByRole('button', { name: '注销' }));
    await fireEvent.input(screen.getByLabelText('注销原因'), { target: { value: 'x' } });
    await fireEvent.click(screen.getByRole('button', { name: '确认注销' }));
    expect(await screen.findByText('bus-01 已注销，不能再与指挥中心联系。')).toBeTruthy();
    expect(document.body.textContent).not.toContain('broker:files');
  });

  test('gives out no code without a broker with TLS, and says how to get one', async () => {
    show(listing([listed('bus-01', [])], null));
    expect(await screen.findByText(/没有加密的消息服务/)).toBeTruthy();
    expect(screen.getByText(/--broker embedded-tls:HOST:PORT/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '发登记码' })).toBeNull();
  });

  test('says in both languages why a code was refused', async () => {
    const text = { zh: '车号不能叫 headquarters', en: 'no bus can be called headquarters' };
    const enrolmentCode = () => Promise.reject(new RefusedError(409, { error: text.en, text }));
    show({ ...listing([]), enrolmentCode });
    await fireEvent.input(await screen.findByLabelText('车号'), { target: { value: 'headquarters' } });
    await fireEvent.click(screen.getByRole('button', { name: '发登记码' }));
    expect((await screen.findByRole('alert')).textContent).toContain(text.zh);
    await fireEvent.click(screen.getByRole('button', { name: 'English' }));
    expect((await screen.findByRole('alert')).textContent).toContain(text.en);
  });

  test('says in a rehearsal that none needs an identity, and asks for nothing', async () => {
    show({}, REHEARSAL);
    expect(await screen.findByText('演练不需要登记。')).toBeTruthy();
    expect(screen.queryByLabelText('车号')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('is open to administrators alone', async () => {
    show({}, aSession({ role: 'publisher' }));
    // What it shows of their condition is open to everybody.
    await screen.findByRole('heading', { name: '车况' });
    expect(screen.queryByRole('heading', { name: '车辆登记' })).toBeNull();
    expect(screen.queryByLabelText('车号')).toBeNull();
  });
});
