import type { Language } from '@pingan/protocol/ids';
import type { Step } from '@pingan/protocol/screen-messages';
import type { StationState } from './station.ts';

/** What a screen is told. */
export interface StationView {
  session: string;
  revision: number;
  language: Language;
  step: Step;
  /** Seconds left to say "still here", or null while nobody is asked. */
  stillHere: number | null;
}

export function viewOf(state: StationState): StationView {
  return {
    session: state.session,
    revision: state.revision,
    language: state.language,
    step: stepOf(state),
    stillHere: state.asked?.secondsLeft ?? null,
  };
}

function stepOf({ activity, offered }: StationState): Step {
  if (activity.at === 'attract') return { at: 'attract', exhibits: offered.map(({ id }) => id) };
  return { ...activity.story, exhibit: activity.exhibit.id };
}
