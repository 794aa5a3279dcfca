import type { Exhibit } from '@pingan/content/pack';
import { dropItems, end } from './activity.ts';
import { handMoved, thingTaken, voteTicked } from './hand-moves.ts';
import { movePlay } from './play.ts';
import { withReach } from './reach.ts';
import {
  audienceOf,
  type EventOf,
  FIRST_LANGUAGE,
  newStep,
  quiet,
  shown,
  type StationEvent,
  type StationState,
  type StationStep,
  stayHere,
} from './station-state.ts';
import { touched } from './touches.ts';

export interface SessionRules {
  /** Seconds without a touch before "still here?" is asked. */
  idleSeconds: number;
  /** Seconds to answer it. */
  answerSeconds: number;
  /** Seconds in which nobody is asked after "I may be in one now" was pressed. */
  quietSeconds: number;
}

/** What one event means at one station. An event that means nothing gives back the very same state. */
export function stationStep(state: StationState, event: StationEvent, rules: SessionRules): StationStep {
  switch (event.kind) {
    case 'touch':
      return touched(state, event);
    case 'hand':
      return handMoved(state, event);
    case 'thing':
      return thingTaken(state, event);
    case 'rig':
      return rigMoved(state, event);
    case 'stay':
      return quiet(state.activity.at === 'attract' ? state : stayHere(state, event.at));
    case 'tick':
      return voteTicked(state, event) ?? tick(state, event, rules);
    case 'present':
      return present(state, event);
    case 'worried':
      return quiet(worry(state, event, rules));
    case 'answered':
      return quiet(state.worried ? { ...state, worried: false } : state);
    case 'loudness':
      return quiet(louder(state, event.volume));
    case 'offered':
      return quiet(offer(state, event.exhibits));
  }
}

/**
 * Only a station at the alarm hears of the rig. What it shows changes on the same step, so that a finger on the button is not
 * let go by a second that passes; and whoever moves its door or walks past its sensor is here.
 */
function rigMoved(state: StationState, { glimpse, at }: EventOf<'rig'>): StationStep {
  const { activity } = state;
  if (activity.at !== 'play' || activity.part !== 'exhibit' || activity.exhibit.kind !== 'alarm')
    return quiet(state);
  const moved = movePlay(activity, { do: 'rig', glimpse }, at);
  if (moved === null || moved.play === 'over' || activity.state.at !== 'alarm') return quiet(state);
  const somebody = glimpse.timeline.length > activity.state.rig.timeline.length;
  const here = somebody ? stayHere(state, at) : state;
  return { state: shown({ ...here, activity: moved.play }), tallies: moved.tallies };
}

function present(state: StationState, event: EventOf<'present'>): StationStep {
  const { on, at } = event;
  if (on === state.presenting) return quiet(state);
  const here = { ...stayHere(state, at), presenting: on, audience: audienceOf(on) };
  const dropped = on ? dropItems(here, event) : quiet(here);
  return dropped.state.revision > here.revision ? dropped : { ...dropped, state: shown(dropped.state) };
}

function tick(state: StationState, event: EventOf<'tick'>, rules: SessionRules): StationStep {
  // A presenter holds the session for the class.
  if (state.presenting) return quiet(state);
  const idleAt = Math.max(state.touchedAt, state.quietUntil) + rules.idleSeconds * 1000;
  if (state.activity.at === 'attract') return quiet(event.at >= idleAt ? forget(state) : state);
  if (state.asked === null) {
    // The countdown begins when the question is shown, so that a stalled machine takes nobody's time to answer.
    const asked = { at: event.at, secondsLeft: rules.answerSeconds };
    return quiet(event.at >= idleAt ? shown({ ...state, asked }) : state);
  }
  const msLeft = state.asked.at + rules.answerSeconds * 1000 - event.at;
  if (msLeft <= 0) return end(state, 'timeout', event);
  const secondsLeft = Math.ceil(msLeft / 1000);
  if (secondsLeft >= state.asked.secondsLeft) return quiet(state);
  return quiet(shown({ ...state, asked: { ...state.asked, secondsLeft } }));
}

/** Somebody chose a language or a reach on attract and went away. */
function forget(state: StationState): StationState {
  const reach = withReach(state.reach, state.usual);
  if (state.language === FIRST_LANGUAGE && reach === state.reach) return state;
  return shown({ ...state, language: FIRST_LANGUAGE, reach });
}

function worry(state: StationState, event: EventOf<'worried'>, rules: SessionRules): StationState {
  const quietUntil = event.on ? event.at + rules.quietSeconds * 1000 : event.at;
  return { ...stayHere(state, event.at), worried: event.on, quietUntil };
}

/** Whoever is here keeps the loudness they have, or chose. */
function louder(state: StationState, volume: number): StationState {
  const usual = withReach(state.usual, { volume });
  if (usual === state.usual) return state;
  if (state.activity.at !== 'attract') return { ...state, usual };
  return shown({ ...state, usual, reach: withReach(state.reach, { volume }) });
}

function offer(state: StationState, exhibits: Exhibit[]): StationState {
  const ids = (list: Exhibit[]) => list.map(({ id }) => id).join(' ');
  const chooses = state.activity.at === 'attract' || state.activity.at === 'menu';
  const visible = chooses && ids(state.offered) !== ids(exhibits);
  return visible ? newStep({ ...state, offered: exhibits }) : { ...state, offered: exhibits };
}
