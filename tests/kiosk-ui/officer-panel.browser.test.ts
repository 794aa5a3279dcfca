import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { FakeBridge } from './fake-bridge.ts';
import { CODE, PAIRING, PIN } from './fake-door.ts';
import { awkward, officerViews, showOfficerView } from './officer-views.ts';

const PHONE = { width: 390, height: 844 };
const SCREENS = [
  { ...PHONE, language: 'zh' },
  { ...PHONE, language: 'en' },
  { width: 1280, height: 800, language: 'en' },
  { width: 1920, height: 1080, language: 'zh' },
] as const;

let browser: Awaited<ReturnType<typeof openBrowser>>;
let bridge: FakeBridge;
let address: string;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  bridge = new FakeBridge();
  address = await bridge.start();
  page = await browser.context.newPage();
  await page.setViewportSize(PHONE);
});
afterEach(async () => {
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await bridge.stop();
});

const tap = (what: string) => page.locator(`[data-do=${what}]`).tap();
const commands = () =>
  bridge.received
    .filter((message): message is Extract<ScreenMessage, { type: 'officer' }> => message.type === 'officer')
    .map(({ command }) => command);
const at = (view: string) => page.locator(`.officer[data-view=${view}]`).waitFor();
async function typePin(pin: string): Promise<void> {
  for (const digit of pin) await tap(`digit-${digit}`);
  await tap('enter');
}
async function signIn(): Promise<void> {
  await tap('member-zhou');
  await typePin(PIN);
  await page.locator('.today').waitFor();
}

describe.each(SCREENS)('at $width × $height in $language', ({ language, ...size }) => {
  test.each(Object.keys(officerViews))(
    '%s is whole, can be pressed, and axe-core finds no fault',
    async (name) => {
      const view = officerViews[name]!;
      await page.setViewportSize(size);
      view.before?.(bridge);
      await showOfficerView(page, address, view, language);
      expect(await awkward(page)).toEqual([]);
      expect(await faultsOf(page)).toEqual([]);
    },
  );

  test('signing in by PIN and by code is whole', async () => {
    await page.setViewportSize(size);
    bridge.door.open = false;
    await page.goto(`${address}/officer`);
    if (language === 'en') await tap('language');
    for (const [member, step] of [
      ['zhou', 'pin'],
      ['qin', 'code'],
    ]) {
      await tap(`member-${member}`);
      await page.locator(`[data-step=${step}]`).waitFor();
      expect(await awkward(page)).toEqual([]);
      expect(await faultsOf(page)).toEqual([]);
      await tap('back');
    }
  });
});

test('a whole day is run from a phone: arrive, open, count, queue, rain, close, form', async () => {
  await page.goto(`${address}/officer`);
  await tap('arrive');
  await tap('open-stop');
  await tap('hand-five');
  await tap('hand-more');
  await tap('queue-long');
  await tap('weather-rain');
  await tap('tick-power');
  await tap('close-stop');
  await page.locator('[data-missing-part=checklist]').waitFor();
  await tap('close-now');
  await tap('form');
  await page.locator('[data-field=form-leaflets]').fill('120');
  await tap('form-return-true');
  await tap('form-hand');
  await page.locator('[data-do=arrive]').waitFor();
  expect(commands()).toEqual(
    [
      { do: 'arrive', stop: 'liujia' },
      { do: 'open-stop', stop: 'liujia', purpose: 'rehearsal' },
      { do: 'queue', queue: 'long' },
      { do: 'fact', fact: 'weather', detail: { weather: 'rain' }, stop: 'liujia' },
      {
        do: 'fact',
        fact: 'checklist',
        detail: { done: ['power'], open: ['locks', 'leaders', 'exits'] },
        stop: 'liujia',
      },
      { do: 'fact', fact: 'hand-count', detail: { in: 6 }, stop: 'liujia' },
      { do: 'close-stop' },
      {
        do: 'fact',
        fact: 'after-action',
        detail: { answers: { leaflets: 120, return: true } },
        stop: 'liujia',
      },
    ].sort(byOrderOf(commands())),
  );
});

/** A count is told when the taps have settled, whenever that is. */
const byOrderOf = (order: readonly unknown[]) => (a: unknown, b: unknown) => {
  const place = (one: unknown) => order.findIndex((each) => JSON.stringify(each) === JSON.stringify(one));
  return place(a) - place(b);
};

test('the siren is stopped from any view, and nothing else asks to be pressed meanwhile', async () => {
  await page.goto(`${address}/officer`);
  for (const view of ['today', 'schedule', 'bus', 'more']) {
    await tap(`view-${view}`);
    bridge.tellStatus({
      alarm: { phase: 'sounding', siren: true, beacon: true, announce: null, timeline: [] },
    });
    await page.locator('[data-do=alarm-stop]').waitFor();
    expect(await page.locator('.primary').count()).toBe(0);
    await tap('alarm-stop');
    await page.locator('[data-do=alarm-stop]').waitFor({ state: 'detached' });
  }
});

test('a wrong PIN is cleared and said, the right one opens, and signing out locks', async () => {
  bridge.door.open = false;
  await page.goto(`${address}/officer`);
  await tap('member-zhou');
  await typePin('1111');
  await page.getByText('密码不对').waitFor();
  await typePin(PIN);
  await page.locator('.today').waitFor();
  await page.reload();
  await page.locator('.today').waitFor();
  await tap('view-more');
  await tap('leave');
  await page.locator('[data-step=names]').waitFor();
  await page.reload();
  await page.locator('[data-step=names]').waitFor();
});

test('a first PIN is chosen with a one-time code, on the pad of the page', async () => {
  bridge.door.open = false;
  await page.goto(`${address}/officer`);
  await tap('member-qin');
  for (const key of CODE.replace('-', '')) await page.getByRole('button', { name: key, exact: true }).tap();
  await tap('code-enter');
  await typePin('4826');
  await typePin('4826');
  await page.locator('.today').waitFor();
});

test('a PIN is typed on a keyboard, and the whole page is walked by Tab', async () => {
  bridge.door.open = false;
  await page.goto(`${address}/officer`);
  await page.locator('[data-do=member-zhou]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await page.locator('.today').waitFor();
  const reached = new Set<string>();
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute('data-do') ?? ''));
  }
  for (const what of ['language', 'change-stop', 'arrive', 'view-more']) expect([...reached]).toContain(what);
});

test('a phone that scanned the code is signed in, forgets the code, and stays so in a new tab', async () => {
  bridge.door.open = false;
  await page.goto(`${address}/officer#pair=${PAIRING}`);
  await page.locator('.today').waitFor();
  expect(page.url()).toBe(`${address}/officer`);
  const again = await browser.context.newPage();
  await again.goto(`${address}/officer`);
  await again.locator('.today').waitFor();
  await again.close();
});

test('a lent visitor screen goes back to visitors on signing out, and after two minutes that nobody touches', async () => {
  bridge.door.open = false;
  await page.clock.install();
  for (const leave of [() => tap('leave'), () => page.clock.runFor(125_000)]) {
    await page.goto(`${address}/officer?station=telephone`);
    await signIn();
    await tap('view-more');
    await page.locator('[data-do=leave]').waitFor();
    await leave();
    await page.waitForURL('**/?station=telephone');
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  }
});

test('two corners that are held turn a visitor screen into the officer panel', async () => {
  await page.goto(`${address}/?station=telephone`);
  await page.locator('[data-at=attract]').waitFor();
  await page.evaluate(() => {
    const press = (pointerId: number, clientX: number) =>
      dispatchEvent(
        new PointerEvent('pointerdown', { pointerId, clientX, clientY: 5, isPrimary: pointerId === 1 }),
      );
    press(1, 5);
    press(2, innerWidth - 5);
  });
  await page.waitForURL('**/officer?station=telephone');
});

test('the key switch lends the screen of a station that its address does not name, and gives it back', async () => {
  bridge.door.open = false;
  await page.goto(`${address}/`);
  await page.locator('[data-at=attract]').waitFor();
  bridge.turnKey(true);
  await page.waitForURL('**/officer?station=telephone');
  await page.locator('[data-step=names]').waitFor();
  await signIn();
  bridge.turnKey(false);
  await page.waitForURL('**/?station=telephone');
  expect(bridge.received).toContainEqual({ type: 'identify', as: { by: 'leaving' } });
});

test('a phone shows nothing that only screens of the bus can do', async () => {
  bridge.door.open = false;
  bridge.door.phone = true;
  await page.goto(`${address}/officer#pair=${PAIRING}`);
  await tap('view-more');
  await page.locator('[data-do=leave]').waitFor();
  expect(await page.locator('[data-do=pair], .links').count()).toBe(0);
});

test('what was pressed while the bus is away is said not to be noted', async () => {
  await page.goto(`${address}/officer`);
  await page.locator('.today').waitFor();
  await bridge.stop();
  await page.getByText('车载服务没有应答，正在重连').waitFor();
  await tap('arrive');
  await page.locator('[data-not-done]').waitFor();
  await bridge.start(Number(new URL(address).port));
  await page.locator('.away:not(:empty)').waitFor({ state: 'detached' });
  await tap('calm');
  expect(commands()).toEqual([]);
});

test('wide screens show today beside another view', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${address}/officer`);
  await at('bus');
  await tap('view-schedule');
  await page.locator('[data-planned=market]').waitFor();
  expect(await page.locator('[data-stage=arrive]').isVisible()).toBe(true);
});
