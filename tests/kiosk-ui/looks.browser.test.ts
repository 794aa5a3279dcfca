import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { FakeBridge } from './fake-bridge.ts';
import { leaveCalmPage, screens, settle } from './sample-screens.ts';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
  { width: 1280, height: 800 },
];
const languages = ['zh', 'en'] as const;

let bridge: FakeBridge;
let address: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  bridge = new FakeBridge();
  address = await bridge.start();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await bridge.stop();
});

async function open(path: string, size: { width: number; height: number }): Promise<Page> {
  const page = await browser.context.newPage();
  await page.setViewportSize(size);
  await page.goto(address + path);
  return page;
}

/** What a visitor could not read or press: text outside the screen, cut by its box or under a foot button; small targets. */
function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const panel = document.querySelector<HTMLElement>('.panel')!;
    const mm = Number.parseFloat(panel.style.getPropertyValue('--mm'));
    const feet = [...document.querySelectorAll<HTMLElement>('.panel > .page > button')];
    const covered = document.querySelector('.still') !== null;
    const faults: string[] = [];
    const texts = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const said = text.textContent?.trim() ?? '';
      const inside = text.parentElement!;
      if (said === '' || (covered && inside.closest('.still') === null)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) {
        const isOut = box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
        if (isOut) faults.push(`outside the screen: ${said}`);
        for (const foot of feet) {
          const under = foot.getBoundingClientRect();
          const overlaps =
            box.left < under.right &&
            box.right > under.left &&
            box.top < under.bottom &&
            box.bottom > under.top;
          if (overlaps && !foot.contains(inside) && !covered) faults.push(`under a foot button: ${said}`);
        }
      }
    }
    for (const box of panel.querySelectorAll('[data-whole]')) {
      if (box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2) {
        faults.push(`cut off: ${box.className} ${box.textContent?.slice(0, 40)}`);
      }
    }
    for (const box of panel.querySelectorAll<HTMLElement>('[style*="--fit"]')) {
      const share = Number.parseFloat(box.style.getPropertyValue('--fit'));
      if (share < 0.8) faults.push(`type shrunk to ${share}`);
    }
    for (const button of panel.querySelectorAll('button')) {
      const { width, height } = button.getBoundingClientRect();
      if (Math.min(width, height) < 15 * mm) faults.push(`smaller than 15 mm: ${button.textContent}`);
    }
    return faults;
  });
}

describe.each(SIZES)('at $width × $height', (size) => {
  describe.each(languages)('in %s', (language) => {
    test.each(Object.keys(screens))('%s is whole, and axe-core finds no fault', async (name) => {
      bridge.language = language;
      const page = await open('/', size);
      try {
        await page.locator('[data-at]:not([data-at=waiting])').waitFor();
        await screens[name]!(bridge, page);
        await page.waitForTimeout(300);
        await settle(page);
        expect(await unreadable(page)).toEqual([]);
        expect(await faultsOf(page)).toEqual([]);
        await leaveCalmPage(page);
      } finally {
        await page.close();
      }
    });
  });
});

test.each(['/officer', '/virtual-bus'])('axe-core finds no fault on %s in either language', async (path) => {
  const page = await open(path, { width: 1440, height: 900 });
  try {
    await page.locator('[data-visits=in]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('[data-do=language]').first().click();
    expect(await faultsOf(page)).toEqual([]);
  } finally {
    await page.close();
  }
});

test('the visitor screen stands still for those who ask for less motion', async () => {
  bridge.show({ at: 'attract', exhibits: ['fake-police'] });
  const page = await browser.context.newPage();
  try {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(address);
    await page.locator('[data-do=start]').waitFor();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  } finally {
    await page.close();
  }
});
