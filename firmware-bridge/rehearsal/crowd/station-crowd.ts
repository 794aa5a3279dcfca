import type { TouchAction } from '@pingan/protocol/screen-messages';
import type { KnownMetric } from '@pingan/protocol/tally';
import type { StationView } from '../../sessions/station-view.ts';
import type { Person } from './person.ts';

/** A contact is closed or opened, so many real milliseconds after the deed began. Hands keep their real durations. */
export interface HandMove {
  after: number;
  /** As in device-config's inputs. */
  input: string;
  active: boolean;
}

/** What whoever stands at a station does next. */
export interface Deed {
  /** Milliseconds of reading and thinking before it, already shrunk as the day is. */
  think: number;
  what:
    | {
        by: 'touch';
        action: TouchAction;
        /** Taps that follow at once, meant for the same picture as the first: they go out with its session and revision, and do nothing. */
        again?: readonly TouchAction[];
      }
    | { by: 'hands'; moves: readonly HandMove[] }
    | { by: 'waiting' };
  /** How the plan draws them meanwhile. */
  doing: 'reads' | 'touches' | 'lifts' | 'presses';
  /** Whether the screen shows that the deed has been done with. Asked once every move was made; only then is the next one thought of. */
  done: (shown: StationView) => boolean;
  /** Real milliseconds after which it is given up and looked at anew. */
  patience: number;
}

/** One increment that the crowd knows to be true, in the words of the statistics. `place` is a station. */
export interface TrueCount {
  place: string;
  metric: KnownMetric;
  label: string;
}

/**
 * The people at one station, who know nothing of the bus but what its screen shows, what their hands do and the texts of the pack. Their
 * counts are therefore independent of the bus's.
 */
export interface StationCrowd {
  /** Null: they look on. `standing` are whoever is before the screen; nobody there means that nothing is done. */
  decide(shown: StationView, standing: readonly Person[]): Deed | null;
  /** What is true by what the screen shows while nothing is being done, such as a visit that ends by itself. */
  saw(shown: StationView): TrueCount[];
  /**
   * What is true once the deed was done with, or given up. `before`: what it was meant for; a touch went out with its session and
   * revision. `seen`: every view since, in order. A deed whose hands were never laid on is not told of: nothing was done.
   */
  came(deed: Deed, before: StationView, seen: readonly StationView[]): TrueCount[];
  /** The screen went back to its beginning by itself: the bus has started anew. What was half done counts nothing. */
  startedAnew(): void;
}
