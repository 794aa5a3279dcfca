import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { FakeBridge } from './fake-bridge.ts';
import { middleOf, Touches } from './touches.ts';

const hotel = { at: 'beat', exhibit: 'fake-police', beat: 'hotel', length: 'full' } as const;
/** Past the time in which a second tap is the same tap. */
const NEW_TAP = 600;

let browser: Awaited<ReturnType<typeof openBrowser>>;
let bridge: FakeBridge;
let page: Page;
let touches: Touches;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  bridge = new FakeBridge();
  page = await browser.context.newPage();
  await page.goto(await bridge.start());
  await page.locator('[data-at=attract]').waitFor();
  touches = await Touches.on(page);
});
afterEach(async () => {
  await page.close();
  await bridge.stop();
});

const touched = () => bridge.received.filter(({ type }) => type === 'touch');
const at = (name: string) => page.locator(`[data-at=${name}]`).waitFor();

test('fast tapping starts one story, and does not rush through it', async () => {
  for (let tap = 0; tap < 8; tap += 1) await touches.tap({ x: 960, y: 700 });
  await at('beat');
  await page.waitForTimeout(300);
  expect(touched()).toHaveLength(1);
});

test('a palm chooses nothing, and the finger that comes after it does', async () => {
  bridge.show(hotel);
  await at('beat');
  const go = await middleOf(page, '[data-do=go]');
  const stop = await middleOf(page, '[data-do=hang-up]');
  await touches.down(go);
  await touches.down(go, stop, { x: go.x + 60, y: go.y + 20 });
  await touches.up();
  await page.waitForTimeout(NEW_TAP);
  expect(touched()).toEqual([]);
  await touches.tap(stop);
  await at('feedback');
  expect(touched()).toMatchObject([{ action: { do: 'choose', choice: 'hang-up' } }]);
});

test('ten fingers at once do nothing', async () => {
  const fingers = Array.from({ length: 10 }, (_, nth) => ({ x: 200 + nth * 150, y: 900 }));
  bridge.show(hotel);
  await at('beat');
  await touches.tap(...fingers);
  await page.waitForTimeout(NEW_TAP);
  expect(touched()).toEqual([]);
  await touches.tap(await middleOf(page, '[data-do=ask-family]'));
  await at('feedback');
});

test('a touch that the system takes back chooses nothing and leaves nothing pressed', async () => {
  bridge.show(hotel);
  await at('beat');
  const go = await middleOf(page, '[data-do=go]');
  await touches.down(go);
  await touches.cancel();
  await page.waitForTimeout(NEW_TAP);
  expect(touched()).toEqual([]);
  expect(await page.locator('.pressed').count()).toBe(0);
  await touches.tap(go);
  await at('feedback');
});

test('a class is counted hand by hand, as fast as a presenter taps', async () => {
  bridge.audience = { is: 'class', hands: {} };
  bridge.show(hotel);
  await at('beat');
  const more = await middleOf(page, '[data-do=more-hang-up]');
  for (let hand = 0; hand < 5; hand += 1) {
    await touches.tap(more);
    await page.waitForTimeout(160);
  }
  const hands = touched().map((message) => message.type === 'touch' && message.action);
  expect(hands).toEqual(Array.from({ length: 5 }, () => ({ do: 'hands', choice: 'hang-up', more: true })));
});

test('a group sees the votes of the two big buttons grow, and one finger decides too', async () => {
  bridge.audience = { is: 'group', vote: null };
  bridge.show(hotel);
  await at('beat');
  expect(await page.locator('[data-do=go] [data-button=genuine]').count()).toBe(1);
  expect(await page.locator('[data-do=hang-up] [data-button=scam]').count()).toBe(1);
  expect(await page.locator('[data-do=ask-family] [data-button]').count()).toBe(0);
  bridge.audience = { is: 'group', vote: { genuine: 1, scam: 4, secondsLeft: 9 } };
  bridge.show(hotel);
  await page.locator('[data-do=hang-up] .stack svg').nth(3).waitFor();
  await page.locator('[role=timer]:has-text("9")').waitFor();
  await touches.tap(await middleOf(page, '[data-do=hang-up]'));
  await at('feedback');
});

test('a menu starts what is touched', async () => {
  bridge.show({ at: 'attract', exhibits: ['fake-police', 'messages'] });
  await page.waitForTimeout(NEW_TAP);
  await touches.tap({ x: 700, y: 400 });
  await at('menu');
  await page.waitForTimeout(NEW_TAP);
  await touches.tap(await middleOf(page, '[data-do=start-fake-police]'));
  await at('beat');
  expect(touched()).toMatchObject([
    { action: { do: 'begin' } },
    { action: { do: 'start', exhibit: 'fake-police' } },
  ]);
});
