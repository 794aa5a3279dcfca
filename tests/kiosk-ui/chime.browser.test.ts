import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { FakeBridge } from './fake-bridge.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let bridge: FakeBridge;
let page: Page;

beforeAll(async () => {
  /* As a browser on a desk behaves; one without a window lets every page sound. */
  browser = await openBrowser({}, ['--autoplay-policy=document-user-activation-required']);
});
afterAll(() => browser.close());
beforeEach(async () => {
  bridge = new FakeBridge();
  const address = await bridge.start();
  page = await browser.context.newPage();
  await page.goto(`${address}/`);
  /* Asking the page anything counts as a touch to the browser; the bridge knows as well that it is there. */
  await expect.poll(() => bridge.received[0]?.type, { timeout: 20_000 }).toBe('hello');
});
afterEach(async () => {
  await page.close();
  await bridge.stop();
});

const chimed = () => bridge.received.filter(({ type }) => type === 'chimed');
async function rung(chime: number): Promise<unknown> {
  bridge.chime(chime);
  await expect.poll(() => chimed().at(-1), { timeout: 20_000 }).toMatchObject({ chime });
  return chimed().at(-1);
}

test('a screen that nobody has touched says that it is locked; after a touch it plays', async () => {
  expect(await rung(1)).toEqual({ type: 'chimed', chime: 1, how: 'locked' });
  await page.locator('[data-do=language]').tap();
  expect(await rung(2)).toEqual({ type: 'chimed', chime: 2, how: 'played' });
  expect(chimed()).toHaveLength(2);
});

test('a chime neither begins nor disturbs a session', async () => {
  await page.locator('[data-at=attract]').waitFor();
  const heard = () => bridge.received.filter(({ type }) => type === 'touch').length;
  await rung(1);
  expect(await page.locator('[data-at=attract]').count()).toBe(1);
  await page.locator('[data-do=start], .attract').first().tap();
  await page.locator('.panel:not([data-at=attract])').waitFor();
  const [at, touches] = [await page.locator('.panel').getAttribute('data-at'), heard()];
  await rung(2);
  expect(await page.locator('.panel').getAttribute('data-at')).toBe(at);
  expect(heard()).toBe(touches);
});
