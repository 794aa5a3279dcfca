import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { FakeBridge } from './fake-bridge.ts';

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
});
afterEach(async () => {
  await page.close();
  await bridge.stop();
});

/** A visitor reads for longer than a double tap lasts before touching. */
async function tap(name: string): Promise<void> {
  await page.waitForTimeout(600);
  await page.locator(`[data-do=${name}]`).tap();
}
const at = (name: string) => page.locator(`[data-at=${name}]`).waitFor();
const heading = () => page.locator('h1').innerText();
const said = (type: ScreenMessage['type']) => bridge.received.filter((message) => message.type === type);

describe.each([
  { language: 'zh', heard: '通缉令', lost: '钱转走了' },
  { language: 'en', heard: 'arrest warrant', lost: 'The money is gone' },
])('a visitor in $language', ({ language, heard, lost }) => {
  test('plays the story by touch from the first touch anywhere to the end', async () => {
    await page.goto(address);
    await at('attract');
    if (language === 'en') await tap('language');
    await page.waitForTimeout(600);
    await page.touchscreen.tap(960, 300);
    await at('beat');
    await tap('next');
    await page.locator('[data-scene=caller]').waitFor();
    await tap('next');
    await page.locator('[data-scene=warrant]').waitFor();
    expect(await heading()).toContain(heard);
    await tap('next');
    await tap('go');
    await at('feedback');
    expect(await page.locator('[data-turning-point=hushed]').count()).toBe(1);
    await tap('next');
    await tap('transfer');
    await at('feedback');
    await tap('next');
    await at('result');
    expect(await heading()).toContain(lost);
    expect(await page.locator('ol').innerText()).toContain('96110');
    await tap('next');
    await at('attract');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  });
});

test('a double tap on a choice is one choice', async () => {
  await page.goto(address);
  await at('attract');
  bridge.show({ at: 'beat', exhibit: 'fake-police', beat: 'hotel', length: 'full' });
  const choice = page.locator('[data-do=go]');
  await choice.waitFor();
  await choice.dblclick();
  await at('feedback');
  await page.waitForTimeout(300);
  expect(said('touch')).toHaveLength(1);
});

test('“still here?” is answered by a touch anywhere', async () => {
  await page.goto(address);
  await at('attract');
  bridge.show({ at: 'beat', exhibit: 'fake-police', beat: 'hotel', length: 'full' }, 25);
  await page.getByRole('timer').waitFor();
  await page.touchscreen.tap(100, 100);
  await page.getByRole('timer').waitFor({ state: 'detached' });
  await expect.poll(() => said('touch').at(-1)).toMatchObject({ action: { do: 'stay' } });
});

test('the seconds of “still here?” go down', async () => {
  await page.goto(address);
  await at('attract');
  bridge.show({ at: 'beat', exhibit: 'fake-police', beat: 'hotel', length: 'full' }, 25);
  await page.locator('[role=timer]:has-text("23")').waitFor();
});

test('the calm page says what to do, tells the officer, and takes it back', async () => {
  await page.goto(address);
  await at('attract');
  await tap('worried');
  await at('calm');
  const text = await page.locator('main').innerText();
  for (const number of ['110', '96110']) expect(text).toContain(number);
  await expect.poll(() => said('worried')).toEqual([{ type: 'worried', on: true }]);
  await tap('close-calm');
  await at('attract');
  await expect.poll(() => said('worried').at(-1)).toEqual({ type: 'worried', on: false });
});

test('while the bridge is away a banner says so and the calm page still opens; then the current step returns', async () => {
  await page.goto(address);
  await at('attract');
  const port = Number(new URL(address).port);
  await bridge.stop();
  await page.locator('.away.shown').waitFor();
  await tap('worried');
  await at('calm');
  await bridge.start(port);
  await expect.poll(() => said('worried').at(-1), { timeout: 15_000 }).toEqual({ type: 'worried', on: true });
  bridge.show({ at: 'beat', exhibit: 'fake-police', beat: 'warrant', length: 'full' });
  await tap('close-calm');
  await page.locator('[data-scene=warrant]').waitFor();
  await page.locator('.away:not(.shown)').waitFor({ state: 'attached' });
});

test('a screen that holds older content loads the new one when it is welcomed again', async () => {
  await page.goto(address);
  await at('attract');
  const port = Number(new URL(address).port);
  await bridge.stop();
  const [story] = bridge.pack.exhibits;
  const invitation = { ...story!.invitation, zh: '样例：新的邀请' };
  bridge.pack = { ...bridge.pack, version: 'sample-2', exhibits: [{ ...story!, invitation }] };
  await bridge.start(port);
  await page.getByText('样例：新的邀请').waitFor();
});

test('with no exhibit on offer the screen rests', async () => {
  bridge.show({ at: 'attract', exhibits: [] });
  await page.goto(address);
  await at('resting');
  expect(await page.locator('[data-do=start]').count()).toBe(0);
});

test('the officer opens and closes a stop, and reads why a purpose was refused', async () => {
  bridge.status.board = { ...bridge.status.board, virtual: false };
  await page.goto(`${address}/officer`);
  await page.locator('[data-do=purpose-service]').tap();
  await page.locator('[data-do=open-stop]').tap();
  await page.getByText('needs a real board').waitFor();
  await page.locator('[data-do=purpose-rehearsal]').tap();
  await page.locator('[data-do=open-stop]').tap();
  await page.locator('[data-do=close-stop]').tap();
  await page.locator('[data-do=close-now]').tap();
  await page.locator('[data-do=form]').waitFor();
});

test('the officer sees who asked for quiet help and answers', async () => {
  await page.goto(`${address}/officer`);
  await page.locator('[data-visits=in]').waitFor();
  bridge.tellStatus({ worried: ['telephone'] });
  await page.getByText('电话展台：有人打开了').waitFor();
  await page.locator('[data-do=answered]').tap();
  await page.locator('[data-do=answered]').waitFor({ state: 'detached' });
  expect(said('officer')).toEqual([{ type: 'officer', command: { do: 'answered', station: 'telephone' } }]);
});

test('on the virtual bus somebody walks in, beams answer, lamps glow at the level read back', async () => {
  await page.goto(`${address}/virtual-bus`);
  await page.locator('[data-do=walk-in]').tap();
  await page.locator('[data-visits=in]:has-text("42")').waitFor();
  bridge.show({ at: 'beat', exhibit: 'fake-police', beat: 'warrant', length: 'full' });
  // A stand's screen is shown to whoever looks at it.
  await page.locator('[data-do=station-telephone]').tap();
  await page.frameLocator('iframe').locator('[data-scene=warrant]').waitFor();
  await page.locator('[data-do=beam-outer]').hover();
  await page.mouse.down();
  await page.locator('[data-beam="front/outer"][data-broken=true]').waitFor({ state: 'attached' });
  await page.locator('[data-lamp=moved][data-level="1.00"]').waitFor();
  await page.mouse.up();
  await page.locator('[data-beam="front/outer"][data-broken=false]').waitFor({ state: 'attached' });
  await page.locator('[data-do=cable]').tap();
  await page.locator('[data-lamp=moved][data-level="0.00"]').waitFor();
});
