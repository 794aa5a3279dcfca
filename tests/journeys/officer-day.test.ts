import { join } from 'node:path';
import type {
  CodesAnswer,
  CrewAnswer,
  EnrolmentCodeAnswer,
  StopAnswer,
} from '@pingan/headquarters/web/answers';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../browser.ts';
import { StaffBrowser } from '../headquarters/staff-browser.ts';
import { firstCode, OFFICER_PIN, signedIn } from './officer.ts';
import { freePort, getJson, Half, journeyFolder, ROOT, until } from './halves.ts';
import { Screen } from './screen.ts';

const REHEARSAL = join(ROOT, 'device-config/profiles/rehearsal.yaml');
const PHONE = { width: 390, height: 844 };
const VILLAGE = 'rehearsal-village-1';
const MARKET = 'rehearsal-market-2';
const ZHOU = { id: 'zhou', name: '演练警员甲', pin: '2751' };
const QIN = { id: 'qin', name: '演练警员乙', pin: '60493' };

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

function run(script: string, args: string[]): Half {
  const half = new Half(script, args);
  toStop.push(() => half.kill('SIGKILL'));
  return half;
}

/** Headquarters with accounts, a bus enrolled there, and a crew of two with a one-time code each. */
async function enrolledBus() {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  const [port, broker, lan] = [await freePort(), await freePort(), await freePort()];
  const hq = `http://127.0.0.1:${port}`;
  const headquarters = await run('headquarters/dist/main.js', [
    ...[
      '--data',
      join(folder.path, 'hq'),
      '--port',
      `${port}`,
      '--broker',
      `embedded-tls:127.0.0.1:${broker}`,
    ],
  ]).ready();
  const printed = /one-time password (\S+)/.exec(headquarters.lines.join('\n'))![1]!;
  const administrator = await StaffBrowser.enter({ web: hq }, 'admin', printed);
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
    const answer = await administrator.ask<T>(method, path, body);
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  const { code } = await ask<EnrolmentCodeAnswer>('POST', 'buses/rehearsal/enrolment-code');
  const data = join(folder.path, 'bus');
  const enrolled = run('firmware-bridge/dist/enrolment/main.js', [
    ...['--headquarters', hq, '--bus', 'rehearsal', '--code', code, '--data', data],
  ]);
  expect(await enrolled.exitCode(), enrolled.errors).toBe(0);
  for (const { id, name } of [ZHOU, QIN]) await ask<CrewAnswer>('POST', 'crew/rehearsal', { id, name });
  const codeFor = async ({ id }: { id: string }) =>
    (await ask<CodesAnswer>('POST', `crew/rehearsal/${id}/codes`, { count: 1 })).codes[0]!.code;
  const codes = { zhou: await codeFor(ZHOU), qin: await codeFor(QIN) };
  const bus = await run('firmware-bridge/dist/main.js', [
    ...['--profile', REHEARSAL, '--data', data, '--port', '0', '--lan', `127.0.0.1:${lan}`],
  ]).ready();
  return { administrator, ask, codes, kiosk: bus.address('Kiosk'), phones: bus.address('Phones') };
}

async function openPage(address: string, size: { width: number; height: number }): Promise<Page> {
  // A profile of its own: nobody's phone knows what is kept on the bus.
  const browser = await openBrowser({ viewport: size });
  toStop.push(browser.close);
  const page = await browser.context.newPage();
  await page.goto(address);
  return page;
}

const tap = (page: Page, what: string) => page.locator(`[data-do=${what}]`).first().tap();
async function typePin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await tap(page, `digit-${digit}`);
  await tap(page, 'enter');
}
/** On the keys of the page: a bus screen has no keyboard, and a phone's covers half of it. */
async function typeCode(page: Page, code: string): Promise<void> {
  for (const key of code.replaceAll('-', ''))
    await page.locator('.keys').getByRole('button', { name: key, exact: true }).tap();
  await tap(page, 'code-enter');
}
async function firstPin(page: Page, member: typeof ZHOU, code: string): Promise<void> {
  await tap(page, `member-${member.id}`);
  await typeCode(page, code);
  await typePin(page, member.pin);
  await typePin(page, member.pin);
  await page.locator('.today').waitFor();
}
const shot = async (page: Page, name: string) => {
  if (!process.env.SHOTS) return;
  for (const language of ['zh', 'en']) {
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${language}.png` });
    await tap(page, 'language');
  }
};

describe('a visitor screen that the key switch lends', () => {
  it('opens locked at its own station, and stays with visitors once it was left, however long the key is turned', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const data = join(folder.path, 'bus');
    const code = firstCode(data);
    const bus = await run('firmware-bridge/dist/main.js', [
      ...['--profile', REHEARSAL, '--data', data, '--port', '0'],
    ]).ready();
    const kiosk = bus.address('Kiosk');
    const virtual = await Screen.open(kiosk, 'virtual-bus');
    await virtual.wait('status', ({ status }) => status.board.state === 'ready');
    const turnKey = (active: boolean) =>
      virtual.send({ type: 'virtual', command: { do: 'input', input: 'panel-key', active } });
    const own = await signedIn(kiosk, code);

    const screen = await openPage(kiosk, { width: 1920, height: 1080 });
    const toVisitors = async () => {
      await screen.waitForURL('**/?station=telephone');
      await screen.locator('[data-at=attract]').waitFor();
    };
    const enter = async () => {
      await screen.waitForURL('**/officer?station=telephone');
      await tap(screen, 'member-officer');
      await typePin(screen, OFFICER_PIN);
      await screen.locator('.today').waitFor();
    };
    await screen.locator('[data-at=attract]').waitFor();
    turnKey(true);
    await enter();
    const moves: string[] = [];
    screen.on('framenavigated', (frame) => moves.push(new URL(frame.url()).pathname));
    await tap(screen, 'view-more');
    await tap(screen, 'leave');
    await toVisitors();
    // The key is still turned; the bus has looked at it many times before somebody has walked in.
    await virtual.walk('front', 'in');
    await own.wait('status', ({ status }) => status.visits.in === 1);
    await screen.reload();
    await screen.locator('[data-at=attract]').waitFor();
    expect(moves).toEqual(['/', '/']);

    await until('the key opens the panel when it is turned again', async () => {
      turnKey(false);
      await virtual.walk('front', 'in');
      turnKey(true);
      await virtual.walk('front', 'out');
      return screen.url().endsWith('/officer?station=telephone');
    });
    await enter();
    turnKey(false);
    await toVisitors();
    await screen.goto(`${new URL(kiosk).origin}/officer?station=telephone`);
    await screen.locator('[data-step=names]').waitFor();
  });
});

describe('the day of an officer', () => {
  it('is run by touch from a paired phone, handed over, and told at headquarters under the names of who did it', async () => {
    const { administrator, ask, codes, kiosk, phones } = await enrolledBus();
    const panel = await openPage(new URL('/officer', kiosk).href, { width: 1280, height: 800 });
    await panel.locator(`[data-do=member-${ZHOU.id}]`).waitFor();
    await shot(panel, 'panel-locked');

    // Everybody chooses a PIN with their one-time code; the first is then signed in on the bus and pairs a phone.
    await firstPin(panel, QIN, codes.qin);
    await tap(panel, 'view-more');
    await tap(panel, 'leave');
    await firstPin(panel, ZHOU, codes.zhou);
    await tap(panel, 'view-more');
    await tap(panel, 'pair');
    const pairing = (await panel.locator('[data-pairing-code]').textContent())!;
    await shot(panel, 'panel-pairing');
    const phone = await openPage(phones, PHONE);
    await phone.locator('[data-step=pairing]').waitFor();
    await shot(phone, 'phone-locked');
    await typeCode(phone, pairing);
    await phone.locator('[data-stage=arrive]').waitFor();
    await shot(phone, 'phone-paired');
    await tap(panel, 'leave');
    await panel.locator('[data-step=names]').waitFor();

    // Children at the panel wait; the phone does not.
    for (let tries = 0; (await panel.locator('[data-wait]').count()) === 0; tries += 1) {
      expect(tries).toBeLessThan(6);
      if ((await panel.locator('[data-step=names]').count()) > 0) await tap(panel, `member-${QIN.id}`);
      await typePin(panel, '1357');
      await panel.locator('.said').waitFor();
    }
    expect(await panel.locator('[data-do=digit-1]').isDisabled()).toBe(true);
    await shot(panel, 'panel-waits');

    await tap(phone, 'arrive');
    await tap(phone, 'open-stop');
    await phone.locator('[data-stage=close]').waitFor();
    await tap(phone, 'queue-long');
    await tap(phone, 'weather-rain');
    await tap(phone, 'hand-five');
    await tap(phone, 'hand-more');
    await phone.locator('[data-noted=true]').waitFor();
    await shot(phone, 'phone-open');
    await tap(phone, 'close-stop');
    await tap(phone, 'close-now');
    await tap(phone, 'form');
    await phone.locator('[data-field=form-reached-in-words]').fill('40');
    await tap(phone, 'form-best-liked-things');
    await tap(phone, 'form-come-again-true');
    await shot(phone, 'phone-form');
    await tap(phone, 'form-hand');
    await phone.locator('[data-stage=arrive]').waitFor();

    await tap(phone, 'hand-over');
    await tap(phone, `to-${QIN.id}`);
    await phone.locator('[data-field=hand-over-remark]').fill('雨天，地垫湿');
    await tap(phone, 'hand-over-now');
    await shot(phone, 'phone-hand-over');
    await typePin(phone, QIN.pin);
    await phone.locator('.officer h1').filter({ hasText: QIN.name }).waitFor();
    await shot(phone, 'phone-handed-over');
    await tap(phone, 'arrive');
    await phone.locator('[data-stage=open]').waitFor();
    await tap(phone, 'view-more');
    await shot(phone, 'phone-more');
    await tap(phone, 'leave');
    await phone.locator('[data-step=pairing]').waitFor();
    await phone.reload();
    await phone.locator('[data-step=pairing]').waitFor();

    // The panel where somebody guessed takes what is right once it has waited.
    await typePin(panel, QIN.pin);
    await panel.locator('.today').waitFor();

    const dayOf = async (stop: string) =>
      (await administrator.ask<StopAnswer>('GET', `schedule/rehearsal/${stop}`)).body.stop?.day;
    await until(
      'headquarters knows of the second arrival',
      async () => (await dayOf(MARKET))?.arrived?.by?.id === QIN.id,
    );
    const day = (await dayOf(VILLAGE))!;
    const by = ({ id, name }: typeof ZHOU) => ({ by: { id, name } });
    expect(day).toMatchObject({
      ...{ arrived: by(ZHOU), opened: by(ZHOU), closed: by(ZHOU) },
      handCount: { ...by(ZHOU), detail: { in: 6 } },
      queue: { ...by(ZHOU), detail: { queue: 'long' } },
      weather: { ...by(ZHOU), detail: { weather: 'rain' } },
      afterAction: {
        ...by(ZHOU),
        detail: { answers: { 'reached-in-words': 40, 'best-liked': 'things', 'come-again': true } },
      },
      shift: { ...by(ZHOU), detail: { to: { id: QIN.id, name: QIN.name }, remark: '雨天，地垫湿' } },
    });
    expect(await dayOf(MARKET)).toMatchObject({ arrived: by(QIN) });

    await ask('POST', 'buses/rehearsal/revoke', { reason: 'the computer was stolen' });
    const health = `${new URL(kiosk).origin}/api/health`;
    await until('the bus says why it is out', async () =>
      (await getJson<BusStatus>(health)).faults.some(({ en }) => /revoked/.test(en)),
    );
  });
});
