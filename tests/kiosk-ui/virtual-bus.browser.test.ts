import type { RehearsalView } from '@pingan/protocol/rehearsal';
import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { cutOff } from './cut-off.ts';
import { FakeBridge } from './fake-bridge.ts';
import { countsOf, playedDay } from './fake-rehearsal.ts';
import { rehearsalBus } from './rehearsal-bus.ts';
import { settle } from './sample-screens.ts';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
  { width: 1280, height: 800 },
];
const bus = rehearsalBus();
const crowded = (): RehearsalView => playedDay(bus, 0.5, { loose: ['shelf'] });
const over = (): RehearsalView =>
  playedDay(bus, 1, {
    ...{ state: 'over', people: [], slipMs: 812, gaps: [{ door: 'rear', seconds: 3, passed: 2 }] },
    counts: countsOf(1_000, {
      'door.in': { measured: 996, apart: 4, interval: { low: 984.2, high: 1_011.4 } },
      'door.out': { truth: 1_000, measured: 975, apart: 25, interval: { low: 962, high: 991 } },
    }),
  });

let browser: Awaited<ReturnType<typeof openBrowser>>;
let bridge: FakeBridge;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  bridge = new FakeBridge({ bus });
  page = await browser.context.newPage();
});
afterEach(async () => {
  await page.close();
  await bridge.stop();
});

async function open(language = 'zh'): Promise<void> {
  await page.goto(`${await bridge.start()}/virtual-bus`);
  await page.locator('[data-visits=in]').waitFor();
  if (language === 'en') await page.locator('[data-do=language]').first().click();
}

const asked = () =>
  bridge.received
    .filter(
      (message): message is Extract<ScreenMessage, { type: 'rehearsal' }> => message.type === 'rehearsal',
    )
    .map(({ command }) => command);
const commands = () =>
  bridge.received
    .filter((message): message is Extract<ScreenMessage, { type: 'virtual' }> => message.type === 'virtual')
    .map(({ command }) => command);
const input = (name: string, active: boolean) => ({ do: 'input', input: name, active });
const press = (does: string) => page.locator(`[data-plan="${does}"]`).click();

/** Each state to look at, and how the page gets there. */
const states: Record<string, () => Promise<unknown>> = {
  idle: () => page.locator('[data-day=idle]').waitFor(),
  playing: async () => {
    bridge.tellRehearsal(crowded());
    await page.locator('[data-crowd="14"]').waitFor({ state: 'attached' });
  },
  over: async () => {
    bridge.tellRehearsal(over());
    await page.locator('[data-truth=over]').waitFor();
  },
  refused: async () => {
    await page.locator('[data-do=play-day]').click();
    bridge.refuse('this bus holds 8 visitors at once; choose fewer aboard, or another bus');
    await page.locator('[data-refused]').waitFor();
  },
  dusk: async () => {
    await page.locator('[data-do=reading-daylight]').fill('0.03');
    bridge.tellRehearsal(playedDay(bus, 0.97));
    await page.locator('[data-clock]').waitFor();
  },
};

describe.each(SIZES)('at $width × $height', (size) => {
  test.each(['zh', 'en'])(
    'every state of a day is whole and axe-core finds no fault, in %s',
    async (language) => {
      await page.setViewportSize(size);
      await open(language);
      const faults: string[] = [];
      for (const [state, show] of Object.entries(states)) {
        await show();
        await settle(page);
        const found = [...(await cutOff(page)), ...(await faultsOf(page))];
        faults.push(...found.map((fault) => `${state}: ${fault}`));
      }
      expect(faults).toEqual([]);
    },
  );

  test('the day, the plan and what is beside it are in sight at once', async () => {
    await page.setViewportSize(size);
    await open();
    for (const part of ['.day', '.plan', '.beside']) {
      const box = (await page.locator(part).first().boundingBox())!;
      expect(box.y, part).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height, part).toBeLessThanOrEqual(size.height);
    }
  });

  test('what a hand moves on the plan is at least 24 pixels wide, and nothing covers it', async () => {
    await page.setViewportSize(size);
    await open();
    const faults = await page.evaluate(() =>
      [...document.querySelectorAll('[data-plan], [data-thing]')].flatMap((part) => {
        const { left, top, width, height } = part.getBoundingClientRect();
        const name = part.getAttribute('data-plan') ?? part.getAttribute('data-thing');
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        const isHit = part.contains(hit);
        // The table of a stand carries its handset and its lamp; there is room beside them.
        const isStand = name?.startsWith('screen-') ?? false;
        return [
          ...(Math.max(width, height) < 24 || Math.min(width, height) < 15
            ? [`${name} is ${width} × ${height}`]
            : []),
          ...(isHit || isStand ? [] : [`${name} is covered by ${hit?.outerHTML.slice(0, 80)}`]),
        ];
      }),
    );
    expect(faults).toEqual([]);
  });
});

test('everything on the plan that moves reaches the bridge by its name', async () => {
  await open();
  for (const part of ['handset/telephone', 'key-door/home', 'alarm/magnet', 'panel-key']) await press(part);
  for (const part of ['button/locks-scam', 'button/staff', 'alarm/motion', 'cable-shelf']) await press(part);
  await expect.poll(commands).toContainEqual({ do: 'cable', plugged: false, board: 'shelf' });
  for (const [name, active] of [
    ['handset/telephone', true],
    ['key-door/home', true],
    ['alarm/magnet', false],
    ['panel-key', true],
    ['button/locks-scam', true],
    ['button/staff', true],
    ['alarm/motion', true],
  ] as const)
    expect(commands()).toContainEqual(input(name, active));
  await page.locator('[data-plan="cable-shelf"][data-active=false]').waitFor({ state: 'attached' });
});

test('somebody goes in by a door of the plan, by finger and by key, and its leaves open meanwhile', async () => {
  await open();
  const door = page.locator('[data-door=front]');
  expect(await door.getAttribute('data-open')).toBe('false');
  await press('front-in');
  await page.locator('[data-door=front][data-open=true]').waitFor({ state: 'attached' });
  const walks = () =>
    page.evaluate(() => {
      const [walker] = document.querySelectorAll('[data-door=front] .walker');
      return walker?.getAnimations().length ?? 0;
    });
  expect(await walks()).toBe(1);
  await page.locator('[data-visits=in]:has-text("42")').waitFor();
  await page.locator('[data-door=front][data-open=false]').waitFor({ state: 'attached' });
  await page.locator('[data-plan=front-in]').press('Enter');
  await page.locator('[data-visits=in]:has-text("43")').waitFor();
});

test('a stand of the plan shows its screen, and a second tap takes it away', async () => {
  await open();
  expect(await page.locator('iframe').count()).toBe(0);
  await page.locator('[data-plan=screen-locks]').focus();
  await page.keyboard.press('Enter');
  await page.locator('iframe[src="/?station=locks"]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('iframe').waitFor({ state: 'detached' });
});

test('a lamp that burns out looks burnt out on the plan, and one tap there mends it', async () => {
  await open();
  await page.locator('[data-thing=lock-07]').click();
  await page.locator('[data-lamp=lock-07][data-level="1.00"]').waitFor();
  await page.locator('[data-do=tab-faults]').click();
  await page.locator('[data-do=spoil-lamp-lock-07]').click();
  await page.locator('[data-lamp=lock-07][data-level="0.00"][data-burnt-out=true]').waitFor();
  await press('mend-lock-07');
  await page.locator('[data-lamp=lock-07][data-level="1.00"][data-burnt-out=false]').waitFor();
});

test('a contact that sticks is taped on the plan, and mended from what is spoilt now', async () => {
  await open();
  await page.locator('[data-do=tab-faults]').click();
  await page.locator('[data-do="spoil-input-thing/knife-dagger"]').click();
  await page.locator('[data-sticks=knife-dagger]').waitFor({ state: 'attached' });
  await page.locator('[data-do="mend-input-thing/knife-dagger"]').click();
  await page.locator('[data-sticks=knife-dagger]').waitFor({ state: 'detached' });
  expect(commands()).toContainEqual({
    do: 'spoil',
    what: 'input',
    name: 'thing/knife-dagger',
    spoilt: false,
  });
});

test('a day is played: people walk, the clock goes, the stop button ends it, and the summary stays', async () => {
  await open();
  await page.locator('[data-do=seed]').fill('42');
  await page.locator('[data-do=play-day]').click();
  await page.locator('[data-crowd="14"]').waitFor({ state: 'attached' });
  const [one] = await page.locator('[data-person]').all();
  const before = await one!.getAttribute('style');
  await expect.poll(() => one!.getAttribute('style'), { timeout: 10_000 }).not.toBe(before);
  await page.locator('[data-do=stop-day]').click();
  await page.locator('[data-truth=over]').waitFor();
  await page.locator('[data-crowd="0"]').waitFor({ state: 'attached' });
  expect(asked()).toEqual([
    { do: 'play', day: { seed: 42, visits: 30, minutes: 1, aboard: 8, mishaps: true } },
    { do: 'stop' },
  ]);
});

test('a bus of which the profile draws nothing is drawn, whole and without fault', async () => {
  const clear = <Part extends object>(parts: readonly Part[]) =>
    parts.map((part) => ({ ...part, place: null }));
  const bare = {
    ...bus,
    stations: clear(bus.stations),
    things: clear(bus.things),
    doors: clear(bus.doors),
    lamps: clear(bus.lamps),
  };
  bridge = new FakeBridge({ bus: bare });
  await page.setViewportSize({ width: 1280, height: 800 });
  await open();
  expect(await page.locator('[data-thing]').count()).toBe(bus.things.length);
  expect(await cutOff(page)).toEqual([]);
  expect(await faultsOf(page)).toEqual([]);
});
