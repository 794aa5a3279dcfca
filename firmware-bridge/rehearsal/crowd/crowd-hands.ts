import type { TouchAction } from '@pingan/protocol/screen-messages';
import type { StationView } from '../../sessions/station-view.ts';

/**
 * How a crowd reaches a bus: from inside the process of the bus, or through its screens from outside, as the tests do. Nothing is promised
 * of a bus that is away; the crowd looks whether what it did has come about.
 */
export interface CrowdHands {
  /** What the screen of a station shows; null while the bus is away. */
  shown(station: string): StationView | null;
  /** Calls back whenever a screen shows something else; gives back how to stop that. */
  onShown(listener: (station: string) => void): () => void;
  touch(station: string, touch: { session: string; revision: number; action: TouchAction }): void;
  beam(door: string, beam: 'outer' | 'inner', broken: boolean): void;
  input(input: string, active: boolean): void;
  cable(board: string, plugged: boolean): void;
  /** Whether a board works and is heard: while it does not, no hand is laid on what is wired to it. */
  works(board: string): boolean;
}
