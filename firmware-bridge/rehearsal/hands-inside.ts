import type { VirtualControls } from '../board/virtual-controls.ts';
import type { Log } from '../log.ts';
import type { StationView } from '../sessions/station-view.ts';
import type { CrowdHands } from './crowd/crowd-hands.ts';

type Touch = Parameters<CrowdHands['touch']>[1];

export interface HandsInsideParts {
  controls: Pick<VirtualControls, 'setBeam' | 'setInput' | 'plug'>;
  boards: { readonly boards: readonly { name: string; state: string }[] };
  stationView: (station: string) => StationView;
  touch: (station: string, touch: Touch) => void;
  log: Log;
}

/** The hands of a crowd in the process of the bus itself. They see what screens are shown and move what the virtual bus lets anybody move. */
export class HandsInside implements CrowdHands {
  readonly #parts: HandsInsideParts;
  readonly #listeners = new Set<(station: string) => void>();

  constructor(parts: HandsInsideParts) {
    this.#parts = parts;
  }

  /** To be told when the screens of a station are. */
  stepShown(station: string): void {
    for (const listener of this.#listeners) listener(station);
  }

  shown(station: string): StationView {
    return this.#parts.stationView(station);
  }

  onShown(listener: (station: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  touch(station: string, touch: Touch): void {
    this.#parts.touch(station, touch);
  }

  beam(door: string, beam: 'outer' | 'inner', broken: boolean): void {
    this.#parts.controls.setBeam(door, beam, broken);
  }

  input(input: string, active: boolean): void {
    this.#parts.controls.setInput(input, active);
  }

  cable(board: string, plugged: boolean): void {
    const { controls, log } = this.#parts;
    controls.plug(plugged, board).catch((err: unknown) => log.error({ err, board }, 'a cable did not move'));
  }

  works(board: string): boolean {
    return this.#parts.boards.boards.some(({ name, state }) => name === board && state === 'ready');
  }
}
