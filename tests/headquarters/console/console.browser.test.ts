import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Cell, Segment } from '@pingan/protocol/tally';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../browser.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { SpeakingBus, anchor, calibration, epochRecord, fact, newEpoch, shard } from '../speaking-bus.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const built = existsSync(
  fileURLToPath(new URL('../../../headquarters/console/dist/index.html', import.meta.url)),
);

let headquarters: RunningHeadquarters;
let bus: SpeakingBus;
let browser: Awaited<ReturnType<typeof openBrowser>>;
const epoch = newEpoch();
const segment: Segment = { id: 0, stop: 'east-market', purpose: 'rehearsal', start: 0 };
const doors = (n: number): Cell[] => [[0, 0, 'front', 'door.in', '', n]];
const rehearsal = (n: number) => shard('bus-01', epoch, doors(n), { segments: [segment] });

beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  await bus.deliver(
    epochRecord('bus-01', epoch, 3, { epoch: newEpoch(), count: 17 }),
    anchor('bus-01', epoch, 0, Date.now()),
    fact('bus-01', `${epoch}/1`, {
      fact: 'opened',
      epoch,
      monotonic: 0,
      stop: 'east-market',
      stopName: { zh: '东市口第一便民服务中心广场', en: 'The square before the East Market service centre' },
    }),
    calibration('bus-01', epoch, 0, { door: 'front', tapped: 60, estimate: -0.02, low: -0.09, high: 0.05 }),
    rehearsal(1_234),
  );
  await bus.sayState({
    connection: 'a',
    online: true,
    purpose: 'rehearsal',
    stop: 'east-market',
    board: 'ready',
    backlog: 2,
    faults: [
      {
        zh: '控制板 uno-2（序列号 85436323631351A0B1C2）失联',
        en: 'Board uno-2 (serial 85436323631351A0B1C2) is lost',
      },
      {
        zh: '后门外侧光束时断时续，已停止计数',
        en: 'The outer beam of the rear door flaps; it counts no longer',
      },
    ],
  });
  await bus.say('{"v":2,"kind":"shard","id":"one-message-of-the-future","rev":1}');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await bus?.leave();
  await headquarters?.end();
});

async function open(width: number, height: number): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (problem) => complaints.push(problem.message));
  await page.setViewportSize({ width, height });
  await page.goto(headquarters.web);
  await page.getByRole('heading', { name: '车辆' }).waitFor();
  return { page, complaints };
}

// `npm test` builds the console first; whoever runs this file alone may not have.
describe.skipIf(!built)('the console in a browser', () => {
  test('counts on while it is open, without a reload', async () => {
    const { page, complaints } = await open(1280, 800);
    await page.getByRole('button', { name: '查看演练' }).tap();
    await page
      .getByRole('row', { name: /东市口/ })
      .getByText('1,234')
      .waitFor();
    await bus.deliver(rehearsal(1_300));
    await page
      .getByRole('row', { name: /东市口/ })
      .getByText('1,300')
      .waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('shows the true number with the count, and every fault of a bus', async () => {
    const { page, complaints } = await open(1280, 800);
    await page.getByRole('button', { name: '查看演练' }).tap();
    await page
      .getByRole('row', { name: /东市口/ })
      .getByText(/^实际 1,\d{3}–1,\d{3}$/)
      .waitFor();
    await page.getByText('后门外侧光束时断时续').waitFor();
    await page.getByRole('button', { name: 'English' }).tap();
    await page.getByText('The outer beam of the rear door flaps').waitFor();
    // The browser remembers the language for the next page.
    await page.getByRole('button', { name: '中文' }).tap();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each([
    [1920, 1080],
    [1080, 1920],
    [1280, 800],
  ])('fits a screen of %i × %i in both languages, in the bundled font', async (width, height) => {
    const { page, complaints } = await open(width, height);
    await page.getByRole('button', { name: '查看演练' }).tap();
    for (const language of ['English', '中文']) {
      await page.getByRole('button', { name: language }).tap();
      const broken = await page.evaluate(() => {
        const wide = [...document.querySelectorAll('section, section *')].filter((part) => {
          const { right } = part.getBoundingClientRect();
          const panel = part.closest('section')!.getBoundingClientRect();
          return part.scrollWidth > part.clientWidth + 1 &&
            part.clientWidth > 0 &&
            getComputedStyle(part).display !== 'inline'
            ? true
            : right > panel.right + 1;
        });
        return wide.map((part) => `${part.tagName} ${part.textContent.slice(0, 40)}`);
      });
      expect(broken).toEqual([]);
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
        ),
      ).toBe(true);
    }
    expect(await page.evaluate(() => [...document.fonts].some((font) => font.status === 'loaded'))).toBe(
      true,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('has no fault that axe can find', async () => {
    const { page } = await open(1280, 800);
    // The security policy refuses injected script elements; this one runs outside of it.
    await page.evaluate(await readFile(axe, 'utf8'));
    const faults = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(faults).toEqual([]);
    await page.close();
  });
});
