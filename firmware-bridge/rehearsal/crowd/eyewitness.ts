import type { Step } from '@pingan/protocol/screen-messages';
import type { StationView } from '../../sessions/station-view.ts';
import { leadsTo } from './leads-to.ts';
import type { PackTexts } from './pack-texts.ts';
import { SaidSoFar, type Told } from './said-so-far.ts';
import { ActsUnderWay } from './acts-under-way.ts';
import { isBehindResult, isResult, isSameStep, playedExhibit, presses } from './shown-step.ts';
import { alarmSteps, stepsOf } from './step-counts.ts';
import { type Act, majorityWish, type Wish, wishOf } from './wish.ts';

/**
 * In the last seconds of "still here?" only a touch that is under way ends a visit, not a press that came to nothing before: people answer first and go then.
 */
const LAST_SECONDS = 2;

/**
 * Writes down what truly happened at one screen: every change of the picture must be what a hand did, what a vote decided, or what time does. A hand does one
 * thing once; a change that nobody made is not written down, so that a touch which ought not to have counted shows as a difference.
 */
export class Eyewitness {
  readonly #texts: PackTexts;
  readonly #said = new SaidSoFar();
  #last: StationView | null = null;
  /** Grows with every other picture, so that a touch is known to be meant for one that has passed. */
  #step = 0;
  readonly #acts = new ActsUnderWay();
  #easyRead = false;

  constructor(texts: PackTexts) {
    this.#texts = texts;
  }

  /** The number of the step on the screen. */
  get step(): number {
    return this.#step;
  }

  /** What hands do from now on. */
  did(acts: readonly Act[]): void {
    this.#acts.begin(acts, this.#step);
  }

  /** They have done it, or given it up. */
  rested(): void {
    this.#acts.over(this.#step);
  }

  /** The bus has started anew: nothing is left of what was going on. */
  startedAnew(): void {
    this.#last = null;
    this.#acts.forget();
    this.#endSession();
  }

  /** The screen shows this now. */
  sees(view: StationView): Told[] {
    const last = this.#last;
    const isNews = last !== null && view.revision > last.revision;
    if (last !== null && !isNews && view.session === last.session) return [];
    // Revisions never shrink while a bus lives, and nobody's session follows where there was none.
    if (last === null || !isNews || (view.session !== last.session && last.step.at === 'attract')) {
      if (last !== null) this.startedAnew();
      this.#step += 1;
      this.#note(view);
      return [];
    }
    if (view.session !== last.session && view.step.at !== 'attract') {
      // Its beginning passed too quickly to be seen.
      const between: StationView = {
        ...view,
        step: { at: 'attract', exhibits: [] },
        stillHere: null,
        audience: { is: 'one' },
      };
      return [...this.#went(last, between), ...this.#went(between, view)];
    }
    return this.#went(last, view);
  }

  #went(from: StationView, to: StationView): Told[] {
    const told = this.#explained(from, to);
    if (!isSameStep(from, to)) this.#step += 1;
    this.#note(to);
    if (to.session !== from.session) this.#endSession();
    return told;
  }

  #note(view: StationView): void {
    this.#last = view;
    if (view.step.at !== 'attract' && view.reach.easyRead) this.#easyRead = true;
  }

  #explained(from: StationView, to: StationView): Told[] {
    if (isSameStep(from, to)) {
      this.#acts.pressed(presses(to) - presses(from));
      return alarmSteps(from.step, to.step);
    }
    // A hand that was on its way when a class came has not done it, and will do something yet.
    const wish = classComes(from, to) ?? this.#landed(from, to) ?? this.#decided(from, to);
    if (to.session !== from.session) return this.#ended(from, wish !== null);
    return wish === null ? [] : this.#counts(from, wish, to.step);
  }

  /** The hand that brought this about, which has then done what it does. */
  #landed(from: StationView, to: StationView): Wish | null {
    const isTimeOver = from.stillHere !== null && from.stillHere <= LAST_SECONDS;
    const byNow = to.session !== from.session && isTimeOver;
    return this.#acts.take(byNow, (act) => {
      if (act.by === 'touch' && (act.session !== from.session || act.step !== this.#step)) return null;
      const wish = wishOf(act, from, this.#texts);
      return wish !== null && leadsTo(from.step, wish, to.step, this.#texts) ? wish : null;
    });
  }

  #decided(from: StationView, to: StationView): Wish | null {
    const wish = majorityWish(from, this.#texts);
    return wish !== null && leadsTo(from.step, wish, to.step, this.#texts) ? wish : null;
  }

  /** What a class does together is no single person's choice. */
  #counts(view: StationView, wish: Wish, to: Step): Told[] {
    const told = this.#toldOf(view, wish, to);
    return view.audience.is === 'class' ? told.filter(({ metric }) => !isChoice(metric)) : told;
  }

  #toldOf({ step: from, audience }: StationView, wish: Wish, to: Step): Told[] {
    const [was, is] = [playedExhibit(from), playedExhibit(to)];
    if (was === null && is !== null) this.#said.forget();
    // What several people answer together is nobody's learning.
    const isMeasured = from.at !== 'item' || audience.is === 'one';
    const counts = isMeasured ? this.#said.said(from, wish, this.#texts) : [];
    if (from.at === 'attract') counts.unshift({ metric: 'session.start', label: '' });
    const kind = is === null ? undefined : this.#texts.kindOf(is);
    if (kind === undefined || is === null) return counts;
    if (was === null) counts.push({ metric: `${kind}.start`, label: is });
    counts.push(...stepsOf(from, to));
    if (isResult(to) && was !== null)
      counts.push(...this.#said.atResult(to), { metric: `${kind}.finish`, label: is });
    return counts;
  }

  #ended(from: StationView, byHand: boolean): Told[] {
    const willing = isBehindResult(from.step) ? 'finished' : 'left';
    return [
      { metric: 'session.end', label: byHand ? willing : 'timeout' },
      { metric: 'language', label: from.language },
      ...(this.#easyRead ? [{ metric: 'easy-read', label: 'on' } as const] : []),
    ];
  }

  #endSession(): void {
    this.#said.forget();
    this.#easyRead = false;
  }
}

/** A class that takes over answers no messages: where one was asked, the exhibit goes on by itself. */
function classComes(from: StationView, to: StationView): Wish | null {
  const isAsked = from.step.at === 'item' || from.step.at === 'item-feedback';
  return isAsked && from.audience.is !== 'class' && to.audience.is === 'class' ? { do: 'next' } : null;
}

function isChoice(metric: Told['metric']): boolean {
  return metric === 'story.choice' || metric === 'answer' || metric.startsWith('item.');
}
