import { join } from 'node:path';
import type { ContentPack } from '@pingan/content/pack';
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../browser.ts';
import { getJson, type Half, journeyFolder, pause, ROOT, startBus } from './halves.ts';
import { Screen } from './screen.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function rehearsalBus(): Promise<Half> {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  const profile = join(ROOT, 'device-config/profiles/rehearsal.yaml');
  const half = await startBus({ profile, data: join(folder.path, 'bus'), broker: 'mqtt://127.0.0.1:9' });
  toStop.push(() => half.kill('SIGKILL'));
  return half;
}

/** A tap at a person's pace: the screen takes two within half a second for one. */
async function tap(target: Locator): Promise<void> {
  await target.waitFor();
  await pause(700);
  await target.tap();
}

/** Taps whatever the story offers until the result is there: the first choice at a decision, else the way on. */
async function tapToResult(page: Page, bus: Screen): Promise<void> {
  for (let taps = 0; taps < 30; taps++) {
    const { step } = await bus.wait('step', () => true);
    if (step.at === 'result') return;
    const button = page.locator('[data-audience="one"] button, [data-do="next"]').first();
    const before = bus.latest('step')!.revision;
    await tap(button);
    await bus.wait('step', ({ revision }) => revision > before);
  }
  throw new Error('thirty taps and no result');
}

describe.each([
  { language: 'zh', words: /[一-鿿]/ },
  { language: 'en', words: /[A-Za-z]{4}/ },
] as const)('a visitor in front of the screen, in $language', ({ language, words }) => {
  it('starts with the first touch, plays the story by touch and comes back to the attract screen', async () => {
    const half = await rehearsalBus();
    const kiosk = half.address('Kiosk');
    const pack = await getJson<ContentPack>(`${new URL(kiosk).origin}/api/content`);
    const story = pack.exhibits.find(({ id }) => id === 'fake-police');
    if (story?.kind !== 'story') throw new Error('the starter pack has no story fake-police');
    // A second screen at the same station sees the steps that the browser causes.
    const watch = await Screen.open(kiosk, 'visitor');
    // People queue: the story is short, and nothing is asked before and after it.
    const officer = await Screen.open(kiosk, 'officer');
    officer.send({ type: 'officer', command: { do: 'queue', queue: 'long' } });
    await officer.wait('status', ({ status }) => status.length === 'short');
    const { context, close } = await openBrowser();
    toStop.push(close);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(kiosk);

    await page.locator('[data-do="start"]').waitFor();
    if (language === 'en') {
      await tap(page.locator('[data-do="language"]'));
      await watch.wait('step', (step) => step.language === 'en');
    }
    await tap(page.locator('[data-do="start"]'));
    await tap(page.locator('[data-do="start-fake-police"]'));
    await watch.wait('step', ({ step }) => step.at === 'beat');
    await page.getByText(story.beats[0]!.text[language].slice(0, 8)).first().waitFor();
    await tapToResult(page, watch);

    const shown = await watch.wait('step', ({ step }) => step.at === 'result');
    const ending = story.endings.find(({ id }) => shown.step.at === 'result' && id === shown.step.ending)!;
    await page.getByText(ending.title[language]).waitFor();
    expect(await page.locator('body').innerText()).toMatch(words);
    await tap(page.locator('[data-do="next"]'));
    await page.locator('[data-do="start"]').waitFor();
    expect(problems).toEqual([]);
  });
});
