import type { Step } from '@pingan/protocol/screen-messages';
import { USUAL_REACH } from '@pingan/protocol/screen-messages';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { FakeBridge } from './fake-bridge.ts';
import { sampleBus } from './sample-bus.ts';
import { samplePack } from './sample-content.ts';
import { fullHouse, fullVoice } from './sample-house.ts';
import { settle } from './sample-screens.ts';
import { fullShelf } from './sample-shelf.ts';
import { unreadable } from './unreadable.ts';

const exhibits = [...samplePack.exhibits, fullShelf(12), fullShelf(24), fullHouse, fullVoice];
const pack = { ...samplePack, exhibits };
const USUAL = { width: 476, height: 268, readingDistance: 600 };
const SMALL = { width: 344, height: 194, readingDistance: 600 };
const busWith = (panel: typeof USUAL) => ({ ...sampleBus, stations: [{ ...sampleBus.stations[0]!, panel }] });

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(bridge: FakeBridge, size = { width: 1920, height: 1080 }): Promise<Page> {
  const page = await browser.context.newPage();
  await page.setViewportSize(size);
  await page.goto(await bridge.start());
  await page.locator('[data-at]:not([data-at=waiting])').waitFor();
  return page;
}

/** Shows a step and waits until it is there: a kind that is still being fetched has no part for the hands. */
async function show(bridge: FakeBridge, page: Page, step: Step): Promise<void> {
  bridge.show(step);
  await page.locator(`[data-at=${step.at}][data-revision="${bridge.revision}"] .hands`).waitFor();
}

describe.each(['zh', 'en'] as const)('a visitor in %s', (language) => {
  let bridge: FakeBridge;
  let page: Page;

  beforeEach(async () => {
    bridge = new FakeBridge({ pack, bus: busWith(USUAL) });
    bridge.language = language;
    page = await open(bridge);
  });
  afterEach(async () => {
    await page.close();
    await bridge.stop();
  });

  /** A visitor looks for longer than a double tap lasts before touching. */
  const tap = async (name: string) => {
    await page.waitForTimeout(550);
    await page.locator(`[data-do=${name}]`).tap();
  };
  const at = (name: string) => page.locator(`[data-at=${name}] main`).waitFor();
  const actions = () => bridge.received.flatMap((each) => (each.type === 'touch' ? [each.action] : []));

  test('looks at an object, lays another beside it, and ends with what to remember', async () => {
    const shelf = fullShelf(24);
    await show(bridge, page, { at: 'shelf', exhibit: shelf.id, seen: [] });
    expect(await page.locator('[data-do=next]').count()).toBe(0);
    await tap('thing-2');
    await at('object');
    expect(await page.locator('h1').innerText()).toBe(shelf.objects[1]!.name[language]);
    expect(await page.locator('main').innerText()).toContain(shelf.objects[1]!.defence[language]);
    expect(await page.locator('dd').count()).toBe(shelf.compare.length);

    await tap('compare');
    expect(await page.locator('[data-do=thing-2]').isDisabled()).toBe(true);
    await tap('page-after');
    await tap('thing-15');
    await page.locator('table').waitFor();
    expect(actions().at(-1)).toEqual({ do: 'beside', object: 'thing-15' });
    const stands = (row: number) =>
      page
        .locator('tbody tr')
        .nth(row)
        .locator('[data-standing]')
        .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-standing')));
    expect(await stands(1)).toEqual(['weaker', 'better']);
    expect(await stands(2)).toEqual(['better', 'weaker']);
    expect(await stands(3)).toEqual([]);

    await tap('back');
    await page.locator('dl').waitFor();
    await tap('back');
    await at('shelf');
    // The page of the object that was open, its lantern lit; and the other's on the next.
    expect(await page.locator('[data-do=thing-2] [data-lit=true]').count()).toBe(1);
    expect(await page.locator('[data-do=thing-3] [data-lit=true]').count()).toBe(0);
    await tap('page-after');
    expect(await page.locator('[data-do=thing-15] [data-lit=true]').count()).toBe(1);
    await tap('next');
    await at('shelf-result');
    expect(await page.locator('h1').innerText()).toContain(shelf.remember[language]);
    await tap('next');
    await expect.poll(() => actions().at(-1)).toEqual({ do: 'next' });
  });

  test('lifts the real thing, and its card opens, even while another is being chosen', async () => {
    const shelf = fullShelf(12);
    await show(bridge, page, { at: 'shelf', exhibit: shelf.id, seen: [] });
    await tap('thing-3');
    await at('object');
    await tap('compare');
    await page.locator('[data-do=cancel]').waitFor();
    await show(bridge, page, {
      at: 'object',
      exhibit: shelf.id,
      object: 'thing-7',
      beside: null,
      seen: ['thing-3', 'thing-7'],
    });
    await page.locator('dl').waitFor();
    expect(await page.locator('h1').innerText()).toBe(shelf.objects[6]!.name[language]);
  });

  test('buys, gives back, cannot buy what is too dear, and sees what the night finds', async () => {
    const left = () => page.locator('[data-left]').getAttribute('data-left');
    const place = (drawing: string) => page.locator(`[data-night] [data-measure=${drawing}]`);
    await show(bridge, page, { at: 'house', exhibit: fullHouse.id, bought: [] });
    expect(await left()).toBe('200');
    await tap('cylinder');
    await page.locator('[data-do=cylinder][aria-pressed=true]').waitFor();
    expect(await left()).toBe('110');
    expect(await place('cylinder').getAttribute('data-state')).toBe('lit');
    await tap('alarm');
    await page.locator('[data-left="50"]').waitFor();
    await tap('sensor-light');
    await page.locator('[data-left="10"]').waitFor();
    const windows = page.locator('[data-do=window-lock]');
    expect(await windows.isDisabled()).toBe(true);
    expect(await windows.innerText()).toContain(language === 'zh' ? '差 ¥35' : '¥35 short');
    await tap('alarm');
    await page.locator('[data-left="70"]').waitFor();
    expect(await windows.isDisabled()).toBe(false);
    await tap('key');
    await page.locator('[data-do=key][aria-pressed=true]').waitFor();
    expect(await page.locator('h1').innerText()).toBe(fullHouse.measures[0]!.why[language]);
    expect(await page.locator('main').innerText()).toContain(language === 'zh' ? '游戏' : 'game');

    await tap('next');
    await at('house-result');
    expect(await page.locator('[data-night]').getAttribute('data-night')).toBe('true');
    expect(await place('key').getAttribute('data-state')).toBe('lit');
    expect(await place('peephole').getAttribute('data-state')).toBe('dark');
    expect(await place('window-lock').getAttribute('data-state')).toBe('critical');
    expect(await page.locator('[data-band=open]').count()).toBe(1);
    const missing = await page.locator('ol li .name').allInnerTexts();
    const best = ['battery', 'window-lock', 'neighbour'];
    const names = best.map((id) => fullHouse.measures.find((each) => each.id === id)!.name[language]);
    expect(missing).toEqual(names);
    await tap('next');
    await expect.poll(() => actions().at(-1)).toEqual({ do: 'next' });
  });

  test('answers every question, and is thanked for a count that is no survey', async () => {
    const [first, second] = fullVoice.questions;
    await show(bridge, page, { at: 'question', exhibit: fullVoice.id, answers: [] });
    expect(await page.locator('h1').innerText()).toBe(first!.text[language]);
    await tap('theft');
    await page.getByText(second!.text[language]).waitFor();
    await tap('some');
    await at('question-result');
    expect(await page.locator('main').innerText()).toContain(language === 'zh' ? '不是调查' : 'no survey');
    expect(bridge.step).toMatchObject({ answers: ['theft', 'some'] });
  });
});

const shelf = (count: number, seen: string[] = []): Step => ({
  at: 'shelf',
  exhibit: `shelf-of-${count}`,
  seen,
});
const screens: Record<string, Step> = {
  'an untouched shelf of 24': shelf(24),
  'a shelf of 12': shelf(12, ['thing-2', 'thing-7']),
  'an object': { at: 'object', exhibit: 'shelf-of-24', object: 'thing-11', beside: null, seen: ['thing-11'] },
  'two objects': { at: 'object', exhibit: 'shelf-of-24', object: 'thing-11', beside: 'thing-7', seen: [] },
  'the end of a shelf': {
    at: 'shelf-result',
    exhibit: 'shelf-of-24',
    seen: ['thing-1', 'thing-7', 'thing-20'],
  },
  'a full purse': { at: 'house', exhibit: 'full-house', bought: [] },
  'a purse that is nearly empty': {
    at: 'house',
    exhibit: 'full-house',
    bought: ['key', 'cylinder', 'window-lock', 'neighbour'],
  },
  'an open house': { at: 'house-result', exhibit: 'full-house', bought: ['alarm', 'battery'] },
  'a house with everything': {
    at: 'house-result',
    exhibit: 'full-house',
    bought: fullHouse.measures.map(({ id }) => id),
  },
  'five answers': { at: 'question', exhibit: 'full-voice', answers: [] },
  'four answers': { at: 'question', exhibit: 'full-voice', answers: ['calls'] },
  thanks: { at: 'question-result', exhibit: 'full-voice', answers: ['calls', 'no'] },
};
const modes = { normal: {}, 'easy reading': { easyRead: true }, 'low reach': { lowReach: true } };

describe.each([
  { width: 1920, height: 1080, panel: USUAL },
  { width: 1080, height: 1920, panel: USUAL },
  { width: 1280, height: 800, panel: USUAL },
  { width: 1366, height: 768, panel: SMALL },
])('on a panel of $panel.width × $panel.height mm at $width × $height', ({ panel, ...size }) => {
  const bridge = new FakeBridge({ pack, bus: busWith(panel) });
  let page: Page;
  beforeAll(async () => {
    page = await open(bridge, size);
  });
  afterAll(async () => {
    await page.close();
    await bridge.stop();
  });

  test.each(['zh', 'en'] as const)('everything can be read, reached and pressed in %s', async (language) => {
    bridge.language = language;
    const faults: string[] = [];
    for (const [mode, reach] of Object.entries(modes)) {
      bridge.reach = { ...USUAL_REACH, ...reach };
      for (const [name, step] of Object.entries(screens)) {
        await show(bridge, page, step);
        await settle(page);
        const isLow = (await page.locator('.panel.low-reach').count()) === 1;
        const { readingDistance } = panel;
        const isSmall = panel.width < USUAL.width;
        const found = [
          ...(await unreadable(page, { readingDistance, isSmall, isLow })),
          ...(await faultsOf(page)),
        ];
        faults.push(...found.map((fault) => `${mode}, ${name}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
  });
});
