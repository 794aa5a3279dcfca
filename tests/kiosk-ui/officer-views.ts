import type { Page } from 'playwright-core';
import type { FakeBridge } from './fake-bridge.ts';
import { at, changedStop, office, sampleDay, zhou } from './sample-day.ts';

export interface OfficerView {
  before?: (bridge: FakeBridge) => void;
  /** What is touched then, by data-do. */
  touch?: readonly string[];
  /** What shows that the page is there. */
  shows: string;
}

const open = (bridge: FakeBridge): void => {
  const opened = { phase: 'open' as const, arrivedAt: at(9, 5), openedAt: at(9, 32), handCount: 34 };
  bridge.day = { ...changedStop(bridge.day, 'liujia', opened), current: 'liujia' };
  bridge.status = { ...bridge.status, segment: { stop: 'liujia', purpose: 'service' }, queue: 'short' };
};
const closed = (bridge: FakeBridge): void => {
  bridge.day = changedStop(bridge.day, 'liujia', { phase: 'closed', closedAt: at(11, 30) });
};
const unknownClock = (bridge: FakeBridge): void => {
  bridge.day = { ...bridge.day, today: null, clock: { known: false, source: 'none', wall: null } };
};
const edit = (nth: number, fate: 'not-sent' | 'at-headquarters' | 'accepted' | 'conflict' | 'rejected') => ({
  proposal: `00000000000000a${nth}`,
  fields: ['when' as const],
  author: zhou,
  fate,
  why: fate === 'rejected' ? 'the stop is cancelled; set its status to draft or postponed first' : null,
});

/** Every view and state of the officer panel, and how to get there. */
export const officerViews: Record<string, OfficerView> = {
  'an empty day': {
    before: (bridge) => (bridge.day = { ...sampleDay([]), shift: null, crew: [], signedIn: [] }),
    shows: '[data-stage=none]',
  },
  'before a stop': { touch: ['change-stop'], shows: '[data-stage=arrive]' },
  'open with queue and alerts': {
    before: (bridge) => {
      open(bridge);
      const words = { zh: '放下后一直没有归位', en: 'not put back since' };
      bridge.status = {
        ...bridge.status,
        worried: ['telephone'],
        things: { lifted: [], touched: [], alerts: [{ thing: 'padlock', station: 'telephone', words }] },
      };
    },
    shows: '[data-missing=padlock]',
  },
  'closing with missing parts': { before: open, touch: ['close-stop'], shows: '[data-sheet=closing]' },
  'the form': { before: closed, touch: ['form'], shows: '[data-form=liujia]' },
  'a suggestion': {
    before: (bridge) => {
      const why = 'forgot-open' as const;
      const counted = { id: 's1', why, from: at(9, 0), to: at(9, 45), visits: 34 };
      bridge.day = { ...bridge.day, suggestions: [{ ...counted, stop: 'liujia', purpose: 'service' }] };
    },
    touch: ['amend-other'],
    shows: '[data-suggestion=s1]',
  },
  'handing over': { touch: ['hand-over', 'to-qin'], shows: '[data-field=hand-over-remark]' },
  'the schedule with edits and a conflict': {
    before: (bridge) => {
      const version = (nth: number) => `00000000000000b${nth}`;
      const when = (from: string) => ({ date: '2026-11-22', from, to: null });
      const values = [
        { version: version(1), value: when('09:00'), author: office, at: at(18, 20, 21) },
        { version: version(2), value: when('14:00'), author: zhou, at: null },
      ];
      bridge.day = changedStop(bridge.day, 'liujia', {
        conflicts: [{ field: 'when', values }],
        edits: [edit(1, 'not-sent'), edit(2, 'at-headquarters'), edit(3, 'accepted'), edit(4, 'rejected')],
      });
    },
    touch: ['view-schedule'],
    shows: '[data-conflict=when]',
  },
  'the form of a stop': { touch: ['view-schedule', 'edit-liujia'], shows: '[data-plan=liujia]' },
  'a new stop': { touch: ['view-schedule', 'new-stop'], shows: '[data-plan]' },
  'the bus': { touch: ['view-bus'], shows: '[data-house=supply]' },
  'more, the clock unknown': {
    before: unknownClock,
    touch: ['view-more'],
    shows: '[data-clock=unknown]',
  },
  'today, the clock unknown': { before: unknownClock, shows: '[data-do=set-clock]' },
  'a pairing code': { touch: ['view-more', 'pair'], shows: '[data-pairing-code]' },
};

/** Opens the panel in one of these states. */
export async function showOfficerView(
  page: Page,
  address: string,
  { touch = [], shows }: OfficerView,
  language: 'zh' | 'en',
): Promise<void> {
  await page.goto(`${address}/officer`);
  await page.locator('.today').waitFor();
  if (language === 'en') await page.locator('[data-do=language]').click();
  for (const what of touch) await page.locator(`[data-do=${what}]`).click();
  await page.locator(shows).first().waitFor();
}

/** What cannot be pressed by a thumb, or makes the page scroll sideways. */
export const awkward = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = document.querySelectorAll(
      'button, a, input:not([type=file]), textarea, select, summary',
    );
    const small = [...controls].filter((control) => {
      const { width, height } = control.getBoundingClientRect();
      return width > 0 && (height < 47.5 || width < 32);
    });
    const parts = [
      document.documentElement,
      ...document.querySelectorAll('.cards, .late, .questions, .text, .walk ul'),
    ];
    const wide = parts.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    return [
      ...small.map((control) => `too small: ${control.outerHTML.slice(0, 80)}`),
      ...wide.map(({ className }) => `scrolls sideways: ${className}`),
    ];
  });
