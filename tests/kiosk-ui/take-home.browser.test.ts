import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { faultsOf } from './axe.ts';
import { homePack, judgeOf, NASTY } from './home-pack.ts';

const SCRIPT = fileURLToPath(new URL('../../kiosk-ui/take-home/dist/main.js', import.meta.url));
const FILES = ['card.html', 'index.html', 'loudspeaker.en.txt', 'loudspeaker.zh.txt'];
const PHONE = { width: 390, height: 844 };
const SAME_TAP = 550;

let folder: ReturnType<typeof homePack>;
afterEach(() => folder.remove());

function takeHome(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...options], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the command', () => {
  beforeEach(() => {
    folder = homePack(judgeOf({ signedOff: 3 }));
  });
  const out = () => folder.beside('out');
  const file = (name: string) => readFileSync(join(out(), name), 'utf8');

  test('writes game, card and scripts, and each says that it is not reviewed', () => {
    const { status, stdout } = takeHome('--pack', folder.pack, '--out', out());
    expect(status).toBe(0);
    expect(readdirSync(out()).sort()).toEqual(FILES);
    expect(stdout).toContain('Review pending');
    expect(file('index.html')).toContain('"pending":true');
    for (const name of ['card.html', 'loudspeaker.zh.txt']) expect(file(name)).toContain('未经公安机关审核');
    for (const name of ['card.html', 'loudspeaker.en.txt']) expect(file(name)).toContain('Not yet reviewed');
  });

  test('with --service takes only what a bureau has signed off, names the rest, and marks nothing as pending', () => {
    const { status, stdout } = takeHome('--pack', folder.pack, '--out', out(), '--service');
    expect(status).toBe(0);
    expect(stdout).toContain('sample-messages/scam-3');
    expect(file('index.html')).toContain('"pending":false');
    expect(file('index.html')).not.toContain('sample-messages/scam-3');
    for (const name of FILES.filter((each) => each !== 'index.html')) {
      expect(file(name)).not.toMatch(/未经公安机关审核|Not yet reviewed/);
    }
  });

  test('with --service refuses a pack of which too little is signed off, and writes nothing', () => {
    folder.remove();
    folder = homePack(judgeOf({ signedOff: 2 }));
    const { status, stderr } = takeHome('--pack', folder.pack, '--out', out(), '--service');
    expect(status).toBe(2);
    expect(stderr).toContain('2 genuine messages and the game needs 3');
    expect(() => readdirSync(out())).toThrow();
  });

  test('writes its own folder again, and leaves what others put beside its files', () => {
    takeHome('--pack', folder.pack, '--out', out());
    writeFileSync(join(out(), 'logo.svg'), 'theirs');
    writeFileSync(join(out(), 'card.html'), 'old');
    expect(takeHome('--pack', folder.pack, '--out', out()).status).toBe(0);
    expect(file('logo.svg')).toBe('theirs');
    expect(file('card.html')).toContain('96110');
  });

  test('refuses a folder or file that is not its own, with the way out, and touches nothing', () => {
    mkdirSync(out());
    writeFileSync(join(out(), 'index.html'), '<title>the site of somebody</title>');
    const refused = takeHome('--pack', folder.pack, '--out', out());
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/holds other things \(index.html\); nothing was written.*--out/);
    expect(readdirSync(out())).toEqual(['index.html']);
    expect(file('index.html')).toContain('the site of somebody');
    const onto = takeHome('--pack', folder.pack, '--out', join(out(), 'index.html'));
    expect([onto.status, onto.stderr]).toEqual([2, expect.stringContaining('is a file')]);
  });

  test.each([
    [[], '--pack is missing'],
    [['--pack', 'starter', '--speed', '9'], 'speed'],
    [['--pack', 'starter', 'stray'], 'stray'],
  ])('shows its usage when it is used wrongly: %j', (options, said) => {
    const { status, stderr } = takeHome(...options);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).toContain('npm run take-home -- --pack');
  });

  test('says where it looked for a pack that is not there', () => {
    const { status, stderr } = takeHome('--pack', 'no-such-pack');
    expect(status).toBe(2);
    expect(stderr).toContain('no content pack at');
  });
});

describe('in a browser, straight from the folder', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  let asked: string[];

  beforeAll(async () => {
    browser = await openBrowser({ viewport: PHONE });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    // A sub-path with a space: nothing in the page may depend on where it lies.
    folder = homePack(judgeOf({ genuine: 3, scam: 3 }));
    takeHome('--pack', folder.pack, '--out', folder.beside('site/second round'));
    page = await browser.context.newPage();
    asked = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => asked.push(String(error)));
  });
  afterEach(() => page.close());

  const address = (name: string) => pathToFileURL(join(folder.beside('site/second round'), name)).href;
  const tap = async (what: string) => {
    await page.waitForTimeout(SAME_TAP);
    await page.locator(`[data-do=${what}]`).tap();
  };
  const at = (what: string) => page.locator(`main[data-at=${what}]`).waitFor();
  const isNarrow = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  test.each(['zh', 'en'] as const)(
    'plays to the end in %s, asks nobody for anything, and axe-core is content',
    async (language) => {
      await page.goto(address('index.html'));
      if (language === 'en') await page.locator('[data-do=language]').tap();
      expect(await faultsOf(page)).toEqual([]);
      await tap('begin');
      let nastySeen = 0;
      for (let nth = 0; nth < 6; nth += 1) {
        await at('message');
        const words = await page.locator('[data-message]').innerText();
        if (words.includes(NASTY)) nastySeen += 1;
        if (nth === 0) expect(await faultsOf(page)).toEqual([]);
        const id = await page.locator('[data-message]').getAttribute('data-message');
        // One of each kind is misjudged on purpose.
        const truth = id!.includes('scam') ? 'scam' : 'genuine';
        const other = truth === 'scam' ? 'genuine' : 'scam';
        await tap(id!.endsWith('-1') ? other : truth);
        await at('why');
        const why = await page.locator('.why').innerText();
        expect(why).toContain(language === 'zh' ? '样例解释' : 'Sample reason');
        if (truth === 'scam') expect(why).toContain(language === 'zh' ? '先交钱' : 'Money first');
        expect(await isNarrow()).toBe(true);
        if (nth === 0) expect(await faultsOf(page)).toEqual([]);
        await tap('next');
      }
      await at('result');
      const result = await page.locator('#second-round').innerText();
      expect(result).toMatch(
        language === 'zh' ? /看了 6 条，分清 4 条/ : /Of 6 you judged, you told 4 right/,
      );
      expect(result).toMatch(language === 'zh' ? /骗局：3 条认出 2 条/ : /Scams: 2 of 3/);
      for (const said of ['110', '96110', language === 'zh' ? '取钱先付' : 'Pay to withdraw'])
        expect(result).toContain(said);
      expect(result).toContain(language === 'zh' ? '未经公安机关审核' : 'Not yet reviewed');
      expect(await faultsOf(page)).toEqual([]);
      expect(nastySeen).toBe(2);
      expect(await page.title()).not.toContain('broken');
      expect(asked).toEqual([address('index.html')]);
    },
  );

  test('goes to the result when the minute is over, without a reproach', async () => {
    await page.clock.install();
    await page.goto(address('index.html'));
    await page.locator('[data-do=begin]').tap();
    await at('message');
    await page.clock.runFor(61_000);
    await at('result');
    expect(await page.locator('main').innerText()).toContain('时间到了，不要紧');
    expect(await faultsOf(page)).toEqual([]);
  });

  test('keeps nothing in the browser', async () => {
    await page.goto(address('index.html'));
    await tap('begin');
    await tap('scam');
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    expect(kept).toEqual([0, 0, '']);
  });

  test('holds nothing that points elsewhere', () => {
    for (const name of ['index.html', 'card.html']) {
      const html = readFileSync(join(folder.beside('site/second round'), name), 'utf8');
      const markup = html.replace(/<script>[^]*?<\/script>/g, '');
      expect(markup.match(/(?:src|href|action)="(?!data:)[^"]*"/g)).toBeNull();
      expect(markup).not.toMatch(/@import|url\((?!["']?data:)/);
    }
    const html = readFileSync(join(folder.beside('site/second round'), 'index.html'), 'utf8');
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });

  test('the card prints on two sides of A6, whole, and axe-core finds no fault', async () => {
    await page.goto(address('card.html'));
    expect(await faultsOf(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    const cut = await page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('section')].filter(
          (side) => side.scrollHeight > side.clientHeight + 1 || side.scrollWidth > side.clientWidth + 1,
        ).length,
    );
    expect(cut).toBe(0);
    const paper = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(2);
    const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\]/.exec(paper)!;
    expect((Number(width) / 72) * 25.4).toBeCloseTo(105, 0);
    expect((Number(height) / 72) * 25.4).toBeCloseTo(148, 0);
  });
});
