import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { FakeBridge } from './fake-bridge.ts';
import { settle } from './sample-screens.ts';
import { sampleWarnings } from './sample-warnings.ts';

const LANDSCAPE = { width: 1920, height: 1080 };
const PORTRAIT = { width: 1080, height: 1920 };
const NOON = new Date(2026, 10, 20, 12).getTime();
const DAY_MS = 86_400_000;
const HOUR = 3_600_000;

let bridge: FakeBridge;
let address: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  bridge = new FakeBridge();
  bridge.warnings = sampleWarnings(NOON);
  address = await bridge.start();
  page = await browser.context.newPage();
  await page.clock.install({ time: NOON });
});
afterEach(async () => {
  await page.close();
  await bridge.stop();
});

async function open(path: string, size = LANDSCAPE): Promise<void> {
  await page.setViewportSize(size);
  await page.goto(address + path);
}
const shown = (id: string) => page.locator(`[data-warning=${id}]`).waitFor();

/** Text that is cut off, lies outside the window, or is too small to be read from a bench. */
const unreadable = () =>
  page.evaluate(() => {
    const faults: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      const said = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      const text = said.map(({ textContent }) => textContent?.trim()).join('');
      if (text === '' || element.closest('.offline') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        const within = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
        if (!within) faults.push(`outside: ${text}`);
      }
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < Math.min(innerWidth, innerHeight) * 0.02) faults.push(`${size} px: ${text}`);
    }
    for (const box of document.querySelectorAll<HTMLElement>('.others')) {
      if (box.scrollHeight > box.clientHeight + 2) faults.push('the list of the others is cut off');
    }
    return faults;
  });

describe.each([LANDSCAPE, PORTRAIT, { width: 1280, height: 800 }])('at $width × $height', (size) => {
  test.each([0, 1, 2])('warning %i is whole in both languages, and axe-core finds no fault', async (nth) => {
    const all = sampleWarnings(NOON);
    bridge.warnings = [...all.slice(nth, nth + 1), ...all.filter((_, other) => other !== nth)].map(
      (warning, order) => ({ ...warning, published: order === 0 ? '2026-11-20' : '2026-11-01' }),
    );
    await open('/warnings', size);
    const { id, type, action, generated } = all[nth]!;
    await shown(id);
    await settle(page);
    const text = await page.locator('article').innerText();
    for (const said of [type.zh, type.en, action.zh, action.en]) expect(text).toContain(said);
    expect(text.includes('演练样例')).toBe(generated);
    const others = await page.locator('.others li').allInnerTexts();
    const practised = all.filter((warning) => warning.generated && warning.id !== id);
    expect(others.filter((words) => words.includes('演练样例'))).toHaveLength(practised.length);
    expect(await unreadable()).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
  });

  test('without warnings the five turning points hang there as a poster', async () => {
    bridge.warnings = [];
    await open('/warnings', size);
    await page.locator('[data-board=poster]').waitFor();
    await page.locator('[data-connection=open]').waitFor();
    await settle(page);
    expect(await page.locator('[data-turning-point]').count()).toBe(5);
    expect(await unreadable()).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('a screen that nobody touches', () => {
  test('shows one warning after another and says hello as what it is', async () => {
    await open('/warnings');
    await shown('refund');
    await page.clock.runFor(25_000);
    await shown('found-money');
    expect(bridge.received).toEqual([{ type: 'hello', v: 1, screen: 'warnings' }]);
  });

  test('drops a warning on the day after its last, also while the bus is away', async () => {
    await open('/warnings');
    await shown('refund');
    await bridge.stop();
    await page.locator('[data-connection=away]').waitFor();
    await page.locator('.offline.shown').waitFor();
    await page.clock.setSystemTime(NOON + 3 * DAY_MS);
    await page.clock.runFor(31_000);
    expect(await page.locator('[data-warning]').count()).toBe(1);
    expect(await page.locator('main').innerText()).not.toContain('冒充网购客服退款');
    await page.clock.setSystemTime(NOON + 21 * DAY_MS);
    await page.clock.runFor(31_000);
    await page.locator('[data-board=poster]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('the attract screen', () => {
  test('lets the invitation and each warning have their turn, and a touch begins at either', async () => {
    bridge.show({ at: 'attract', exhibits: ['fake-police'] });
    await open('/');
    await page.locator('[data-at=attract]').waitFor();
    expect(await page.locator('[data-warning]').count()).toBe(0);
    await page.clock.runFor(15_000);
    await shown('refund');
    await page.clock.runFor(15_000);
    expect(await page.locator('[data-warning]').count()).toBe(0);
    await page.clock.runFor(15_000);
    await shown('found-money');
    await page.touchscreen.tap(900, 500);
    await page.locator('[data-at=beat]').waitFor();
    expect(await page.locator('[data-warning]').count()).toBe(0);
  });

  test('holds the newest warning still for those who ask for less motion', async () => {
    bridge.show({ at: 'attract', exhibits: ['fake-police'] });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open('/');
    await shown('refund');
    await page.clock.runFor(HOUR / 10);
    await shown('refund');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  test.each(['zh', 'en'] as const)(
    'a warning over it is whole in %s, and axe-core is content',
    async (language) => {
      bridge.language = language;
      bridge.show({ at: 'attract', exhibits: ['fake-police'] });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      for (const size of [LANDSCAPE, PORTRAIT, { width: 1280, height: 800 }]) {
        await open('/', size);
        await shown('refund');
        const { share, overlaps } = await page.evaluate(() => {
          const article = document.querySelector<HTMLElement>('article')!;
          const touch = article.querySelector('.touch')!.getBoundingClientRect();
          const foot = document.querySelector('[data-do=worried]')!.getBoundingClientRect();
          return {
            share: Number.parseFloat(article.style.getPropertyValue('--fit')),
            overlaps: touch.bottom > foot.top,
          };
        });
        expect(share).toBeGreaterThanOrEqual(0.8);
        expect(overlaps).toBe(false);
        expect(await faultsOf(page)).toEqual([]);
      }
    },
  );
});
