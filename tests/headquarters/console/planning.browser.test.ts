import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { StopAnswer } from '@pingan/headquarters/web/answers';
import { topics } from '@pingan/protocol/topics';
import type { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../browser.ts';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { aProposal, newStop } from '../schedule/a-plan.ts';
import { SpeakingBus, anchor, epochRecord, fact, newEpoch, proposalRecord, shard } from '../speaking-bus.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const built = existsSync(
  fileURLToPath(new URL('../../../headquarters/console/dist/index.html', import.meta.url)),
);

let headquarters: RunningHeadquarters;
let bus: SpeakingBus;
let browser: Awaited<ReturnType<typeof openBrowser>>;
const epoch = newEpoch();
const day = new Date(Date.now() + 2 * 86_400_000).toLocaleDateString('sv-SE');
const by = { id: 'li-wei', name: '李伟' };

beforeAll(async () => {
  headquarters = await RunningHeadquarters.start();
  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  const plan = newStop(day, 'a-village-with-a-rather-long-name', { status: 'draft', notes: '带三块接线板' });
  await bus.deliver(
    epochRecord('bus-01', epoch, 1),
    anchor('bus-01', epoch, 0, Date.now()),
    proposalRecord('bus-01', epoch, aProposal('market', plan, { author: by })),
    proposalRecord(
      'bus-01',
      epoch,
      aProposal('market', { when: { date: day, from: '10:00', to: null } }, { author: by }),
    ),
    fact('bus-01', 'f1', { fact: 'stop-opened', epoch, monotonic: 5, stop: 'market', by }),
    fact('bus-01', 'f2', {
      fact: 'hand-count',
      epoch,
      monotonic: 9,
      stop: 'market',
      by,
      detail: { in: 118 },
    }),
    shard('bus-01', epoch, [[0, 0, 'front', 'door.in', '', 121]], {
      segments: [{ id: 0, stop: 'market', purpose: 'service', start: 5 }],
    }),
  );
  await bus.sayState({ connection: 'a', online: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await bus?.leave();
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

describe.skipIf(!built)('planning in a browser', () => {
  test('a conflict is settled by one tap, the stop approved and confirmed, and the bus hears of it', async () => {
    const { page, complaints } = await open('stops');
    await page.getByRole('button', { name: /演练村/ }).tap();
    await page
      .getByRole('region', { name: /两边改得不一样/ })
      .getByRole('button', { name: '选这个' })
      .last()
      .tap();
    await page.getByRole('region', { name: /两边改得不一样/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '批准' }).tap();
    await page.getByRole('button', { name: '确认', exact: true }).tap();
    await page.locator('dd', { hasText: '已确认' }).first().waitFor();
    const snapshot = await bus.hear<ScheduleSnapshot>(
      topics.schedule('bus-01'),
      ({ revision }) => revision >= 5,
    );
    const { when, status } = snapshot.stops[0]!.fields;
    expect([when?.current.value.from, when?.rivals, status?.current.value]).toEqual([
      '10:00',
      [],
      'confirmed',
    ]);
    await page.getByText('118 人次（机器计 121）').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a stop made in the form is there for everybody, and an edit names what it changed', async () => {
    const { page, complaints } = await open('stops');
    await page.getByRole('button', { name: '新建站点' }).tap();
    await page.getByLabel('日期').fill(day);
    await page.getByLabel('开始').fill('14:00');
    await page.getByLabel('名称（中文）').fill('东洲小学');
    await page.getByLabel('名称（英文）').fill('Dongzhou primary school');
    await page.getByLabel('类型').selectOption('school');
    await page.getByRole('button', { name: '新建', exact: true }).tap();
    await page.getByRole('heading', { name: /东洲小学/ }).waitFor();
    await page.getByRole('button', { name: '修改' }).tap();
    await page.getByLabel('备注').fill('从后门进');
    await page.getByRole('button', { name: '保存' }).tap();
    await page.getByText('从后门进').first().waitFor();
    const stops = headquarters.query<{ stop: string }>("select stop from plan where stop like 's-%'");
    expect(stops).toHaveLength(1);
    const { history } = await headquarters.ask<StopAnswer>(`schedule/bus-01/${stops[0]!.stop}`);
    expect(history.map(({ set, origin }) => [Object.keys(set).sort(), origin])).toEqual([
      [['kind', 'place', 'status', 'when'], 'headquarters'],
      [['notes'], 'headquarters'],
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a warning is published and withdrawn, and a crew gets its codes on a sheet that prints alone', async () => {
    const { page, complaints } = await open('warnings');
    await page.getByRole('button', { name: '新建预警' }).tap();
    for (const language of ['中文', '英文'])
      for (const box of await page.getByLabel(language, { exact: true }).all())
        await box.fill(`演练 ${language}`);
    await page.getByRole('button', { name: '发布', exact: true }).tap();
    await page.getByRole('button', { name: '撤下' }).tap();
    await page.getByRole('button', { name: '确认撤下' }).tap();
    await page.getByText('现在没有有效的预警').waitFor();

    await page.goto(`${headquarters.web}/#crew`);
    await page.getByLabel('姓名').fill('李伟');
    await page.getByRole('button', { name: '添加', exact: true }).tap();
    await page.getByRole('button', { name: '发应急码' }).tap();
    await page.getByRole('dialog').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText(/^\d{4} \d{4} \d{4}$/).count()).toBe(6);
    expect(await page.getByRole('heading', { name: '车上人员' }).isVisible()).toBe(false);
    expect(await page.getByText('只显示这一次').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: '已打印，关闭' }).tap();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(['stops', 'warnings', 'crew'])(
    'the page %s fits and has no fault that axe can find',
    async (name) => {
      for (const [width, height] of [
        [1920, 1080],
        [1280, 800],
        [800, 1280],
      ] as const) {
        const { page } = await open(name, width, height);
        for (const language of ['English', '中文']) {
          await page.getByRole('button', { name: language }).tap();
          if (name === 'stops') await page.getByRole('button', { name: /演练村|Rehearsal village/ }).tap();
          await page.waitForTimeout(200);
          const wide = await page.evaluate(() =>
            [...document.querySelectorAll('main *')]
              .filter(
                (part) =>
                  getComputedStyle(part).display !== 'inline' &&
                  part.clientWidth > 0 &&
                  part.scrollWidth > part.clientWidth + 1 &&
                  !['INPUT', 'SELECT', 'TEXTAREA'].includes(part.tagName),
              )
              .map((part) => `${part.tagName} ${part.textContent.slice(0, 40)}`),
          );
          expect(wide).toEqual([]);
          expect(
            await page.evaluate(
              () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
            ),
          ).toBe(true);
        }
        if (width === 1280) {
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
        }
        await page.close();
      }
    },
  );
});
