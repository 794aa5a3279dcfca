import type { ScreenMessage, TouchAction } from '@pingan/protocol/screen-messages';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { FakeBridge } from './fake-bridge.ts';
import { rigAt } from './judge-alarm-screens.ts';
import { sampleBus } from './sample-bus.ts';
import { settle } from './sample-screens.ts';
import { unreadable } from './unreadable.ts';

const ADDRESS = 'https://example.invalid/second-round';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let bridge: FakeBridge;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  await bridge.stop();
});

async function open(parts: ConstructorParameters<typeof FakeBridge>[0]): Promise<void> {
  bridge = new FakeBridge(parts);
  page = await browser.context.newPage();
  await page.goto(await bridge.start());
  await page.locator('[data-at=attract]').waitFor();
}

/** A visitor reads for longer than a double tap lasts before touching. */
async function tap(name: string): Promise<void> {
  await page.waitForTimeout(600);
  await page.locator(`[data-do=${name}]`).tap();
}
const touches = (): TouchAction[] =>
  bridge.received
    .filter((message): message is Extract<ScreenMessage, { type: 'touch' }> => message.type === 'touch')
    .map(({ action }) => action);

describe.each([
  { language: 'zh', score: '4 条里看准 2 条', fault: '谁都可能中', wary: '小心没有错' },
  { language: 'en', score: '2 of 4 well seen', fault: 'works on everybody', wary: 'Care is good' },
])('a judge in $language', ({ language, score, fault, wary }) => {
  beforeEach(() => open({ offered: ['messages'] }));

  test('is played by touch from the first item to the lanterns', async () => {
    if (language === 'en') await tap('language');
    await tap('start');
    await page.locator('[data-at=sort]').waitFor();
    /* Everything is called genuine: the genuine ones are right, the scams are not. */
    for (let nth = 0; nth < 4; nth += 1) {
      await tap('genuine');
      const answer = page.locator('[data-at=sorted] [data-right]');
      await answer.waitFor();
      const tone = await page.locator('main [data-tone]').getAttribute('data-tone');
      expect(await answer.getAttribute('data-right')).toBe(String(tone === 'safe'));
      if (tone === 'danger') {
        expect(await answer.innerText()).toContain(fault);
        expect(await page.locator('[data-turning-point=keys-handed-over]').count()).toBe(1);
      }
      await tap('next');
    }
    await page.locator('[data-at=sort-result]').waitFor();
    expect(await page.locator('main').innerText()).toContain(score);
    expect(await page.locator('[data-lit=true]').count()).toBe(2);
    expect(await page.locator('[data-lit=false]').count()).toBe(2);
    expect(await page.locator('h1').innerText()).toContain('96110');
    await tap('next');
    await expect.poll(() => touches().at(-1)).toEqual({ do: 'next' });
  });

  test('somebody who distrusts what is genuine is not told that a trick worked', async () => {
    if (language === 'en') await tap('language');
    bridge.show({ at: 'sorted', exhibit: 'messages', order: ['library'], said: ['scam'] });
    const answer = page.locator('[data-right=false]');
    await answer.waitFor();
    expect(await answer.innerText()).toContain(wary);
    expect(await page.locator('[data-turning-point]').count()).toBe(0);
  });
});

describe('the live alarm', () => {
  let finger: CDPSession;

  beforeEach(async () => {
    await open({ offered: ['live-alarm'] });
    finger = await browser.context.newCDPSession(page);
    bridge.show(rigAt('ready'));
    await page.locator('[data-do=arm]').waitFor();
    await settle(page);
  });

  const put = async (name: string) => {
    const box = (await page.locator(`[data-do=${name}]`).boundingBox())!;
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  };
  const slideTo = (x: number, y: number) =>
    finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] });
  const lift = () => finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  const presses = () => touches().flatMap((action) => (action.do === 'alarm' ? [action.press] : []));

  test('is held by a finger and let go when it is lifted, however soon', async () => {
    await put('arm');
    await expect.poll(presses).toEqual(['hold']);
    await page.locator('.filling').waitFor();
    await lift();
    await expect.poll(presses).toEqual(['hold', 'release']);
    await page.locator('.filling').waitFor({ state: 'detached' });
  });

  test('a finger that slides off lets go, even while it is still on the screen', async () => {
    await put('arm');
    await expect.poll(presses).toEqual(['hold']);
    await slideTo(960, 80);
    await expect.poll(presses).toEqual(['hold', 'release']);
    await lift();
    expect(presses()).toEqual(['hold', 'release']);
  });

  test('a tap beside it holds for whoever cannot, and a second tap lets go', async () => {
    await tap('arm-by-tap');
    await expect.poll(presses).toEqual(['hold']);
    bridge.show(rigAt('arming'));
    await page.locator('[data-stage=arming]').waitFor();
    expect(await page.locator('[data-do=arm-by-tap]').getAttribute('aria-pressed')).toBe('true');
    await tap('arm-by-tap');
    await expect.poll(presses).toEqual(['hold', 'release']);
  });

  test('a double tap beside it is one tap', async () => {
    await page.waitForTimeout(600);
    await page.locator('[data-do=arm-by-tap]').dblclick();
    await expect.poll(presses).toEqual(['hold']);
    bridge.show(rigAt('arming'));
    await page.locator('[data-stage=arming]').waitFor();
    expect(presses()).toEqual(['hold']);
  });

  test('a finger that holds until it is announced has done its part', async () => {
    await put('arm');
    await expect.poll(presses).toEqual(['hold']);
    bridge.show(rigAt('arming'));
    bridge.show(rigAt('announced'));
    await page.getByText('4', { exact: true }).waitFor();
    await lift();
    await tap('disarm');
    await expect.poll(() => presses().at(-1)).toBe('disarm');
  });

  test('is shown as it happens, and told with the seconds since it was announced', async () => {
    bridge.show(rigAt('sounding'));
    await page.locator('[data-stage=sounding] [data-door=open]').waitFor();
    expect(await page.locator('[data-do=next]').count()).toBe(0);
    bridge.show(rigAt('silenced'));
    await page.locator('[data-stage=silenced] [data-door=shut]').waitFor();
    expect(await page.locator('[data-seen=door-opened]').innerText()).toMatch(/9\.2 秒\s*门开了/);
    await tap('next');
    await page.locator('[data-at=alarm-result]').waitFor();
    expect(await page.locator('h1').innerText()).toContain('它让人跑');
  });

  test.each(['ready', 'arming', 'announced', 'armed', 'sounding', 'silenced', 'busy', 'gone'] as const)(
    'can be left while it is %s',
    async (stage) => {
      bridge.show(rigAt(stage));
      await page.locator(`[data-stage=${stage}]`).waitFor();
      await tap('leave');
      await page.locator('[data-at=attract]').waitFor();
    },
  );
});

describe('around a story', () => {
  test('messages are told apart in either language, and who answered is not kept', async () => {
    await open({});
    const step = { at: 'item', exhibit: 'fake-police', phase: 'before', item: 'power-debt' } as const;
    bridge.show({ ...step, index: 1, count: 2 });
    await page.getByText('第 2 条，共 2 条').waitFor();
    expect(await page.locator('main').innerText()).toContain('不记您是谁');
    await tap('language');
    await page.getByText('2 of 2').waitFor();
    await tap('genuine');
    await expect.poll(() => touches().at(-1)).toEqual({ do: 'choose', choice: 'genuine' });
    bridge.show({ ...step, at: 'item-feedback' });
    await page.locator('[data-turning-point=money-first]').waitFor();
    expect(await page.locator('main [data-tone]').getAttribute('data-tone')).toBe('danger');
    await tap('next');
    await expect.poll(() => touches().at(-1)).toEqual({ do: 'next' });
  });

  test('without an address a paper card is offered', async () => {
    await open({ bus: { ...sampleBus, secondRound: null } });
    bridge.show({ at: 'closing', exhibit: 'fake-police', told: null });
    await page.getByText('纸卡').waitFor();
    expect(await page.locator('[role=img][aria-label*=扫]').count()).toBe(0);
    expect(await page.locator('main [data-turning-point]').count()).toBe(5);
    await tap('leave');
    await page.locator('[data-at=attract]').waitFor();
  });

  test.each([
    { width: 1920, height: 1080 },
    { width: 1080, height: 1920 },
    { width: 1280, height: 800 },
  ])('the second round is a code and an address that can be read at $width × $height', async (size) => {
    await open({ bus: { ...sampleBus, secondRound: ADDRESS } });
    await page.setViewportSize(size);
    for (const language of ['zh', 'en'] as const) {
      bridge.language = language;
      bridge.show({ at: 'closing', exhibit: 'fake-police', told: { right: 3, of: 4 } });
      await page.locator(`:root[lang^=${language}] [data-at=closing] h1`).waitFor();
      await settle(page);
      expect(await page.locator('main').innerText()).toContain(ADDRESS);
      const code = (await page.locator('main [role=img]').boundingBox())!;
      const mm = await page.evaluate(() =>
        Number.parseFloat(document.querySelector<HTMLElement>('.panel')!.style.getPropertyValue('--mm')),
      );
      expect(code.width / mm).toBeGreaterThan(40);
      expect(await unreadable(page, { readingDistance: 600, isSmall: false, isLow: false })).toEqual([]);
      expect(await faultsOf(page)).toEqual([]);
    }
  });
});
