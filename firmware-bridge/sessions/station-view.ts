import type { Language } from '@pingan/protocol/ids';
import type { Audience, Reach, Step } from '@pingan/protocol/screen-messages';
import { ITEMS_IN_PHASE, shownIndex, toldApart } from './learning-pass.ts';
import type { Play } from './play.ts';
import type { StationAudience, StationState } from './station-state.ts';

/** What a screen is told. */
export interface StationView {
  session: string;
  revision: number;
  language: Language;
  step: Step;
  /** Seconds left to say "still here", or null while nobody is asked. */
  stillHere: number | null;
  reach: Reach;
  audience: Audience;
}

export function viewOf(state: StationState): StationView {
  return {
    session: state.session,
    revision: state.revision,
    language: state.language,
    step: stepOf(state),
    stillHere: state.asked?.secondsLeft ?? null,
    reach: state.reach,
    audience: audienceSeen(state.audience),
  };
}

function stepOf({ activity, offered }: StationState): Step {
  switch (activity.at) {
    case 'attract':
    case 'menu':
      return { at: activity.at, exhibits: offered.map(({ id }) => id) };
    case 'later': {
      const asked = { exhibit: activity.story.id, phase: 'later', item: activity.item.id } as const;
      return activity.mistaken
        ? { at: 'item-feedback', ...asked }
        : { at: 'item', ...asked, index: 0, count: 1 };
    }
    case 'play':
      return playStep(activity);
  }
}

function playStep(play: Play): Step {
  const { exhibit, part, pass, state } = play;
  if (part === 'closing') {
    const told = pass && exhibit.kind === 'story' ? toldApart(exhibit, pass) : null;
    return { at: 'closing', exhibit: exhibit.id, told };
  }
  // A state of a kind and its step have the same fields; the protocol's schema is checked against them in the tests.
  if (part === 'exhibit' || pass === null) return { ...state, exhibit: exhibit.id } as unknown as Step;
  const nth = shownIndex(pass);
  const asked = { exhibit: exhibit.id, phase: part, item: pass.items[nth] ?? '' };
  if (pass.mistaken) return { at: 'item-feedback', ...asked };
  return { at: 'item', ...asked, index: nth % ITEMS_IN_PHASE, count: ITEMS_IN_PHASE };
}

function audienceSeen(audience: StationAudience): Audience {
  if (audience.is === 'class') return { is: 'class', hands: { ...audience.hands } };
  if (audience.is === 'one' || audience.vote === null)
    return audience.is === 'one' ? { is: 'one' } : { is: 'group', vote: null };
  const { genuine, scam, secondsLeft } = audience.vote;
  return { is: 'group', vote: { genuine, scam, secondsLeft } };
}
