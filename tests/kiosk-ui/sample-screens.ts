import type { Audience, Reach, Step } from '@pingan/protocol/screen-messages';
import { USUAL_REACH } from '@pingan/protocol/screen-messages';
import type { Page } from 'playwright-core';
import type { FakeBridge } from './fake-bridge.ts';
import { judgeAlarmDecisions, judgeAlarmScreens } from './judge-alarm-screens.ts';

const exhibit = 'fake-police';

interface Shown {
  step: Step;
  /** Seconds left to say "still here". */
  stillHere?: number;
  /** What is touched then. */
  touch?: string;
}

/** Every kind of visitor screen, and how to get there. */
export const screens: Record<string, Shown> = {
  attract: { step: { at: 'attract', exhibits: [exhibit] } },
  'attract with two': { step: { at: 'attract', exhibits: ['messages', exhibit] } },
  resting: { step: { at: 'attract', exhibits: [] } },
  'menu of two': { step: { at: 'menu', exhibits: [exhibit, 'messages'] } },
  'menu of three': { step: { at: 'menu', exhibits: ['task-scam', 'shelf', 'house'] } },
  'menu of four': { step: { at: 'menu', exhibits: [exhibit, 'messages', 'voice', 'live-alarm'] } },
  'first beat': { step: { at: 'beat', exhibit, beat: 'ring', length: 'full' } },
  'the caller': { step: { at: 'beat', exhibit, beat: 'caller', length: 'full' } },
  'three choices': { step: { at: 'beat', exhibit, beat: 'hotel', length: 'full' } },
  'two choices': { step: { at: 'beat', exhibit, beat: 'account', length: 'full' } },
  'caught feedback': {
    step: { at: 'feedback', exhibit, beat: 'account', choice: 'transfer', length: 'full' },
  },
  'safe feedback': { step: { at: 'feedback', exhibit, beat: 'hotel', choice: 'hang-up', length: 'full' } },
  'safe ending': { step: { at: 'result', exhibit, ending: 'safe' } },
  'caught ending': { step: { at: 'result', exhibit, ending: 'lost' } },
  'still here?': { step: { at: 'beat', exhibit, beat: 'hotel', length: 'full' }, stillHere: 25 },
  'calm page': { step: { at: 'beat', exhibit, beat: 'caller', length: 'full' }, touch: 'worried' },
  ...judgeAlarmScreens,
  'reach sheet': { step: { at: 'beat', exhibit, beat: 'hotel', length: 'full' }, touch: 'reach' },
};

/** Who looks on, and how. */
export const modes: Record<
  string,
  { reach?: Partial<Reach>; audience?: Audience; only?: readonly string[] }
> = {
  normal: {},
  'easy reading': { reach: { easyRead: true } },
  'low reach': { reach: { lowReach: true } },
  'a group that votes': {
    audience: { is: 'group', vote: { genuine: 3, scam: 14, secondsLeft: 8 } },
    only: [
      'first beat',
      'three choices',
      'two choices',
      'safe feedback',
      'caught ending',
      ...judgeAlarmDecisions,
    ],
  },
  'a class': {
    audience: { is: 'class', hands: { go: 12, 'hang-up': 21, 'ask-family': 9 } },
    only: [
      'first beat',
      'three choices',
      'two choices',
      'safe feedback',
      'caught ending',
      ...judgeAlarmDecisions,
    ],
  },
};

/** Shows a screen on an open page and waits until it is there and at rest; `leaveScreen` takes back what was touched. */
export async function showScreen(bridge: FakeBridge, page: Page, name: string, mode: string): Promise<void> {
  const { step, stillHere, touch } = screens[name]!;
  bridge.reach = { ...USUAL_REACH, ...modes[mode]!.reach };
  bridge.audience = modes[mode]!.audience ?? { is: 'one' };
  bridge.show(step, stillHere ?? null);
  const at = step.at === 'attract' && step.exhibits.length === 0 ? 'resting' : step.at;
  await page.locator(`[data-at=${at}][data-revision="${bridge.revision}"]`).waitFor();
  if (stillHere !== undefined) await page.getByRole('timer').waitFor();
  if (touch !== undefined) {
    await page.locator(`[data-do=${touch}]`).tap();
    await page.locator('[data-at=calm], [role=dialog]').waitFor();
  }
  await settle(page);
}

/** How much faster a page's own clock runs here; "still here?" has to stay while it is looked at. */
const HASTE = 4;

/** Lets a page opened from now on take a second tap for a new one sooner, so that looking at many screens takes less time. */
export async function hasten(page: Page): Promise<void> {
  await page.addInitScript((haste) => {
    const real = performance.now.bind(performance);
    performance.now = () => real() * haste;
  }, HASTE);
}

/** Closes what a screen opened, past the time in which a second tap is the same tap. */
export async function leaveScreen(page: Page): Promise<void> {
  const close = page.locator('[data-do=close-calm], [data-do=close-reach]');
  if ((await close.count()) === 0) return;
  await page.waitForTimeout(550 / HASTE);
  await close.tap();
  await page.waitForTimeout(550 / HASTE);
}

/** Waits until the entrance is over: tests look at a screen at rest. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
    }
  });
}
