import type { Step } from '@pingan/protocol/screen-messages';
import type { StationView } from '../../sessions/station-view.ts';
import { leadsTo } from './leads-to.ts';
import type { PackTexts } from './pack-texts.ts';
import { SaidSoFar, type Told } from './said-so-far.ts';
import { type At, isBehindResult, isResult, isSameStep, playedExhibit, presses } from './shown-step.ts';
import { type Act, majorityWish, type Wish, wishOf } from './wish.ts';

/** Nobody of the crowd ends a visit while "still here?" counts down: what ends in its last seconds is ended by the clock. */
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
  #pending: Act[] = [];
  #easyRead = false;

  constructor(texts: PackTexts) {
    this.#texts = texts;
  }

  /** The number of the step on the screen. */
  get step(): number {
    return this.#step;
  }

  /** What hands do from now on. Of what they did before, only a touch that is still meant for this very picture may come about. */
  did(acts: readonly Act[]): void {
    const late = this.#pending.filter((act) => act.by === 'touch' && act.step === this.#step);
    this.#pending = [...late, ...acts];
  }

  /** The bus has started anew: nothing is left of what was going on. */
  startedAnew(): void {
    this.#last = null;
    this.#endSession();
  }

  /** The screen shows this now. */
  sees(view: StationView): Told[] {
    const last = this.#last;
    const isNews = last !== null && view.revision > last.revision;
    if (last !== null && !isNews && view.session === last.session) return [];
    // Revisions never shrink while a bus lives, and nobody's session follows where there was none.
    if (last === null || !isNews || (view.session !== last.session && last.step.at === 'attract')) {
      this.startedAnew();
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
      this.#voted(presses(to) - presses(from));
      return alarmSteps(from.step, to.step);
    }
    const isTimeOver = from.stillHere !== null && from.stillHere <= LAST_SECONDS;
    if (to.session !== from.session && isTimeOver) return this.#ended(from, false);
    const wish = this.#landed(from, to) ?? this.#decided(from, to);
    if (to.session !== from.session) return this.#ended(from, wish !== null);
    return wish === null ? [] : this.#counts(from.step, wish, to.step);
  }

  /** The hand that brought this about, which has then done what it does. */
  #landed(from: StationView, to: StationView): Wish | null {
    for (const act of this.#pending) {
      if (act.by === 'touch' && (act.session !== from.session || act.step !== this.#step)) continue;
      const wish = wishOf(act, from, this.#texts);
      if (wish === null || !leadsTo(from.step, wish, to.step, this.#texts)) continue;
      this.#pending = this.#pending.filter((other) => other !== act);
      return wish;
    }
    return null;
  }

  #decided(from: StationView, to: StationView): Wish | null {
    const wish = majorityWish(from, this.#texts);
    return wish !== null && leadsTo(from.step, wish, to.step, this.#texts) ? wish : null;
  }

  /** Presses that were counted in a vote have done what they do. */
  #voted(more: number): void {
    for (let pressed = 0; pressed < more; pressed += 1) {
      const nth = this.#pending.findIndex(({ by }) => by === 'button');
      if (nth >= 0) this.#pending.splice(nth, 1);
    }
  }

  #counts(from: Step, wish: Wish, to: Step): Told[] {
    const [was, is] = [playedExhibit(from), playedExhibit(to)];
    if (was === null && is !== null) this.#said.forget();
    const counts = this.#said.said(from, wish, this.#texts);
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
    this.#pending = [];
    this.#easyRead = false;
  }
}

/** What a step that is reached counts. */
function stepsOf(from: Step, to: Step): Told[] {
  const step = (what: string): Told => ({ metric: 'step', label: `${playedExhibit(to)}/${what}` });
  switch (to.at) {
    case 'beat':
      return [step(to.beat)];
    case 'feedback':
      return [{ metric: 'story.choice', label: `${to.exhibit}/${to.beat}/${to.choice}` }];
    case 'sort':
      return [step(`item-${to.said.length + 1}`)];
    case 'object': {
      const known = 'seen' in from ? from.seen : [];
      return to.seen.filter((object) => !known.includes(object)).map(step);
    }
    case 'alarm':
    case 'alarm-result':
      return alarmSteps(from, to);
    default:
      return [];
  }
}

/** The rig is seen to be armed, or to sound. */
function alarmSteps(from: Step, to: Step): Told[] {
  if (to.at === 'alarm') {
    const before = from.at === 'alarm' ? from.rig.stage : null;
    const { stage } = to.rig;
    if (stage === before || (stage !== 'armed' && stage !== 'sounding')) return [];
    return [{ metric: 'step', label: `${to.exhibit}/${stage}` }];
  }
  if (to.at !== 'alarm-result' || from.at !== 'alarm') return [];
  return newlyArmed(from, to).map(() => ({ metric: 'step', label: `${to.exhibit}/armed` }));
}

/** Armed again in the very moment in which somebody went on: the timeline on the result tells. */
function newlyArmed({ rig }: At<'alarm'>, { timeline }: At<'alarm-result'>) {
  const goesOn = rig.timeline.every(
    ({ seen, at }, nth) => timeline[nth]?.seen === seen && timeline[nth].at === at,
  );
  return goesOn ? timeline.slice(rig.timeline.length).filter(({ seen }) => seen === 'armed') : [];
}
