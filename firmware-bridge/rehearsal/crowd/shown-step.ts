import type { Step } from '@pingan/protocol/screen-messages';
import type { StationView } from '../../sessions/station-view.ts';

/** The steps that may be at one of these. */
export type At<Where extends Step['at']> = StepAt<Step, Where>;
type StepAt<Each, Where> = Each extends Step
  ? [Extract<Each['at'], Where>] extends [never]
    ? never
    : Each
  : never;

const RESULTS: readonly Step['at'][] = [
  'result',
  'sort-result',
  'shelf-result',
  'house-result',
  'question-result',
  'alarm-result',
];

/** The end of an exhibit is on the screen, before messages that follow it and thanks. */
export function isResult({ at }: Step): boolean {
  return RESULTS.includes(at);
}

/** The end of an exhibit was on the screen already: whoever goes now has finished. */
export function isBehindResult(step: Step): boolean {
  if (step.at === 'item' || step.at === 'item-feedback') return step.phase === 'after';
  return isResult(step) || step.at === 'closing';
}

/** The exhibit that is being played; null at attract, at the menu and at last time's message. */
export function playedExhibit(step: Step): string | null {
  if (step.at === 'attract' || step.at === 'menu') return null;
  if ((step.at === 'item' || step.at === 'item-feedback') && step.phase === 'later') return null;
  return step.exhibit;
}

/** The alarm moves on by itself on the same step, as seconds and votes do. */
export function isSameStep(a: StationView, b: StationView): boolean {
  if (a.session !== b.session) return false;
  if (a.step.at === 'alarm' && b.step.at === 'alarm') return a.step.exhibit === b.step.exhibit;
  return JSON.stringify(a.step) === JSON.stringify(b.step);
}

export function presses({ audience }: StationView): number {
  return audience.is === 'group' && audience.vote !== null ? audience.vote.genuine + audience.vote.scam : 0;
}
