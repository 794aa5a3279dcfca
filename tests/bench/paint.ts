import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { CDPSession, Page } from 'playwright-core';
import sirv from 'sirv';
import { build } from 'vite';
import { openBrowser } from '../browser.ts';
import { journeyFolder, pause, ROOT, startBus } from '../journeys/halves.ts';
import { against, type Figure, reported, summary } from './figures.ts';

/** How much slower than this machine the processor of a small board is taken to be. */
const SLOWDOWN = 6;
const LOADS = 11;
const TOUCHES = 24;
/** Past the time in which a second tap is the same tap. */
const BETWEEN_TOUCHES_MS = 650;

/**
 * First paint, and touch → next paint, of the visitor screen beside a page of one Svelte button: the same browser, the same slowed
 * processor, one sample of each in turn.
 */
export async function paint(): Promise<Figure[]> {
  const folder = journeyFolder();
  const floor = await serveOneButton(join(folder.path, 'one-button'));
  const bus = await startBus({
    profile: join(ROOT, 'device-config/profiles/rehearsal.yaml'),
    data: join(folder.path, 'bus'),
  });
  const browser = await openBrowser();
  try {
    const ours = await SlowPage.open(
      await browser.context.newPage(),
      `${bus.address('Kiosk')}?station=locks`,
    );
    const bare = await SlowPage.open(await browser.context.newPage(), floor.address);
    const paints = { ours: [] as number[], bare: [] as number[] };
    for (let n = 0; n < LOADS; n += 1) {
      paints.ours.push(await ours.firstPaint());
      paints.bare.push(await bare.firstPaint());
    }
    const touches = { ours: [] as number[], bare: [] as number[] };
    await ours.begin();
    for (let n = 0; n < TOUCHES; n += 1) {
      touches.ours.push(await ours.touch('[data-do=language]'));
      touches.bare.push(await bare.touch('[data-do=count]'));
      await pause(BETWEEN_TOUCHES_MS);
    }
    const [paintOurs, paintBare] = [summary(paints.ours.slice(1)), summary(paints.bare.slice(1))];
    const [touchOurs, touchBare] = [summary(touches.ours.slice(2)), summary(touches.bare.slice(2))];
    return [
      against(
        'visitor screen, first paint, processor 6× slower (floor: a one-button Svelte page)',
        'ms',
        paintOurs.median,
        paintBare.median,
      ),
      against(
        'visitor screen, touch → next paint, processor 6× slower (floor: a one-button Svelte page)',
        'ms',
        touchOurs.median,
        touchBare.median,
      ),
      reported('visitor screen, touch → next paint, p99', 'ms', touchOurs.p99),
    ];
  } finally {
    await browser.close();
    await bus.kill('SIGKILL');
    floor.close();
    folder.remove();
  }
}

class SlowPage {
  readonly #page: Page;
  readonly #address: string;

  private constructor(page: Page, address: string) {
    this.#page = page;
    this.#address = address;
  }

  static async open(page: Page, address: string): Promise<SlowPage> {
    const session: CDPSession = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    return new SlowPage(page, address);
  }

  async firstPaint(): Promise<number> {
    await this.#page.bringToFront();
    await this.#page.goto(this.#address);
    return this.#page.evaluate(
      () =>
        new Promise<number>((painted) => {
          new PerformanceObserver((list) => {
            const [first] = list.getEntriesByName('first-contentful-paint');
            if (first) painted(first.startTime);
          }).observe({ type: 'paint', buffered: true });
        }),
    );
  }

  /** Past attract, where a touch changes a page that a visitor works with. */
  async begin(): Promise<void> {
    await this.#page.bringToFront();
    await this.#page.locator('[data-do=start]').tap();
    await this.#page.locator('[data-at]:not([data-at=attract])').waitFor();
    await pause(BETWEEN_TOUCHES_MS);
  }

  /** From the moment the finger is down until the frame with the answer is handed to the screen. */
  async touch(target: string): Promise<number> {
    await this.#page.bringToFront();
    const measured = this.#page.evaluate(
      () =>
        new Promise<number>((done) => {
          addEventListener(
            'pointerdown',
            (down) =>
              addEventListener(
                'click',
                () =>
                  requestAnimationFrame(() => {
                    const { port1, port2 } = new MessageChannel();
                    port1.onmessage = () => done(performance.now() - down.timeStamp);
                    port2.postMessage(null);
                  }),
                { once: true },
              ),
            { once: true, capture: true },
          );
        }),
    );
    await this.#page.locator(target).first().tap({ noWaitAfter: true });
    return measured;
  }
}

async function serveOneButton(outDir: string): Promise<{ address: string; close: () => void }> {
  await build({
    root: join(ROOT, 'tests/bench/one-button'),
    configFile: false,
    logLevel: 'warn',
    plugins: [svelte({ configFile: false })],
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  const files = sirv(outDir);
  const server = createServer((request, response) =>
    files(request, response, () => void response.writeHead(404).end()),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
