import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../browser.ts';
import { REAR_DOOR, checkFact, openedFact } from '../fleet-condition/condition-facts.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { NINE_IN_SHANGHAI, SpeakingBus, anchor, epochRecord, newEpoch } from '../speaking-bus.ts';
import { generatedFleet } from './generated-fleet.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const built = existsSync(
  fileURLToPath(new URL('../../../headquarters/console/dist/index.html', import.meta.url)),
);

let headquarters: RunningHeadquarters;
let fleet: Awaited<ReturnType<typeof generatedFleet>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
  // Late enough in the day that an hour ago was today, whenever the test runs.
  headquarters.clock = NINE_IN_SHANGHAI + 2 * 3_600_000;
  fleet = await generatedFleet(headquarters, headquarters.clock);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await fleet?.leave();
  await headquarters?.end();
});

async function open(page: string, width = 1280, height = 800): Promise<{ page: Page; complaints: string[] }> {
  const opened = await browser.context.newPage();
  const complaints: string[] = [];
  opened.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  opened.on('pageerror', (problem) => complaints.push(problem.message));
  await opened.setViewportSize({ width, height });
  await opened.goto(`${headquarters.web}/#${page}`);
  return { page: opened, complaints };
}

/** Parts that are wider than the room they have, and the page itself where it is. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = [...document.querySelectorAll('main *, dialog *')].filter(
      (part) =>
        getComputedStyle(part).display !== 'inline' &&
        part.clientWidth > 0 &&
        part.scrollWidth > part.clientWidth + 1 &&
        !['INPUT', 'SELECT', 'TEXTAREA'].includes(part.tagName),
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    return [
      ...parts.map((part) => `${part.tagName} ${part.textContent.slice(0, 40)}`),
      ...(scrollWidth > clientWidth ? ['wider than the window'] : []),
    ];
  });
}

async function faultsOf(page: Page): Promise<string[]> {
  // The security policy refuses injected script elements; this one runs outside of it.
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

const pagesOf = (pdf: Buffer) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

describe.skipIf(!built)('the condition of the buses in a browser', () => {
  test.each([
    [1920, 1080],
    [1080, 1920],
    [1280, 800],
    [390, 844],
  ])(
    'fits a screen of %i × %i in both languages, with a bus open and without, and axe finds nothing',
    async (width, height) => {
      const { page, complaints } = await open('buses', width, height);
      for (const language of ['English', '中文']) {
        await page.getByRole('button', { name: language }).tap();
        await page.getByRole('button', { name: /practice-03/ }).waitFor();
        expect(await tooWide(page)).toEqual([]);
        await page.getByRole('button', { name: /practice-01/ }).tap();
        await page.getByRole('heading', { name: /检查记录|Checks so far/ }).waitFor();
        expect(await tooWide(page)).toEqual([]);
        if (width === 1280) expect(await faultsOf(page)).toEqual([]);
        // Everything that is touched is large enough for a finger.
        const small = await page.evaluate(() =>
          [...document.querySelectorAll('main button')]
            .filter((button) => button.getBoundingClientRect().height < 44)
            .map((button) => button.textContent),
        );
        expect(small).toEqual([]);
        await page.getByRole('button', { name: /^(收起|Close)$/ }).tap();
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('a ticket that is opened and closed on the bus shows without a reload', async () => {
    const bus = await SpeakingBus.connect(headquarters.broker, 'practice-06');
    const epoch = newEpoch();
    const ticket = '00000000000000cc';
    await bus.deliver(epochRecord('practice-06', epoch, 1), anchor('practice-06', epoch, 0, Date.now()));
    const { page, complaints } = await open('buses');
    await page.getByRole('button', { name: /practice-06/ }).tap();
    await page.getByText('还没有收到这辆车的出车检查').waitFor();
    await bus.deliver(openedFact('practice-06', 'o', ticket, { epoch, monotonic: 5 }));
    await page.getByText(REAR_DOOR.words.zh).nth(1).waitFor();
    await bus.deliver(checkFact('practice-06', 'c', { epoch, monotonic: 9 }, { good: 12 }));
    await page
      .getByText(/全部正常，共 12 项/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await page.close();
    await bus.leave();
  });

  test('a report prints by itself, with the mark, on one page, also a long one', async () => {
    const bus = await SpeakingBus.connect(headquarters.broker, 'practice-05');
    const epoch = newEpoch();
    const faults = Array.from({ length: 16 }, (_, n) => ({ ...REAR_DOOR, item: `lamp/lock-${n}` }));
    const skipped = Array.from({ length: 60 }, (_, n) => `thing/lock-${n}`);
    await bus.deliver(
      epochRecord('practice-05', epoch, 1),
      anchor('practice-05', epoch, 0, Date.now()),
      checkFact('practice-05', 'long', { epoch, monotonic: 9 }, { good: 3, faults, skipped }),
      ...faults
        .slice(0, 8)
        .map((fault, n) =>
          openedFact('practice-05', `o${n}`, `${n}`.padStart(16, 'a'), { epoch, monotonic: n }, fault),
        ),
    );
    await bus.leave();
    const { page, complaints } = await open('buses');
    for (const language of ['English', '中文']) {
      await page.getByRole('button', { name: language }).tap();
      for (const name of ['practice-01', 'practice-05']) {
        await page.getByRole('button', { name: new RegExp(name) }).tap();
        await page.getByRole('button', { name: /打印报告|Print the report/ }).tap();
        const sheet = page.getByRole('dialog', { name: new RegExp(name) });
        await sheet.waitFor();
        expect(await tooWide(page)).toEqual([]);
        if (name === 'practice-01') expect(await faultsOf(page)).toEqual([]);
        await page.emulateMedia({ media: 'print' });
        expect(await page.getByRole('heading', { name: /车况|Condition of the buses/ }).isVisible()).toBe(
          false,
        );
        expect(await sheet.locator('img').isVisible()).toBe(true);
        expect(await sheet.getByRole('button').first().isVisible()).toBe(false);
        const colours = await sheet.evaluate((paper) => {
          const { color, backgroundColor } = getComputedStyle(paper);
          return [color, backgroundColor];
        });
        expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
        expect(pagesOf(await page.pdf({ format: 'A4' }))).toBe(1);
        await page.emulateMedia({ media: 'screen' });
        // It is no secret: Escape closes it.
        await page.keyboard.press('Escape');
        await sheet.waitFor({ state: 'detached' });
      }
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('the overview leads to the buses, and the answers of a form stand at its stop', async () => {
    const { page, complaints } = await open('overview');
    await page.getByText(/practice-03 演练（\d\d:\d\d 开站）/).waitFor();
    await page.getByRole('button', { name: '查看演练' }).tap();
    await page
      .getByRole('row', { name: /演练集市/ })
      .getByText('后门有 4 分钟看不见')
      .waitFor();
    await page.getByRole('link', { name: '查看车况' }).first().tap();
    await page.getByRole('heading', { name: '车况' }).waitFor();
    await page.goto(`${headquarters.web}/#stops`);
    await page.getByLabel('哪些日子').selectOption('all');
    await page.getByRole('button', { name: /演练集市/ }).tap();
    await page.getByText('busiest-exhibit').waitFor();
    expect(await tooWide(page)).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
