import type { Length, RigGlimpse } from '@pingan/content/kinds/kind-rule';
import type { Exhibit } from '@pingan/content/pack';
import type { Language } from '@pingan/protocol/ids';
import { type Reach, type TouchAction, USUAL_REACH } from '@pingan/protocol/screen-messages';
import type { Hands } from './hands.ts';
import type { Play } from './play.ts';
import type { AskedItem, ReturnItem } from './return-item.ts';
import type { SessionTally } from './session-tallies.ts';
import type { BigButton, Vote } from './vote.ts';

/** What a hand does at a station without touching the screen. */
export type HandControl = BigButton | 'handset-lifted' | 'handset-hung-up';

/** `menu`: somebody is here and has several exhibits to choose from. */
export type Activity = { at: 'attract' } | { at: 'menu' } | ReturnItem | Play;

/** One visitor by touch, a group by the two big buttons, or a class whose hands a presenter counts. */
export type StationAudience =
  { is: 'one' } | { is: 'group'; vote: Vote | null } | { is: 'class'; hands: Hands };

export interface StationState {
  session: string;
  /** Grows with every change a screen must see and never starts anew. */
  revision: number;
  /** The revision at which the present step was first shown. */
  stepRevision: number;
  language: Language;
  reach: Reach;
  /** The reach of whoever comes next. */
  usual: Reach;
  /** The easy texts were on at some time in this session. */
  easyReadUsed: boolean;
  audience: StationAudience;
  /** A presenter plays with a class here until an officer ends it: the audience of every session is a class. */
  presenting: boolean;
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

/** What a session that begins or ends now finds around it. */
export interface Surroundings {
  /** The id that the next session gets, should this event end the present one. */
  nextSession: string;
  /** Of an exhibit that starts now. */
  length: Length;
  /** Messages asked at the last stop in this village; none where it is not known. */
  lastTime: readonly AskedItem[];
  /** Every exhibit that may be shown now, whichever station offers it. */
  playable: readonly Exhibit[];
}

/** Everything that can happen at one station. `at` is in milliseconds of the monotonic clock. */
export type StationEvent =
  | {
      kind: 'touch';
      session: string;
      revision: number;
      action: TouchAction;
      at: number;
      around: Surroundings;
    }
  /** A big button or the telephone. */
  | { kind: 'hand'; control: HandControl; at: number; around: Surroundings }
  /** A thing of this station was lifted or touched; `away`: all that are off their places or being touched. */
  | { kind: 'thing'; thing: string; away: readonly string[]; at: number; around: Surroundings }
  /** What the alarm rig does, as far as this station may know. */
  | { kind: 'rig'; glimpse: RigGlimpse; at: number }
  /** Somebody is here, whatever they do. */
  | { kind: 'stay'; at: number }
  | { kind: 'tick'; at: number; around: Surroundings }
  /** A presenter plays with a class, or no longer. */
  | { kind: 'present'; on: boolean; at: number; around: Surroundings }
  | { kind: 'worried'; on: boolean; at: number }
  | { kind: 'answered'; at: number }
  /** An officer set how loud screens are for whoever comes. */
  | { kind: 'loudness'; volume: number; at: number }
  /** What this station may start from now on has changed: another purpose, or other content. */
  | { kind: 'offered'; exhibits: Exhibit[]; at: number };

export type EventOf<Kind extends StationEvent['kind']> = Extract<StationEvent, { kind: Kind }>;
/** An event that may begin or end a session. */
export type Turning = { at: number; around: Surroundings };

/** A press of the arming button on the screen. */
export type AlarmPress = Extract<TouchAction, { do: 'alarm' }>['press'];

export interface StationStep {
  state: StationState;
  tallies: SessionTally[];
  /** To be passed on to the alarm rig. */
  alarm?: AlarmPress;
}

export const FIRST_LANGUAGE: Language = 'zh';

/** A station that waits for its first visitor. */
export function startStation(
  session: string,
  offered: Exhibit[],
  at: number,
  usual: Reach = USUAL_REACH,
): StationState {
  return {
    session,
    revision: 1,
    stepRevision: 1,
    language: FIRST_LANGUAGE,
    reach: usual,
    usual,
    easyReadUsed: false,
    audience: { is: 'one' },
    presenting: false,
    activity: { at: 'attract' },
    offered,
    touchedAt: at,
    quietUntil: at,
    asked: null,
    worried: false,
  };
}

/** The same step with something else on it: no touch becomes stale by it. */
export function shown(state: StationState): StationState {
  return { ...state, revision: state.revision + 1 };
}

/** Another step. Votes and hands were about the one before. */
export function newStep(state: StationState): StationState {
  const revision = state.revision + 1;
  return { ...state, revision, stepRevision: revision, audience: undecided(state.audience) };
}

export function quiet(state: StationState): StationStep {
  return { state, tallies: [] };
}

/** Somebody is here: the idle time begins anew. */
export function stayHere(state: StationState, at: number): StationState {
  const here = { ...state, touchedAt: Math.max(at, state.touchedAt) };
  return state.asked === null ? here : shown({ ...here, asked: null });
}

export function audienceOf(presenting: boolean, otherwise: StationAudience = { is: 'one' }): StationAudience {
  return presenting ? { is: 'class', hands: {} } : otherwise;
}

function undecided(audience: StationAudience): StationAudience {
  switch (audience.is) {
    case 'one':
      return audience;
    case 'group':
      return { is: 'group', vote: null };
    case 'class':
      return { is: 'class', hands: {} };
  }
}
