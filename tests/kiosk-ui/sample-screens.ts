import type { Page } from 'playwright-core';
import type { FakeBridge } from './fake-bridge.ts';

const exhibit = 'fake-police';

/** Every kind of visitor screen, and how to get there. */
export const screens: Record<string, (bridge: FakeBridge, page: Page) => Promise<void>> = {
  attract: async (bridge) => bridge.show({ at: 'attract', exhibits: [exhibit] }),
  resting: async (bridge) => bridge.show({ at: 'attract', exhibits: [] }),
  'first beat': async (bridge) => bridge.show({ at: 'beat', exhibit, beat: 'ring', length: 'full' }),
  'the caller': async (bridge) => bridge.show({ at: 'beat', exhibit, beat: 'caller', length: 'full' }),
  'three choices': async (bridge) => bridge.show({ at: 'beat', exhibit, beat: 'hotel', length: 'full' }),
  'two choices': async (bridge) => bridge.show({ at: 'beat', exhibit, beat: 'account', length: 'full' }),
  'caught feedback': async (bridge) =>
    bridge.show({ at: 'feedback', exhibit, beat: 'account', choice: 'transfer', length: 'full' }),
  'safe feedback': async (bridge) =>
    bridge.show({ at: 'feedback', exhibit, beat: 'hotel', choice: 'hang-up', length: 'full' }),
  'safe ending': async (bridge) => bridge.show({ at: 'result', exhibit, ending: 'safe' }),
  'caught ending': async (bridge) => bridge.show({ at: 'result', exhibit, ending: 'lost' }),
  'still here?': async (bridge) => bridge.show({ at: 'beat', exhibit, beat: 'hotel', length: 'full' }, 25),
  'calm page': async (bridge, page) => {
    bridge.show({ at: 'beat', exhibit, beat: 'caller', length: 'full' });
    await page.locator('[data-at=beat] [data-do=worried]').tap();
    await page.locator('[data-at=calm]').waitFor();
  },
};

/** Leaves the calm page, if it is open, past the time in which a second tap is the same tap. */
export async function leaveCalmPage(page: Page): Promise<void> {
  const close = page.locator('[data-do=close-calm]');
  if ((await close.count()) === 0) return;
  await page.waitForTimeout(600);
  await close.tap();
  await page.waitForTimeout(600);
}

/** Waits until the entrance is over: tests look at a screen at rest. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.all(passing.map(({ finished }) => finished.catch(() => undefined)));
  });
}
