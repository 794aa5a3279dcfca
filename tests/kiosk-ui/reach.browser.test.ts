import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { FakeBridge } from './fake-bridge.ts';

const account = { at: 'beat', exhibit: 'fake-police', beat: 'account', length: 'full' } as const;

let browser: Awaited<ReturnType<typeof openBrowser>>;
let bridge: FakeBridge;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  bridge = new FakeBridge();
  errors = [];
  page = await browser.context.newPage();
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(await bridge.start());
  await page.locator('[data-at=attract]').waitFor();
  bridge.show(account);
  await page.locator('[data-at=beat]').waitFor();
});
afterEach(async () => {
  expect(errors).toEqual([]);
  await page.close();
  await bridge.stop();
});

async function tap(name: string): Promise<void> {
  await page.waitForTimeout(600);
  await page.locator(`[data-do=${name}]`).tap();
}
const sizeOf = (selector: string) =>
  page.locator(selector).evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));

test('easy reading is larger type and fewer words, and one touch closes the sheet', async () => {
  const before = await sizeOf('.panel');
  await tap('reach');
  await page.locator('[role=dialog]').waitFor();
  await tap('easy-read');
  await page.locator('.panel.easy-read').waitFor();
  expect((await sizeOf('.panel')) / before).toBeGreaterThanOrEqual(1.2);
  expect(await page.locator('h1').innerText()).toBe('“钱转到安全账户。”');
  await page.waitForTimeout(600);
  await page.touchscreen.tap(300, 300);
  await page.locator('[role=dialog]').waitFor({ state: 'detached' });
  expect(bridge.reach.easyRead).toBe(true);
});

test('the sheet closes by itself when the visitor has gone, and the next one finds everything as usual', async () => {
  await tap('reach');
  await tap('low-reach');
  await tap('volume-3');
  await page.locator('[data-do=volume-3][aria-checked=true]').waitFor();
  expect(bridge.reach).toMatchObject({ lowReach: true, volume: 3 });
  bridge.restart();
  await page.locator('[data-at=attract]').waitFor();
  expect(await page.locator('[role=dialog]').count()).toBe(0);
  expect(await page.locator('.panel.low-reach').count()).toBe(0);
});

describe('read aloud where the browser has no voice and the pack no file', () => {
  const marked = () =>
    page.evaluate(() => [...(CSS.highlights.get('spoken') ?? [])].map((range) => String(range)).join(''));

  test('the text is marked where it stands, then the choices, and no choice is covered', async () => {
    await tap('aloud');
    await expect.poll(marked).toBe('“把钱先转到安全账户，查清楚就还给你。”');
    expect(await page.locator('[data-caption]').count()).toBe(0);
    await expect.poll(marked, { timeout: 15_000 }).toBe('转过去，早点查清楚');
  });

  test('any touch ends it, a touch on the ear begins again, and another one switches it off', async () => {
    await tap('aloud');
    await expect.poll(marked).not.toBe('');
    await page.touchscreen.tap(900, 60);
    await expect.poll(marked).toBe('');
    await tap('aloud');
    await expect.poll(marked).toBe('“把钱先转到安全账户，查清楚就还给你。”');
    await tap('aloud');
    await expect.poll(() => bridge.reach.aloud).toBe(false);
    await expect.poll(marked).toBe('');
  });

  test('seconds and votes that are counted do not begin it anew; a new step does', async () => {
    await tap('aloud');
    await expect.poll(marked, { timeout: 15_000 }).toBe('转过去，早点查清楚');
    bridge.show(account);
    await page.locator(`[data-revision="${bridge.revision}"]`).waitFor();
    expect(await marked()).not.toContain('安全账户');
    bridge.show({ at: 'beat', exhibit: 'fake-police', beat: 'ring', length: 'full' });
    await expect.poll(marked).toContain('电话响了');
  });

  test('a narration file that is missing is no error', async () => {
    const [story] = bridge.pack.exhibits;
    if (story?.kind !== 'story') throw new Error('the sample begins with a story');
    const beats = story.beats.map((beat) => ({
      ...beat,
      text: { ...beat.text, narration: { zh: 'missing.mp3' } },
    }));
    bridge.pack = { ...bridge.pack, version: 'sample-2', exhibits: [{ ...story, beats }] };
    await page.reload();
    await page.locator('[data-at=beat]').waitFor();
    const asked = page.waitForRequest('**/api/narration/missing.mp3');
    await tap('aloud');
    await asked;
    await expect.poll(marked, { timeout: 8_000 }).toContain('安全账户');
  });
});

test('a kind’s screen that does not load is asked for again, and the page says to wait meanwhile', async () => {
  let refusals = 2;
  await page.route('**/assets/JudgeScreen-*', (route) => {
    refusals -= 1;
    return refusals >= 0 ? route.abort() : route.continue();
  });
  bridge.show({ at: 'sort', exhibit: 'messages', order: ['clinic', 'subsidy'], said: [] });
  await page.getByText('请稍等').waitFor();
  await page.getByText('请稍等').waitFor({ state: 'detached' });
  expect(await page.locator('main').innerText()).not.toBe('');
});
