import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../browser.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const built = existsSync(
  fileURLToPath(new URL('../../../headquarters/console/dist/index.html', import.meta.url)),
);

let headquarters: RunningHeadquarters;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
const asked: string[] = [];

beforeAll(async () => {
  headquarters = await RunningHeadquarters.start(undefined, false);
  browser = await openBrowser();
  page = await browser.context.newPage();
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
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
  for (const other of ['English', '中文']) {
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
    await page.getByRole('button', { name: other, exact: true }).tap();
  }
}

// `npm test` builds the console first; whoever runs this file alone may not have.
describe.skipIf(!built)('an administrator in a browser', () => {
  test('comes in with the one-time password and chooses another; nothing was loaded before', async () => {
    await page.goto(headquarters.web);
    await page.getByRole('heading', { name: '登录指挥中心' }).waitFor();
    await lookAt();
    await page.getByLabel('用户名').fill('admin');
    await page.getByLabel('密码').fill(headquarters.oneTimePassword!);
    await page.getByRole('button', { name: '登录' }).tap();
    await page.getByRole('heading', { name: '请设置自己的密码' }).waitFor();
    await lookAt();
    expect(new Set(asked.filter((path) => path.startsWith('/api/')))).toEqual(new Set(['/api/v1/session']));
    await page.getByLabel('一次性密码').fill(headquarters.oneTimePassword!);
    await page.getByLabel('新密码', { exact: true }).fill('admin12345');
    await page.getByLabel('再输一遍新密码').fill('admin12345');
    await page.getByRole('button', { name: '保存新密码' }).tap();
    await page.getByText('密码不能就是用户名').waitFor();
    await page.getByLabel('新密码', { exact: true }).fill('four unrelated words');
    await page.getByLabel('再输一遍新密码').fill('four unrelated words');
    await page.getByRole('button', { name: '保存新密码' }).tap();
    await page.getByRole('navigation').waitFor();
    await lookAt();
  });

  test('makes an account, sees its password once, and finds it in the audit log', async () => {
    await page.getByRole('link', { name: '账号', exact: true }).tap();
    await page.getByRole('button', { name: '新建账号' }).tap();
    await page.getByLabel('用户名').fill('li-wei');
    await page.getByLabel('姓名').fill('李伟');
    await page.getByLabel('区县').fill('east west');
    await lookAt();
    await page.getByRole('button', { name: '新建并显示一次性密码' }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^\w{5}(-\w{5}){3}$/).waitFor();
    await dialog.getByRole('button', { name: '已记下，关闭' }).tap();
    await page.getByText('east west').waitFor();
    await lookAt();
    await page.getByRole('link', { name: '操作记录' }).tap();
    await page.getByText('新建账号').waitFor();
    await lookAt();
  });

  test('makes a token on the page of the own account, and signs out', async () => {
    await page.getByRole('link', { name: '我的账号' }).tap();
    await page.getByText('本机').waitFor();
    await lookAt();
    await page.getByLabel('用途').fill('月报');
    await page.getByRole('button', { name: '新建令牌' }).tap();
    const token = await page.getByText(/^pingan_[\w-]{43}$/).textContent();
    const answer = await fetch(`${headquarters.web}/api/v1/totals`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    await page.getByRole('button', { name: '已记下，关闭' }).tap();
    await page.getByRole('button', { name: '退出登录' }).tap();
    await page.getByRole('heading', { name: '登录指挥中心' }).waitFor();
  });
});
