import { countHand, type Ballot, ballotAt, handTallies, majorityOf } from './hands.ts';
import { advance, begin, end, endedByLeaving } from './activity.ts';
import { withReach } from './reach.ts';
import {
  type AlarmPress,
  type EventOf,
  quiet,
  shown,
  type StationState,
  type StationStep,
  stayHere,
} from './station-state.ts';

type Touch = EventOf<'touch'>;
type Hand = Extract<Touch['action'], { do: 'hands' }>;

/** A touch on a screen of the station. */
export function touched(state: StationState, event: Touch): StationStep {
  if (isStale(state, event)) return quiet(state);
  const here = stayHere(state, event.at);
  const { action } = event;
  switch (action.do) {
    case 'stay':
      return quiet(here);
    case 'language':
      if (action.language === here.language) return quiet(here);
      return quiet(shown({ ...here, language: action.language }));
    case 'reach':
      return quiet(reachOut(here, action.reach));
    case 'alarm':
      return mayPress(here, action.press) ? { ...quiet(here), alarm: action.press } : quiet(here);
    case 'leave':
      return here.activity.at === 'attract' ? quiet(here) : end(here, endedByLeaving(here), event);
    case 'begin': {
      const [first, second] = here.offered;
      return first === undefined
        ? quiet(here)
        : begin(here, second === undefined ? first : null, 'touch', event);
    }
    case 'start': {
      const exhibit = here.offered.find(({ id }) => id === action.exhibit);
      return exhibit === undefined ? quiet(here) : begin(here, exhibit, 'touch', event);
    }
    case 'hands':
      return quiet(raiseHand(here, action));
    case 'next':
      return decideByHands(here, event) ?? advance(here, action, event);
    default:
      return advance(here, action, event);
  }
}

const ON_ANY_STEP: readonly Touch['action']['do'][] = ['stay', 'leave', 'language', 'reach', 'alarm'];

/**
 * A touch of another session never counts. Within the session, a touch that moves the exhibit counts only on the step
 * it was meant for; one that cannot be misunderstood (stay, leave, language, reach, the arming button) counts on any. A
 * countdown, a vote or another language on the same step makes no touch stale: otherwise a press while the seconds change would be lost.
 */
function isStale(state: StationState, event: Touch): boolean {
  if (event.session !== state.session || event.revision > state.revision) return true;
  return !ON_ANY_STEP.includes(event.action.do) && event.revision < state.stepRevision;
}

function reachOut(
  state: StationState,
  change: Extract<Touch['action'], { do: 'reach' }>['reach'],
): StationState {
  const reach = withReach(state.reach, change);
  if (reach === state.reach) return state;
  const inSession = state.activity.at !== 'attract';
  const easyReadUsed = state.easyReadUsed || (inSession && reach.easyRead);
  return shown({ ...state, reach, easyReadUsed });
}

/** Whoever holds the button must be at the alarm; letting go and disarming are never refused to them. */
function mayPress({ activity }: StationState, press: AlarmPress): boolean {
  if (activity.at !== 'play' || activity.exhibit.kind !== 'alarm') return false;
  return press !== 'hold' || (activity.part === 'exhibit' && activity.state.at === 'alarm');
}

function ballotOf({ activity }: StationState): Ballot | null {
  return activity.at === 'play' && activity.part === 'exhibit'
    ? ballotAt(activity.exhibit, activity.state)
    : null;
}

function raiseHand(state: StationState, { choice, more }: Hand): StationState {
  const ballot = ballotOf(state);
  if (state.audience.is !== 'class' || ballot === null) return state;
  const hands = countHand(state.audience.hands, ballot, choice, more);
  return hands === state.audience.hands ? state : shown({ ...state, audience: { is: 'class', hands } });
}

/** The class has voted: what most hands were raised for is done. Null where nobody has raised a hand for anything. */
function decideByHands(state: StationState, event: Touch): StationStep | null {
  const { audience, activity } = state;
  const ballot = ballotOf(state);
  if (audience.is !== 'class' || ballot === null || activity.at !== 'play') return null;
  const choice = majorityOf(audience.hands, ballot);
  if (choice === null) return null;
  const decided = advance(state, { do: 'choose', choice }, event);
  const hands = handTallies(activity.exhibit.id, ballot, audience.hands);
  return { ...decided, tallies: [...hands, ...decided.tallies] };
}
