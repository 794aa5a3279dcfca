import type { ExhibitAction, Length } from '@pingan/content/kinds/kind-rule';
import { type ExhibitState, ruleOf } from '@pingan/content/kinds/rules';
import type { Exhibit } from '@pingan/content/pack';
import {
  answered,
  type LearningPass,
  passTallies,
  phaseIsOver,
  startPass,
  verdictOf,
} from './learning-pass.ts';
import { exhibitFinished, exhibitStarted, type SessionTally } from './session-tallies.ts';

/** One exhibit being played. It is kept as it was when it began, so that it ends as it began whatever is offered meanwhile. */
export interface Play {
  at: 'play';
  exhibit: Exhibit;
  length: Length;
  /** Messages are asked before and after the exhibit itself; the closing thanks. */
  part: 'before' | 'exhibit' | 'after' | 'closing';
  state: ExhibitState;
  /** When the first step of the exhibit itself was shown, in monotonic milliseconds. */
  startedAt: number;
  /** Null where no messages are asked. */
  pass: LearningPass | null;
}

export interface PlayStep {
  /** `over`: nothing is left to be shown of it. */
  play: Play | 'over';
  tallies: SessionTally[];
}

/** @param set `luck`: the same one draws the same items; `alone`: one visitor, whose learning can be measured */
export function startPlay(
  exhibit: Exhibit,
  set: { length: Length; luck: string; alone: boolean; at: number },
): { play: Play; tallies: SessionTally[] } {
  const { length, luck, alone, at } = set;
  const measured = exhibit.kind === 'story' && length === 'full' && alone;
  const play: Play = {
    at: 'play',
    exhibit,
    length,
    part: 'before',
    state: ruleOf(exhibit).start(exhibit, { length, luck }),
    startedAt: at,
    pass: measured ? startPass(exhibit, luck) : null,
  };
  const begun = play.pass === null ? enter(play, at) : { play, tallies: [] };
  return { ...begun, tallies: [...exhibitStarted(exhibit), ...begun.tallies] };
}

/** What an action means; null where it is impossible here. */
export function movePlay(play: Play, action: ExhibitAction, at: number): PlayStep | null {
  switch (play.part) {
    case 'before':
    case 'after':
      return answerItem(play, action, at);
    case 'exhibit':
      return playOn(play, action, at);
    case 'closing':
      return action.do === 'next' ? { play: 'over', tallies: [] } : null;
  }
}

/** The exhibit's result has been reached: whoever leaves now has finished. */
export function isFinished({ exhibit, state }: Play): boolean {
  return ruleOf(exhibit).isOver(state);
}

/** No more messages: what was answered so far counts nothing. */
export function withoutItems(play: Play, at: number): { play: Play; tallies: SessionTally[] } {
  const bare = { ...play, pass: null };
  if (play.part === 'before') return enter(bare, at);
  // A pass that is complete has been counted and is thanked for as it was.
  if (play.part === 'closing') return { play, tallies: [] };
  return { play: play.part === 'after' ? { ...bare, part: 'closing' } : bare, tallies: [] };
}

function enter(play: Play, at: number): { play: Play; tallies: SessionTally[] } {
  const { exhibit, state } = play;
  const counts = ruleOf(exhibit).counts(exhibit, null, state);
  return { play: { ...play, part: 'exhibit', startedAt: at }, tallies: counts };
}

function answerItem(play: Play, action: ExhibitAction, at: number): PlayStep | null {
  const { exhibit, pass } = play;
  if (pass === null || exhibit.kind !== 'story') return null;
  if (pass.mistaken)
    return action.do === 'next' ? goOn({ ...play, pass: { ...pass, mistaken: false } }, at) : null;
  const said = action.do === 'choose' ? verdictOf(action.choice) : null;
  if (said === null) return null;
  const told = answered(exhibit, pass, said);
  const on = told.mistaken
    ? { play: { ...play, pass: told }, tallies: [] }
    : goOn({ ...play, pass: told }, at);
  return { ...on, tallies: [...passTallies(exhibit, told), ...on.tallies] };
}

function goOn(play: Play, at: number): { play: Play; tallies: SessionTally[] } {
  if (play.pass === null || !phaseIsOver(play.pass)) return { play, tallies: [] };
  return play.part === 'before' ? enter(play, at) : { play: { ...play, part: 'closing' }, tallies: [] };
}

function playOn(play: Play, action: ExhibitAction, at: number): PlayStep | null {
  const { exhibit, state, length, pass } = play;
  const rule = ruleOf(exhibit);
  if (rule.isOver(state)) {
    if (action.do !== 'next') return null;
    return { play: length === 'short' ? 'over' : { ...play, part: pass ? 'after' : 'closing' }, tallies: [] };
  }
  const next = rule.next(exhibit, state, action);
  if (next === state) return null;
  const counts = rule.counts(exhibit, state, next);
  const finished = rule.isOver(next) ? exhibitFinished(exhibit, at - play.startedAt) : [];
  return { play: { ...play, state: next }, tallies: [...counts, ...finished] };
}
