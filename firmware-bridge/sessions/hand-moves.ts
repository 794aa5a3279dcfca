import { objectOf } from '@pingan/content/kinds/collection/rule';
import { type ExhibitState } from '@pingan/content/kinds/rules';
import type { ExhibitAction } from '@pingan/content/kinds/kind-rule';
import { advance, begin, end, endedByLeaving } from './activity.ts';
import { type HandMeaning, meaningOf } from './hand-controls.ts';
import {
  type EventOf,
  type HandControl,
  quiet,
  shown,
  type StationState,
  type StationStep,
  stayHere,
  type Turning,
} from './station-state.ts';
import { type BigButton, type Vote, votePressed, type VoteStep, voteWaited } from './vote.ts';

type Move = Extract<HandMeaning, { do: 'move' }>;

/** Fingers of a group that come down so soon after each other mean one thing together; the screen takes two taps alike. */
const TOGETHER_MS = 500;

/** A big button was pressed, or the handset lifted or hung up. */
export function handMoved(state: StationState, event: EventOf<'hand'>): StationStep {
  const { control } = event;
  const meaning = meaningOf(state.activity, control, state.offered);
  if (meaning?.do === 'move' && isEcho(state, meaning, event)) return quiet(state);
  if (meaning === null) return quiet(state.activity.at === 'attract' ? state : stayHere(state, event.at));
  const here = stayHere(state, event.at);
  switch (meaning.do) {
    case 'start':
      return begin(here, meaning.exhibit, isButton(control) ? 'button' : 'hand', event);
    case 'leave':
      return end(here, endedByLeaving(here), event);
    case 'move':
      return move(here, meaning, control, event);
  }
}

/** Seconds of a vote pass; null while nobody votes or no second has passed. */
export function voteTicked(state: StationState, event: Turning): StationStep | null {
  const { audience } = state;
  if (audience.is !== 'group' || audience.vote === null) return null;
  const { vote } = audience;
  const step = voteWaited(vote, event.at);
  return 'vote' in step && step.vote === vote ? null : voted(state, step, event);
}

/** A lifted or touched thing opens its card where a collection shows it; elsewhere it only says that somebody is here. */
export function thingTaken(state: StationState, event: EventOf<'thing'>): StationStep {
  const { activity } = state;
  const { thing } = event;
  if (activity.at === 'attract' || activity.at === 'menu') {
    const collection = state.offered.find(
      (exhibit) => exhibit.kind === 'collection' && objectOf(exhibit, thing) !== undefined,
    );
    if (collection === undefined) return quiet(activity.at === 'attract' ? state : stayHere(state, event.at));
    const begun = begin(stayHere(state, event.at), collection, 'hand', event);
    const opened = advance(begun.state, { do: 'choose', choice: thing }, event);
    return { state: opened.state, tallies: [...begun.tallies, ...opened.tallies] };
  }
  const here = stayHere(state, event.at);
  if (activity.at !== 'play' || activity.exhibit.kind !== 'collection') return quiet(here);
  return advance(here, cardOf(activity.state, event), event);
}

/** In a group whoever goes on goes on for all: the fingers after the first would skip what nobody has read yet. */
function isEcho(
  { audience, touchedAt }: StationState,
  { decides }: Move,
  { control, at }: EventOf<'hand'>,
): boolean {
  return audience.is === 'group' && !decides && isButton(control) && at - touchedAt < TOGETHER_MS;
}

function isButton(control: HandControl): control is BigButton {
  return control === 'genuine' || control === 'scam';
}

/** One visitor acts at once; a group votes; in a class only the presenter decides. */
function move(
  state: StationState,
  { action, decides }: Move,
  control: HandControl,
  event: Turning,
): StationStep {
  const { audience } = state;
  if (!decides || !isButton(control) || audience.is === 'one') return advance(state, action, event);
  if (audience.is === 'class') return quiet(state);
  return voted(state, votePressed(audience.vote, control, event.at), event);
}

function voted(state: StationState, step: VoteStep, event: Turning): StationStep {
  if ('vote' in step) return quiet(voting(state, step.vote));
  const meaning = meaningOf(state.activity, step.decided, state.offered);
  return meaning?.do === 'move' ? advance(state, meaning.action, event) : quiet(voting(state, null));
}

function voting(state: StationState, vote: Vote | null): StationState {
  return shown({ ...state, audience: { is: 'group', vote } });
}

/** A second thing is compared with the first while that is in somebody's hands too. */
function cardOf(state: ExhibitState, { thing, away }: EventOf<'thing'>): ExhibitAction {
  const compares = state.at === 'object' && state.object !== thing && away.includes(state.object);
  return compares ? { do: 'beside', object: thing } : { do: 'choose', choice: thing };
}
