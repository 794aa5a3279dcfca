import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { FakeBridge } from './fake-bridge.ts';
import { sampleBus } from './sample-bus.ts';
import { hasten, leaveScreen, modes, screens, showScreen } from './sample-screens.ts';
import { unreadable } from './unreadable.ts';

const USUAL = { width: 476, height: 268, readingDistance: 600 };
/** The panels of the shipped profiles, lying and upright, and the usual one on a laptop. */
const SIZES = [
  { width: 1920, height: 1080, panel: USUAL },
  { width: 1080, height: 1920, panel: USUAL },
  { width: 1280, height: 800, panel: USUAL },
  { width: 1366, height: 768, panel: { width: 344, height: 194, readingDistance: 600 } },
];
const languages = ['zh', 'en'] as const;

let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(address: string, size: { width: number; height: number }): Promise<Page> {
  const page = await browser.context.newPage();
  await page.setViewportSize(size);
  await hasten(page);
  await page.goto(address);
  return page;
}

/** One page for all that is shown at a size: loading is what takes long. */
describe.each(SIZES)(
  'on a panel of $panel.width × $panel.height mm at $width × $height',
  ({ panel, ...size }) => {
    const [station] = sampleBus.stations;
    const bridge = new FakeBridge({ bus: { ...sampleBus, stations: [{ ...station!, panel }] } });
    let page: Page;

    beforeAll(async () => {
      page = await open(await bridge.start(), size);
      await page.locator('[data-at]:not([data-at=waiting])').waitFor();
    });
    afterAll(async () => {
      await page.close();
      await bridge.stop();
    });

    describe.each(languages)('in %s', (language) => {
      test.each(Object.keys(modes))('every screen can be read, reached and pressed: %s', async (mode) => {
        bridge.language = language;
        const faults: string[] = [];
        const { readingDistance } = panel;
        const isSmall = panel.width < USUAL.width;
        for (const name of modes[mode]!.only ?? Object.keys(screens)) {
          await showScreen(bridge, page, name, mode);
          const isLow = (await page.locator('.panel.low-reach').count()) === 1;
          const found = [
            ...(await unreadable(page, { readingDistance, isSmall, isLow })),
            ...(await faultsOf(page)),
          ];
          faults.push(...found.map((fault) => `${name}: ${fault}`));
          await leaveScreen(page);
        }
        expect(faults).toEqual([]);
      });
    });
  },
);

describe('other pages', () => {
  const bridge = new FakeBridge();
  let address: string;

  beforeAll(async () => {
    address = await bridge.start();
  });
  afterAll(() => bridge.stop());

  test.each(['/officer', '/virtual-bus'])(
    'axe-core finds no fault on %s in either language',
    async (path) => {
      const page = await open(address + path, { width: 1440, height: 900 });
      try {
        await page.locator('[data-visits=in]').waitFor();
        expect(await faultsOf(page)).toEqual([]);
        await page.locator('[data-do=language]').first().click();
        expect(await faultsOf(page)).toEqual([]);
      } finally {
        await page.close();
      }
    },
  );

  test('the visitor screen stands still for those who ask for less motion, on its first invitation', async () => {
    bridge.show({ at: 'attract', exhibits: ['fake-police', 'messages'] });
    const page = await browser.context.newPage();
    try {
      await page.clock.install();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(address);
      await page.locator('[data-do=start]').waitFor();
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
      const invitation = await page.locator('h1').innerText();
      await page.clock.runFor(60_000);
      expect(await page.locator('h1').innerText()).toBe(invitation);
    } finally {
      await page.close();
    }
  });

  test('invitations take turns where several exhibits are offered', async () => {
    bridge.show({ at: 'attract', exhibits: ['fake-police', 'messages'] });
    const page = await browser.context.newPage();
    try {
      await page.clock.install();
      await page.goto(address);
      await page.getByText('电话响了').waitFor();
      await page.clock.runFor(9_500);
      await page.getByText('六条短信').waitFor();
      await page.clock.runFor(9_500);
      await page.getByText('电话响了').waitFor();
    } finally {
      await page.close();
    }
  });
});
