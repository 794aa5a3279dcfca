import type { BeamEvent, BusBoards, InputEvent } from './board/bus-boards.ts';
import type { DoorwayCount } from './doorway-count.ts';
import type { KioskServer } from './kiosk-server/kiosk-server.ts';
import type { OfficerDesk } from './officer/officer-desk.ts';
import type { ShowFloor } from './show-floor.ts';

export interface BusForBoardsParts {
  doorway: Pick<DoorwayCount, 'beam' | 'boardLost'>;
  floor: Pick<ShowFloor, 'boardLost' | 'input' | 'reading'>;
  desk: Pick<OfficerDesk, 'departure'>;
  screens: () => Pick<KioskServer, 'showVirtual'>;
  /** A board came or went, or has a fault. */
  stateChanged: () => void;
  now: () => number;
}

/** Boards → doorway, floor and departure check: what beams, contacts and sensors report goes to the room that it is for. */
export class BusForBoards {
  readonly #parts: BusForBoardsParts;

  constructor(parts: BusForBoardsParts) {
    this.#parts = parts;
  }

  /** To be called before the boards start, so that nothing they report is missed. */
  listenTo(boards: Pick<BusBoards, 'on'>): void {
    const { floor, stateChanged } = this.#parts;
    boards.on('beam', (event) => this.#beam(event));
    boards.on('input', (event) => this.#input(event));
    boards.on('reading', (event) => floor.reading(event));
    boards.on('lost', ({ board }) => this.#boardLost(board));
    boards.on('faults', stateChanged);
    boards.on('state', stateChanged);
  }

  #beam(event: BeamEvent): void {
    const { desk, doorway, screens } = this.#parts;
    desk.departure.beam(event);
    if (!this.#isChecked) doorway.beam(event);
    screens().showVirtual();
  }

  #input(event: InputEvent): void {
    this.#parts.floor.input(event);
    this.#parts.desk.departure.input(event);
  }

  #boardLost(board: string): void {
    const { desk, doorway, floor, now } = this.#parts;
    const at = now();
    if (!this.#isChecked) doorway.boardLost(board, at);
    floor.boardLost(board, at);
    desk.departure.boardLost(board, at);
  }

  /** Somebody checks the bus: what doors see is theirs and nobody's visit. */
  get #isChecked(): boolean {
    return this.#parts.desk.departure.running;
  }
}
