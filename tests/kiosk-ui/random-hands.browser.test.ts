import { numbersOf } from '@pingan/content/draw';
import type { Audience, Step } from '@pingan/protocol/screen-messages';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { FakeBridge } from './fake-bridge.ts';
import { Touches } from './touches.ts';

const TOUCHES = 10_000;
/** Sent one after the other without waiting for what they do. */
const AT_ONCE = 20;
/** How much faster the page's own clock runs, so that most touches are not the second half of a double tap. */
const HASTE = 50;
/** Steps of every kind, shown between touches as if things were lifted, buttons pressed and bridges restarted. */
const STEPS: Step[] = [
  { at: 'attract', exhibits: ['fake-police', 'messages', 'shelf', 'house', 'voice', 'live-alarm'] },
  { at: 'menu', exhibits: ['fake-police', 'messages', 'house'] },
  { at: 'attract', exhibits: [] },
  { at: 'item', exhibit: 'fake-police', phase: 'before', item: 'power-cut', index: 0, count: 2 },
  { at: 'item-feedback', exhibit: 'fake-police', phase: 'before', item: 'power-debt' },
  { at: 'beat', exhibit: 'fake-police', beat: 'hotel', length: 'full' },
  { at: 'beat', exhibit: 'task-scam', beat: 'deposit', length: 'short' },
  { at: 'feedback', exhibit: 'fake-police', beat: 'account', choice: 'transfer', length: 'full' },
  { at: 'result', exhibit: 'fake-police', ending: 'lost' },
  { at: 'sort', exhibit: 'messages', order: ['clinic', 'subsidy'], said: [] },
  { at: 'shelf', exhibit: 'shelf', seen: [] },
  { at: 'object', exhibit: 'shelf', object: 'padlock', beside: 'dagger', seen: ['padlock', 'dagger'] },
  { at: 'house', exhibit: 'house', bought: ['key'] },
  { at: 'question', exhibit: 'voice', answers: [] },
  {
    at: 'alarm',
    exhibit: 'live-alarm',
    rig: { stage: 'armed', announce: null, timeline: [] },
    sounded: false,
  },
  { at: 'closing', exhibit: 'fake-police', told: { right: 3, of: 4 } },
  /* Texts that this content does not have. */
  { at: 'beat', exhibit: 'gone', beat: 'gone', length: 'full' },
];
const AUDIENCES: Audience[] = [
  { is: 'one' },
  { is: 'one' },
  { is: 'group', vote: { genuine: 2, scam: 3, secondsLeft: 4 } },
  { is: 'class', hands: { go: 3 } },
];

const bridge = new FakeBridge();
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  browser = await openBrowser({ viewport: { width: 1280, height: 800 } });
});
afterAll(async () => {
  await browser.close();
  await bridge.stop();
});

test('10,000 random touches and steps: no error, never a blank page, memory flat', async () => {
  const random = numbersOf('hands-4');
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const finger = () => ({ x: Math.floor(random() * 1_280), y: Math.floor(random() * 800) });
  const page = await browser.context.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.addInitScript((haste) => {
    const real = performance.now.bind(performance);
    performance.now = () => real() * haste;
  }, HASTE);
  await page.goto(await bridge.start());
  await page.locator('[data-at=attract]').waitFor();
  const touches = await Touches.on(page);

  const blanks: string[] = [];
  const look = async (touch: number) => {
    const seen = await page.evaluate(() => ({
      at: document.querySelector<HTMLElement>('.panel')?.dataset.at ?? '',
      text: document.querySelector<HTMLElement>('.panel')?.innerText.trim() ?? '',
    }));
    if (seen.at === '' || seen.text === '') blanks.push(`touch ${touch}: ${JSON.stringify(seen)}`);
  };
  const stir = () => {
    bridge.audience = pick(AUDIENCES);
    bridge.show(pick(STEPS), random() < 0.1 ? 25 : null);
    if (random() < 0.05) bridge.restart();
  };
  const touch = () => {
    const fingers =
      random() < 0.12 ? Array.from({ length: 2 + Math.floor(random() * 9) }, finger) : [finger()];
    return Promise.all([touches.down(...fingers), random() < 0.05 ? touches.cancel() : touches.up()]);
  };
  const run = async (from: number, to: number) => {
    for (let nth = from; nth < to; nth += AT_ONCE) {
      stir();
      await Promise.all(Array.from({ length: AT_ONCE }, touch));
      if (nth % 60 === 0) await look(nth);
    }
  };

  /* The first thousand warm the page up: kinds are loaded, caches filled. */
  await run(0, 1_000);
  const before = await touches.heap();
  await run(1_000, TOUCHES);
  const grown = (await touches.heap()) - before;

  expect(errors).toEqual([]);
  expect(blanks).toEqual([]);
  expect(bridge.received.filter(({ type }) => type === 'touch').length).toBeGreaterThan(50);
  expect(grown).toBeLessThan(1.5 * 1024 * 1024);

  /* And it still answers one finger. */
  bridge.audience = { is: 'one' };
  bridge.restart();
  await page.waitForTimeout(600);
  if ((await page.locator('[data-at=calm]').count()) > 0) await page.locator('[data-do=close-calm]').tap();
  await page.waitForTimeout(600);
  await page.touchscreen.tap(640, 300);
  await page.locator('[data-at=beat]').waitFor();
}, 120_000);
