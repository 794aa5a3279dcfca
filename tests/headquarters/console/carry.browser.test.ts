import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { CarriedAnswer } from '@pingan/protocol/carry-file';
import { isSignedBy, openCarryFile, splitCarryFile } from '@pingan/protocol/carry/seal';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../browser.ts';
import { busFile, type Keys } from '../../protocol/carry/carried.ts';
import { rehearsalBus } from '../carry/rehearsal-bus.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { newEpoch, shard } from '../speaking-bus.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const built = existsSync(
  fileURLToPath(new URL('../../../headquarters/console/dist/index.html', import.meta.url)),
);

let headquarters: RunningHeadquarters;
let keys: Keys;
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
  keys = await rehearsalBus(headquarters, 'bus-17');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await headquarters?.end();
});

async function open(width: number, height: number): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (problem) => complaints.push(problem.message));
  page.on('console', (message) => {
    // The browser itself reports that a file was refused.
    if (message.type() === 'error' && !message.text().includes('422')) complaints.push(message.text());
  });
  await page.setViewportSize({ width, height });
  await page.goto(`${headquarters.web}/#carry`);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByRole('heading', { name: '读取随车文件' }).waitFor();
  return { page, complaints };
}

async function aFile(n = 5): Promise<Buffer> {
  const records = Array.from({ length: n }, (_, i) =>
    shard('bus-17', newEpoch(), [[0, 3, 'front', 'door.in', '', i + 1]]),
  );
  const bad = '{"v":9,"kind":"shard","id":"of-a-later-version","rev":1}';
  return busFile(keys, [...records.map((record) => JSON.stringify(record)), bad], {
    bus: 'bus-17',
    id: newEpoch(),
  });
}

const choose = (page: Page, name: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

async function complaintsOfAxe(page: Page): Promise<unknown> {
  await page.addScriptTag({ path: axe }).catch(async () => page.evaluate(await readFile(axe, 'utf8')));
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe;
    return (await run.run()).violations.map(({ id }) => id);
  });
}

// `npm test` builds the console first; whoever runs this file alone may not have.
describe.skipIf(!built)('the page for files by hand in a browser', () => {
  test('says in words what was in a file, and gives the answer that the bus can open', async () => {
    const { page, complaints } = await open(1280, 800);
    await choose(page, 'pingan-bus-17.carry', await aFile());
    const report = page.locator('article');
    await report.waitFor();
    expect(await report.innerText()).toMatch(/bus-17 带来的文件[^]*新存入\s*5 条[^]*拒收\s*1 条/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载给车辆的答复' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^pingan-answer-bus-17-.*\.carry$/);
    const file = splitCarryFile(await readFile(await download.path()));
    expect(isSignedBy(file, keys.signing.publicKey)).toBe(true);
    const answer = await openCarryFile(file, keys.answers.privateKey, CarriedAnswer);
    expect(answer.receipts.flatMap(({ receipts }) => receipts)).toHaveLength(6);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('says what is wrong with a file in the language of the page, and what to do', async () => {
    const { page, complaints } = await open(1280, 800);
    await choose(page, 'half.carry', (await aFile()).subarray(0, 700));
    await page.getByText('没有收下 half.carry').waitFor();
    await page.getByText(/文件不完整/).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText(/The file is not whole.*Copy it again/).waitFor();
    expect(await page.locator('article').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each([
    [1920, 1080],
    [1080, 1920],
    [390, 844],
  ])(
    'fits %i × %i and satisfies axe in both languages, with a file read, read twice and refused',
    async (width, height) => {
      const { page } = await open(width, height);
      const file = await aFile(250);
      for (const [name, bytes] of [
        ['first.carry', file],
        ['again.carry', file],
        ['holiday.jpg', Buffer.from('no carry file\n')],
      ] as const)
        await choose(page, name, bytes);
      await page.getByText('没有收下 holiday.jpg').waitFor();
      expect(await page.locator('article').count()).toBe(2);
      expect(await page.locator('article').first().innerText()).toMatch(/已经读过[^]*以前已收到\s*250 条/);
      for (const language of ['zh', 'en']) {
        if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await complaintsOfAxe(page)).toEqual([]);
      }
      await page.close();
    },
  );
});
