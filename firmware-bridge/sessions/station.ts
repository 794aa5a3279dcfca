import type { Exhibit } from '@pingan/content/pack';
import { nextStory, startStory, type StoryState } from '@pingan/content/kinds/story-rule';
import type { Language } from '@pingan/protocol/ids';
import type { TouchAction } from '@pingan/protocol/screen-messages';
import {
  enteredStep,
  sessionEnded,
  storyFinished,
  type HowItEnded,
  type SessionTally,
} from './session-tallies.ts';

export interface SessionRules {
  /** Seconds without a touch before "still here?" is asked. */
  idleSeconds: number;
  /** Seconds to answer it. */
  answerSeconds: number;
  /** Seconds in which nobody is asked after "I may be in one now" was pressed. */
  quietSeconds: number;
}

/** Everything that can happen at one station. `at` is in milliseconds of the monotonic clock. */
export type StationEvent =
  /** `nextSession`: the id that the next session gets, should this event end the present one. */
  | { kind: 'touch'; session: string; revision: number; action: TouchAction; at: number; nextSession: string }
  | { kind: 'tick'; at: number; nextSession: string }
  | { kind: 'worried'; on: boolean; at: number }
  | { kind: 'answered'; at: number }
  /** What this station may start from now on has changed: another purpose, or other content. */
  | { kind: 'offered'; exhibits: Exhibit[]; at: number };

type Activity =
  | { at: 'attract' }
  /** The story is kept as it was when it began, so that it ends as it began whatever is offered meanwhile. */
  | { at: 'story'; exhibit: Exhibit; story: StoryState; startedAt: number };

export interface StationState {
  session: string;
  /** Grows with every change a screen must see and never starts anew. */
  revision: number;
  /** The revision at which the present step was first shown. */
  stepRevision: number;
  language: Language;
  activity: Activity;
  offered: Exhibit[];
  /** When somebody last touched the screen. */
  touchedAt: number;
  /** Nobody is asked before this moment. */
  quietUntil: number;
  /** "Still here?" is on the screen. */
  asked: { at: number; secondsLeft: number } | null;
  /** Somebody pressed "I may be in one now" and no officer has answered. Lights a lamp and is never counted. */
  worried: boolean;
}

export interface StationStep {
  state: StationState;
  tallies: SessionTally[];
}

const FIRST_LANGUAGE: Language = 'zh';

/** A station that waits for its first visitor. */
export function startStation(session: string, offered: Exhibit[], at: number): StationState {
  return {
    session,
    revision: 1,
    stepRevision: 1,
    language: FIRST_LANGUAGE,
    activity: { at: 'attract' },
    offered,
    touchedAt: at,
    quietUntil: at,
    asked: null,
    worried: false,
  };
}

/** What one event means at one station. An event that means nothing gives back the very same state. */
export function stationStep(state: StationState, event: StationEvent, rules: SessionRules): StationStep {
  switch (event.kind) {
    case 'touch':
      return touch(state, event);
    case 'tick':
      return tick(state, event, rules);
    case 'worried':
      return quiet(worry(state, event, rules));
    case 'answered':
      return quiet(state.worried ? { ...state, worried: false } : state);
    case 'offered':
      return quiet(offer(state, event.exhibits));
  }
}

type Touch = Extract<StationEvent, { kind: 'touch' }>;

function touch(state: StationState, event: Touch): StationStep {
  if (isStale(state, event)) return quiet(state);
  const here = stayHere(state, event.at);
  const { action } = event;
  switch (action.do) {
    case 'stay':
      return quiet(here);
    case 'language':
      if (action.language === here.language) return quiet(here);
      return quiet(shown({ ...here, language: action.language }));
    case 'start':
      return start(here, action.exhibit, event.at);
    case 'leave':
      return here.activity.at === 'attract' ? quiet(here) : end(here, endedByTouch(here), event);
    case 'next':
      if (here.activity.at === 'story' && here.activity.story.at === 'result')
        return end(here, 'finished', event);
      return play(here, action, event.at);
    case 'choose':
      return play(here, action, event.at);
  }
}

/**
 * A touch of another session never counts. Within the session, a touch that moves the story counts only on the step
 * it was meant for; one that cannot be misunderstood (stay, leave, language) counts on any. A countdown or another
 * language on the same step makes no touch stale: otherwise a press while the seconds change would be lost.
 */
function isStale(state: StationState, event: Touch): boolean {
  if (event.session !== state.session || event.revision > state.revision) return true;
  const movesStory =
    event.action.do === 'start' || event.action.do === 'next' || event.action.do === 'choose';
  return movesStory && event.revision < state.stepRevision;
}

function stayHere(state: StationState, at: number): StationState {
  const here = { ...state, touchedAt: Math.max(at, state.touchedAt) };
  return state.asked === null ? here : shown({ ...here, asked: null });
}

function start(state: StationState, id: string, at: number): StationStep {
  const exhibit = state.offered.find((offered) => offered.id === id);
  if (state.activity.at !== 'attract' || exhibit === undefined) return quiet(state);
  const story = startStory(exhibit);
  return {
    state: newStep({ ...state, activity: { at: 'story', exhibit, story, startedAt: at } }),
    tallies: [
      { metric: 'session.start', label: '' },
      { metric: 'story.start', label: exhibit.id },
      ...enteredStep(exhibit.id, story),
    ],
  };
}

function play(
  state: StationState,
  action: Extract<TouchAction, { do: 'next' | 'choose' }>,
  at: number,
): StationStep {
  const { activity } = state;
  if (activity.at !== 'story') return quiet(state);
  const story = nextStory(activity.exhibit, activity.story, action);
  if (story === activity.story) return quiet(state);
  return {
    state: newStep({ ...state, activity: { ...activity, story } }),
    tallies: [
      ...enteredStep(activity.exhibit.id, story),
      ...(story.at === 'result' ? storyFinished(activity.exhibit.id, at - activity.startedAt) : []),
    ],
  };
}

function endedByTouch(state: StationState): HowItEnded {
  return state.activity.at === 'story' && state.activity.story.at === 'result' ? 'finished' : 'left';
}

/** Back to attract with nothing left of the visitor. Only a call for the officer stays lit until it is answered. */
function end(state: StationState, how: HowItEnded, event: { at: number; nextSession: string }): StationStep {
  const fresh = startStation(event.nextSession, state.offered, event.at);
  return {
    state: newStep({ ...fresh, revision: state.revision, worried: state.worried }),
    tallies: sessionEnded(how, state.language),
  };
}

function tick(
  state: StationState,
  event: { at: number; nextSession: string },
  rules: SessionRules,
): StationStep {
  const idleAt = Math.max(state.touchedAt, state.quietUntil) + rules.idleSeconds * 1000;
  if (state.activity.at === 'attract') {
    const forgotten = event.at >= idleAt && state.language !== FIRST_LANGUAGE;
    return quiet(forgotten ? shown({ ...state, language: FIRST_LANGUAGE }) : state);
  }
  if (state.asked === null) {
    // The countdown begins when the question is shown, so that a stalled machine takes nobody's time to answer.
    const asked = { at: event.at, secondsLeft: rules.answerSeconds };
    return quiet(event.at >= idleAt ? shown({ ...state, asked }) : state);
  }
  const msLeft = state.asked.at + rules.answerSeconds * 1000 - event.at;
  if (msLeft <= 0) return end(state, 'timeout', event);
  const secondsLeft = Math.ceil(msLeft / 1000);
  return quiet(
    secondsLeft < state.asked.secondsLeft
      ? shown({ ...state, asked: { ...state.asked, secondsLeft } })
      : state,
  );
}

function worry(state: StationState, event: { on: boolean; at: number }, rules: SessionRules): StationState {
  const quietUntil = event.on ? event.at + rules.quietSeconds * 1000 : event.at;
  return { ...stayHere(state, event.at), worried: event.on, quietUntil };
}

function offer(state: StationState, exhibits: Exhibit[]): StationState {
  const ids = (list: Exhibit[]) => list.map(({ id }) => id).join(' ');
  const visible = state.activity.at === 'attract' && ids(state.offered) !== ids(exhibits);
  return visible ? newStep({ ...state, offered: exhibits }) : { ...state, offered: exhibits };
}

function shown(state: StationState): StationState {
  return { ...state, revision: state.revision + 1 };
}

function newStep(state: StationState): StationState {
  return { ...state, revision: state.revision + 1, stepRevision: state.revision + 1 };
}

function quiet(state: StationState): StationStep {
  return { state, tallies: [] };
}
