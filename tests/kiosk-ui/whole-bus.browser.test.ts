import type { BusStatus } from '@pingan/protocol/bus-status';
import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { cutOff } from './cut-off.ts';
import { FakeBridge } from './fake-bridge.ts';
import { rehearsalBus } from './rehearsal-bus.ts';
import { settle } from './sample-screens.ts';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
  { width: 1280, height: 800 },
];
const groups = ['doors', 'things', 'stations', 'alarm', 'house', 'boards', 'lamps', 'faults'];
const missing = { zh: '离开原位太久了', en: 'has been away from its place too long' };
const busy: Partial<BusStatus> = {
  things: {
    lifted: ['lock-03'],
    touched: [],
    alerts: [{ thing: 'lock-02', station: 'locks', words: missing }],
  },
  held: ['locks'],
  faults: [{ zh: '芯片 lights-1 没有应答', en: 'controller lights-1 does not answer; check its plug' }],
  house: {
    supply: { volts: 23.4, level: 'low' },
    inside: { celsius: 34, holdAdmission: true },
    daylight: 0.2,
    shutdown: 'asked',
  },
  doors: [
    {
      id: 'front',
      tapped: 60,
      calibrating: false,
      in: 41,
      interval: { low: 39, high: 44 },
      drift: 2,
      blind: { seconds: 0, now: false },
    },
  ],
};

let browser: Awaited<ReturnType<typeof openBrowser>>;
let bridge: FakeBridge;
let address: string;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  bridge = new FakeBridge({ bus: rehearsalBus() });
  address = await bridge.start();
  page = await browser.context.newPage();
});
afterEach(async () => {
  await page.close();
  await bridge.stop();
});

async function open(path: string, language = 'zh'): Promise<void> {
  await page.goto(address + path);
  await page.locator('[data-visits=in]').waitFor();
  if (language === 'en') await page.locator('[data-do=language]').first().click();
}

const commands = (type: 'virtual' | 'officer') =>
  bridge.received
    .filter((message): message is Extract<ScreenMessage, { type: typeof type }> => message.type === type)
    .map(({ command }) => command);
const input = (name: string, active: boolean) => ({ do: 'input', input: name, active });

describe.each(SIZES)('at $width × $height', (size) => {
  describe.each(['zh', 'en'])('in %s', (language) => {
    beforeEach(() => page.setViewportSize(size));

    test('every group of the virtual bus is whole, and axe-core finds no fault', async () => {
      await open('/virtual-bus', language);
      for (const group of groups) {
        await page.locator(`[data-do=tab-${group}]`).click();
        await page.locator(`[data-group=${group}]`).waitFor();
        await settle(page);
        expect(await cutOff(page), group).toEqual([]);
        expect(await faultsOf(page), group).toEqual([]);
      }
    });

    test('the officer panel on a busy day is whole, and so is the calibration page', async () => {
      bridge.status = { ...bridge.status, ...busy };
      await open('/officer', language);
      await page.locator('[data-missing=lock-02]').waitFor();
      for (const phase of ['disarmed', 'announced', 'armed', 'sounding'] as const) {
        const timeline = [{ seen: 'announced', at: 0 }];
        const announce = phase === 'announced' ? 3 : null;
        bridge.tellStatus({
          alarm: { phase, siren: phase === 'sounding', beacon: true, announce, timeline },
        });
        await page.locator(`[data-alarm=${phase}]`).waitFor();
        await settle(page);
        expect(await cutOff(page), phase).toEqual([]);
        expect(await faultsOf(page), phase).toEqual([]);
      }
      await page.locator('[data-do=calibrate-front]').click();
      await page.locator('[data-page=calibration]').waitFor();
      expect(await cutOff(page)).toEqual([]);
      expect(await faultsOf(page)).toEqual([]);
      const { height } = (await page.locator('[data-do=tap-in]').boundingBox())!;
      expect(height).toBeGreaterThan(200);
      expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThan(2);
    });
  });
});

test('every lamp and every thing of the rehearsal bus is drawn', async () => {
  await open('/virtual-bus');
  const { lamps, things } = rehearsalBus();
  expect(await page.locator('[data-lamp]').count()).toBe(lamps.length);
  expect(await page.locator('[data-thing]').count()).toBe(things.length);
});

test('a lock is lifted on the plan, its lamp glows, and it is put back from the list', async () => {
  await open('/virtual-bus');
  await page.locator('[data-thing=lock-07]').click();
  await page.locator('[data-thing=lock-07][data-state=in-hand]').waitFor();
  await page.locator('[data-lamp=lock-07][data-level="1.00"]').waitFor();
  await page.locator('[data-do=tab-things]').click();
  await page.locator('[data-list-thing=lock-07]').click();
  await page.locator('[data-thing=lock-07][data-state=at-rest]').waitFor();
  expect(commands('virtual')).toEqual([input('thing/lock-07', false), input('thing/lock-07', true)]);
});

test('a knife behind glass is touched as long as it is held, by mouse and by key', async () => {
  await open('/virtual-bus');
  const knife = page.locator('[data-thing=knife-dagger]');
  await knife.hover();
  await page.mouse.down();
  await page.locator('[data-thing=knife-dagger][data-state=in-hand]').waitFor();
  await page.waitForTimeout(700);
  expect(await knife.getAttribute('data-state')).toBe('in-hand');
  await page.mouse.up();
  await page.locator('[data-thing=knife-dagger][data-state=at-rest]').waitFor();
  await knife.press('Enter');
  await expect
    .poll(() => commands('virtual'))
    .toEqual([
      input('thing/knife-dagger', true),
      input('thing/knife-dagger', false),
      input('thing/knife-dagger', true),
      input('thing/knife-dagger', false),
    ]);
});

test('the plan names what the focus is on, and nothing else that would overlap', async () => {
  await open('/virtual-bus');
  const named = page.locator('text.pointed');
  expect(await named.count()).toBe(0);
  await page.locator('[data-thing=lock-07]').focus();
  expect(await named.textContent()).toBe('链条锁');
});

test('handset, key, buttons, door, wave, sliders, cables and chips reach the bridge by their names', async () => {
  await open('/virtual-bus');
  const press = (what: string) => page.locator(`[data-do="${what}"]`).click();
  await press('button/staff');
  await press('tab-stations');
  for (const what of ['handset/telephone', 'key-door/home', 'button/locks-scam']) await press(what);
  await press('tab-alarm');
  for (const what of ['alarm/magnet', 'alarm/motion']) await press(what);
  await press('tab-house');
  for (const what of ['panel-key', 'ignition']) await press(what);
  await page.locator('[data-do=reading-inside]').fill('0.2');
  await page.locator('[data-reading=inside]:has-text("50.0 °C")').waitFor();
  await press('tab-boards');
  for (const what of ['cable-shelf', 'silence-contacts-2']) await press(what);
  await page.locator('[data-board=shelf][data-state=lost]').waitFor();
  await page.locator('.faults li').waitFor();
  const sent = commands('virtual');
  for (const [what, active] of [
    ['button/staff', true],
    ['button/staff', false],
    ['handset/telephone', true],
    ['key-door/home', true],
    ['button/locks-scam', true],
    ['alarm/magnet', false],
    ['alarm/motion', true],
    ['panel-key', true],
    ['ignition', false],
  ] as const) {
    expect(sent).toContainEqual(input(what, active));
  }
  expect(sent).toContainEqual({ do: 'reading', sensor: 'inside', ratio: 0.2 });
  expect(sent).toContainEqual({ do: 'cable', plugged: false, board: 'shelf' });
  expect(sent).toContainEqual({ do: 'silence', controller: 'contacts-2', silent: true });
});

test('the siren is drawn on the plan and beside its door while it sounds', async () => {
  await open('/virtual-bus');
  await page.locator('[data-do=tab-alarm]').click();
  await page.locator('[data-siren-state=off]').waitFor();
  bridge.tellStatus({
    alarm: { phase: 'sounding', siren: true, beacon: true, announce: null, timeline: [] },
  });
  await page.locator('[data-siren=on]').waitFor({ state: 'attached' });
  await page.locator('[data-siren-state=on]').waitFor();
  await page.locator('[data-lamp=beacon][data-level="1.00"]').waitFor();
});

test('the visitor screen of the chosen station is shown', async () => {
  await open('/virtual-bus');
  await page.locator('[data-do=station-locks]').click();
  await page.locator('iframe[src="/?station=locks"]').waitFor();
});

test('the officer holds the alarm’s button until it is announced, and stops the siren', async () => {
  await open('/officer');
  await page.locator('[data-do=alarm-hold]').hover();
  await page.mouse.down();
  await page.locator('[data-alarm=arming]').waitFor();
  await page.mouse.move(5, 5);
  await page.locator('[data-alarm=disarmed]').waitFor();
  await page.mouse.up();
  bridge.tellStatus({
    alarm: { phase: 'sounding', siren: true, beacon: true, announce: null, timeline: [] },
  });
  await page.locator('[data-do=alarm-stop]').click();
  await page.locator('[data-alarm=silenced]').waitFor();
  expect(commands('officer')).toEqual([
    { do: 'alarm', press: 'hold' },
    { do: 'alarm', press: 'release' },
    { do: 'alarm', press: 'stop' },
  ]);
});

test('fifty hand-tapped entries calibrate a door, and the count shows its interval', async () => {
  await open('/officer');
  await page.locator('[data-do=calibrate-front]').click();
  const finish = page.locator('[data-do=calibration-finish]');
  expect(await finish.isDisabled()).toBe(true);
  for (let entry = 0; entry < 50; entry += 1) await page.locator('[data-do=tap-in]').click();
  await page.locator('[data-do=tap-out]').click();
  await page.locator('[data-taps=out]:has-text("1")').waitFor();
  await finish.click();
  await page.getByText('进门实际在 39–44 之间').waitFor();
  expect(await page.locator('[data-door] [data-crossed]').first().textContent()).toContain('进 41');
});

test('the officer holds a stand and sees at once what is missing', async () => {
  await open('/officer');
  await page.locator('[data-do=hold-locks]').click();
  await page.locator('[data-do=hold-locks][aria-checked=true]').waitFor();
  bridge.tellStatus({ things: { lifted: ['lock-02'], touched: [], alerts: busy.things!.alerts } });
  const alert = page.locator('[data-missing=lock-02]');
  await alert.waitFor();
  expect(await alert.innerText()).toContain('黄铜挂锁（锁具展台）');
});

test('the key switch turns the first station’s screen into the officer panel and back', async () => {
  await page.goto(`${address}/?station=telephone`);
  await page.locator('[data-at=attract]').waitFor();
  bridge.turnKey(true);
  await page.waitForURL('**/officer?station=telephone');
  await page.locator('[data-visits=in]').waitFor();
  bridge.turnKey(false);
  await page.waitForURL('**/?station=telephone');
  await page.locator('[data-at=attract]').waitFor();
});

test('an officer’s own page stays the officer panel when the key is turned back', async () => {
  await open('/officer');
  bridge.turnKey(false);
  bridge.tellStatus({ worried: ['telephone'] });
  await page.locator('[data-do=answered]').waitFor();
  expect(new URL(page.url()).pathname).toBe('/officer');
});
