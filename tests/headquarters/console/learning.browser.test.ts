import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../browser.ts';
import { EXHIBIT_CELLS, learningCells } from '../learning-cells.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { SpeakingBus, anchor, epochRecord, newEpoch, shard } from '../speaking-bus.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const built = existsSync(
  fileURLToPath(new URL('../../../headquarters/console/dist/index.html', import.meta.url)),
);

let headquarters: RunningHeadquarters;
let bus: SpeakingBus;
let browser: Awaited<ReturnType<typeof openBrowser>>;
const epoch = newEpoch();

beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  await bus.deliver(
    epochRecord('bus-01', epoch, 1),
    anchor('bus-01', epoch, 0, Date.now()),
    shard('bus-01', epoch, [[0, 0, 'front', 'door.in', '', 812], ...EXHIBIT_CELLS]),
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await bus?.leave();
  await headquarters?.end();
});

async function open(width: number, height: number): Promise<{ page: Page; panel: Locator }> {
  const page = await browser.context.newPage();
  // The language that another page chose would be remembered.
  await page.addInitScript(() => localStorage.clear());
  await page.setViewportSize({ width, height });
  await page.goto(headquarters.web);
  const panel = page.locator('section', { has: page.getByRole('heading', { name: '学会了吗' }) });
  await panel.waitFor();
  return { page, panel };
}

// `npm test` builds the console first; whoever runs this file alone may not have.
describe.skipIf(!built)('learning in the console', () => {
  test('follows what arrives: a story that has too few gets its chart and verdict with the thirtieth pair', async () => {
    const { page, panel } = await open(1280, 800);
    const story = panel.locator('article', { hasText: 'fake-loan' });
    expect(await story.textContent()).toContain('还太少（需 30 对，现有：17 对）');
    await bus.deliver(
      shard('bus-01', newEpoch(), [
        ...learningCells(0, { exhibit: 'fake-loan', phase: 'before', n: 13, hits: 6, falseAlarms: 4 }),
        ...learningCells(0, { exhibit: 'fake-loan', phase: 'after', n: 13, hits: 13, falseAlarms: 2 }),
      ]),
    );
    await story.getByText('学会了：真假更分得清').waitFor();
    expect(await story.locator('svg polyline').count()).toBe(2);
    await page.close();
  });

  test.each([
    [1920, 1080],
    [1280, 800],
    [600, 900],
  ])(
    'keeps its charts, labels and tables within the panel at %i × %i in both languages',
    async (width, height) => {
      const { page, panel } = await open(width, height);
      for (const details of await panel.locator('details').all())
        await details.evaluate((element: HTMLDetailsElement) => (element.open = true));
      for (const language of ['English', '中文']) {
        await page.getByRole('button', { name: language }).tap();
        const faults = await page.evaluate(() => {
          // A line's box reaches well above and below its letters.
          const overlap = (a: DOMRect, b: DOMRect) =>
            a.left < b.right &&
            b.left < a.right &&
            a.top + a.height / 4 < b.bottom - b.height / 4 &&
            b.top + b.height / 4 < a.bottom - a.height / 4;
          const found: string[] = [];
          for (const section of document.querySelectorAll('section')) {
            const { right } = section.getBoundingClientRect();
            for (const part of section.querySelectorAll('*'))
              if (part.getBoundingClientRect().right > right + 1) found.push(`wide: ${part.textContent}`);
          }
          for (const chart of document.querySelectorAll('article svg:has(polyline)')) {
            const frame = chart.getBoundingClientRect();
            const texts = [...chart.querySelectorAll('text')].map((text) => ({
              words: text.textContent,
              box: text.getBoundingClientRect(),
            }));
            for (const { words, box } of texts)
              if (box.right > frame.right + 1 || box.left < frame.left - 1 || box.top < frame.top - 1)
                found.push(`cut: ${words}`);
            texts.forEach((one, i) => {
              for (const other of texts.slice(i + 1))
                if (overlap(one.box, other.box)) found.push(`overlap: ${one.words} / ${other.words}`);
            });
          }
          return found;
        });
        expect(faults).toEqual([]);
      }
      await page.close();
    },
  );

  test('has no fault that axe can find, with everything unfolded, in both languages', async () => {
    const { page, panel } = await open(1280, 800);
    for (const details of await panel.locator('details').all())
      await details.evaluate((element: HTMLDetailsElement) => (element.open = true));
    await page.evaluate(await readFile(axe, 'utf8'));
    for (const language of ['English', '中文']) {
      await page.getByRole('button', { name: language }).tap();
      const faults = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations } = await axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(faults).toEqual([]);
    }
    await page.close();
  });
});
