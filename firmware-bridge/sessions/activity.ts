import type { ExhibitAction } from '@pingan/content/kinds/kind-rule';
import type { Exhibit } from '@pingan/content/pack';
import { isFinished, movePlay, type Play, startPlay, withoutItems } from './play.ts';
import { answerReturnItem, drawReturnItem } from './return-item.ts';
import { countedOfClass, type HowItEnded, sessionEnded, type SessionTally } from './session-tallies.ts';
import {
  audienceOf,
  newStep,
  quiet,
  startStation,
  type StationAudience,
  type StationState,
  type StationStep,
  type Turning,
} from './station-state.ts';

/** What begins a session. Only a touch on the screen is met with last time's message: nobody else looks at it yet. */
export type Beginner = 'touch' | 'button' | 'hand';

/** Begins the session where none has begun, and shows the exhibit, or the menu for null. */
export function begin(
  state: StationState,
  exhibit: Exhibit | null,
  by: Beginner,
  { at, around }: Turning,
): StationStep {
  if (state.activity.at === 'menu')
    return exhibit === null ? quiet(state) : startExhibit(state, exhibit, { at, around });
  if (state.activity.at !== 'attract') return quiet(state);
  const started: SessionTally[] = [{ metric: 'session.start', label: '' }];
  const who: StationAudience = by === 'button' ? { is: 'group', vote: null } : { is: 'one' };
  const here: StationState = {
    ...state,
    audience: audienceOf(state.presenting, who),
    easyReadUsed: state.reach.easyRead,
  };
  const asks = by === 'touch' && here.audience.is === 'one' && around.length === 'full';
  const later = asks ? drawReturnItem(around.lastTime, around.playable, exhibit, state.session) : null;
  if (later !== null) return { state: newStep({ ...here, activity: later }), tallies: started };
  return after(started, goTo(here, exhibit, { at, around }));
}

/** What an exhibit's action means at the step that is shown; nothing where it is impossible there. */
export function advance(state: StationState, action: ExhibitAction, event: Turning): StationStep {
  const { activity } = state;
  if (activity.at === 'attract' || activity.at === 'menu') return quiet(state);
  if (activity.at === 'later') {
    const answer = answerReturnItem(activity, action);
    if (answer === null) return quiet(state);
    if (answer.asked === 'on') return after(answer.tallies, goTo(state, activity.then, event));
    return { state: newStep({ ...state, activity: answer.asked }), tallies: answer.tallies };
  }
  const moved = movePlay(activity, action, event.at);
  if (moved === null) return quiet(state);
  if (moved.play === 'over') return after(moved.tallies, end(state, 'finished', event));
  const step = playing(state, moved.play, moved.tallies);
  // The demonstration is over when its result is shown: nobody who reads it is to be startled.
  const isTold = activity.state.at === 'alarm' && moved.play.state.at === 'alarm-result';
  return isTold ? { ...step, alarm: 'disarm' } : step;
}

/** A class takes over: nobody's answers are measured from here on. */
export function dropItems(state: StationState, event: Turning): StationStep {
  const { activity } = state;
  if (activity.at === 'later') return goTo(state, activity.then, event);
  if (activity.at !== 'play' || activity.pass === null) return quiet(state);
  const { play, tallies } = withoutItems(activity, event.at);
  if (play.part === activity.part) return quiet({ ...state, activity: play });
  return playing(state, play, tallies);
}

export function endedByLeaving({ activity }: StationState): HowItEnded {
  return activity.at === 'play' && isFinished(activity) ? 'finished' : 'left';
}

/** Back to attract with nothing left of the visitor. Only a call for the officer stays lit until it is answered. */
export function end(state: StationState, how: HowItEnded, { at, around }: Turning): StationStep {
  const { revision, worried, presenting, offered, usual } = state;
  const fresh = startStation(around.nextSession, offered, at, usual);
  return {
    state: newStep({ ...fresh, revision, worried, presenting, audience: audienceOf(presenting) }),
    tallies: sessionEnded(how, state.language, state.easyReadUsed),
  };
}

function goTo(state: StationState, exhibit: Exhibit | null, event: Turning): StationStep {
  if (exhibit !== null) return startExhibit(state, exhibit, event);
  return quiet(newStep({ ...state, activity: { at: 'menu' } }));
}

function startExhibit(state: StationState, exhibit: Exhibit, { at, around }: Turning): StationStep {
  const { is } = state.audience;
  const { play, tallies } = startPlay(exhibit, {
    length: is === 'class' ? 'full' : around.length,
    luck: `${state.session}/${exhibit.id}`,
    alone: is === 'one',
    at,
  });
  return playing(state, play, tallies);
}

function playing(state: StationState, play: Play, tallies: SessionTally[]): StationStep {
  return {
    state: newStep({ ...state, activity: play }),
    tallies: state.audience.is === 'class' ? tallies.filter(countedOfClass) : tallies,
  };
}

function after(tallies: SessionTally[], step: StationStep): StationStep {
  return { ...step, tallies: [...tallies, ...step.tallies] };
}
