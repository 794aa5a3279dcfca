import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { askHeadquarters } from '@pingan/firmware-bridge/enrolment/ask-headquarters';
import { enrol } from '@pingan/firmware-bridge/enrolment/enrol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../browser.ts';
import { WITH_TLS } from '../enrolled-bus.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { StaffBrowser } from '../staff-browser.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const built = existsSync(
  fileURLToPath(new URL('../../../headquarters/console/dist/index.html', import.meta.url)),
);
const PASSWORD = 'four unrelated words';
const CODE = /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/;

let headquarters: RunningHeadquarters;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

beforeAll(async () => {
  headquarters = await RunningHeadquarters.start(WITH_TLS, false);
  await StaffBrowser.enter(headquarters, 'admin', headquarters.oneTimePassword!, PASSWORD);
  browser = await openBrowser();
  page = await browser.context.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
});
afterAll(async () => {
  await browser?.close();
  await headquarters?.end();
});

/** In both languages: nothing that axe finds, nothing wider than the window. Ends in the language it began in. */
async function lookAt(): Promise<void> {
  // The security policy refuses injected script elements; this one runs outside of it.
  await page.evaluate(await readFile(axe, 'utf8'));
  for (const language of ['en', 'zh']) {
    await page.evaluate((other) => {
      const name = other === 'en' ? 'English' : '中文';
      // A dialog keeps fingers from the button behind it, not the language from the dialog.
      [...document.querySelectorAll('button')]
        .find(({ textContent }) => textContent.trim() === name)!
        .click();
    }, language);
    const faults = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      const { scrollWidth, clientWidth } = document.documentElement;
      return [
        ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        ...(scrollWidth > clientWidth ? ['wider than the window'] : []),
      ];
    });
    expect(faults).toEqual([]);
  }
}

describe.skipIf(!built)('an administrator who enrols a bus in a browser', () => {
  test('gives out a code that prints alone and does enrol a bus that was never heard', async () => {
    await page.goto(`${headquarters.web}/#buses`);
    await page.getByLabel('用户名').fill('admin');
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).tap();
    await page.getByText('还没有车辆报到或登记过').waitFor();
    await lookAt();
    await page.getByLabel('车号').fill('bus-17');
    await page.getByRole('button', { name: '发登记码' }).tap();
    const sheet = page.getByRole('dialog', { name: 'bus-17 · 一次性登记码' });
    await sheet.waitFor();
    await lookAt();
    const code = (await sheet.getByText(CODE).textContent())!.trim();
    await sheet
      .getByText(
        `npm run enrol -- --headquarters ${headquarters.web} --bus bus-17 --code ${code} --data data/bus-17`,
      )
      .waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('heading', { name: '车辆登记' }).isVisible()).toBe(false);
    expect(await sheet.getByText(CODE).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await sheet.getByRole('button', { name: '已记下，关闭' }).tap();
    await page.getByText('登记码待使用').waitFor();

    await enrol({ bus: 'bus-17', code, ask: (request) => askHeadquarters(headquarters.web, request) });
    // The page hears of it by itself.
    await page.getByText('有效至').waitFor();
    expect(await page.getByText('登记码待使用').count()).toBe(0);
    await lookAt();
  });

  test('revokes it with a reason, and the page says that it is out', async () => {
    await page.getByRole('button', { name: '注销' }).tap();
    await lookAt();
    await page.getByLabel('注销原因').fill('电脑被盗');
    await page.getByRole('button', { name: '确认注销' }).tap();
    await page.getByText('bus-17 已注销，不能再与指挥中心联系。').waitFor();
    await page.getByText('原因：电脑被盗').waitFor();
    await lookAt();
  });
});
