import type { CDPSession, Page } from 'playwright-core';

export interface Finger {
  x: number;
  y: number;
}

/** Real fingers on a real touch screen: the browser decides what becomes a click. */
export class Touches {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async on(page: Page): Promise<Touches> {
    return new Touches(await page.context().newCDPSession(page));
  }

  /** The fingers that lie on the screen from now on. */
  async down(...fingers: Finger[]): Promise<void> {
    await this.#send('touchStart', fingers);
  }

  /** Lifts every finger. */
  async up(): Promise<void> {
    await this.#send('touchEnd', []);
  }

  /** The system takes the touch back. */
  async cancel(): Promise<void> {
    await this.#send('touchCancel', []);
  }

  async tap(...fingers: Finger[]): Promise<void> {
    await this.down(...fingers);
    await this.up();
  }

  /** Bytes of the page's heap after everything that can go has gone. */
  async heap(): Promise<number> {
    await this.#session.send('HeapProfiler.collectGarbage');
    await this.#session.send('Performance.enable');
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value;
  }

  async #send(type: 'touchStart' | 'touchEnd' | 'touchCancel', fingers: Finger[]): Promise<void> {
    const touchPoints = fingers.map(({ x, y }, id) => ({ x, y, id }));
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

/** Where to touch something. */
export async function middleOf(page: Page, selector: string): Promise<Finger> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`nothing to touch at ${selector}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
