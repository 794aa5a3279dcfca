import type { SensorName } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { type BoardWiring, type LampPlace, pinLevel, type WiredContact, wiringOf } from './board-wiring.ts';
import type { VirtualChip } from './virtual-board/uno-messages.ts';
import type { VirtualBoard } from './virtual-board/virtual-board.ts';

/** The emulated boards that run, by name; what is wired to another is left alone. */
type Boards = ReadonlyMap<string, VirtualBoard>;

const FIRST_ANALOGUE_PIN = 14;

/** Leads what is done to a bus by name to the pins and channels of its emulated boards, and back. */
export class VirtualWiring {
  readonly #boards: ReadonlyMap<string, BoardWiring>;
  readonly #profile: BusProfile;

  constructor(profile: BusProfile) {
    this.#profile = profile;
    this.#boards = new Map(Object.keys(profile.boards).map((name) => [name, wiringOf(name, profile)]));
  }

  chipsOf(board: string): VirtualChip[] {
    return (this.#boards.get(board)?.controllers ?? []).map(({ chip, address }) => ({ chip, address }));
  }

  /** Level 0..1 of every lamp of the profile; those of a board that does not run are dark. */
  levels(boards: Boards): Record<string, number> {
    const levels = Object.fromEntries(Object.keys(this.#profile.lamps).map((lamp) => [lamp, 0]));
    for (const [name, wiring] of this.#boards) {
      const board = boards.get(name);
      if (!board) continue;
      const pins = board.levels();
      const chips = wiring.controllers.map(({ address }) => board.channels(address));
      for (const { lamp, place } of wiring.lamps) levels[lamp] = levelAt(place, pins, chips);
    }
    return levels;
  }

  driveBeam(boards: Boards, door: string, beam: 'outer' | 'inner', broken: boolean): void {
    for (const [name, { beams }] of this.#boards)
      for (const wired of beams)
        if (wired.door === door && wired.beam === beam)
          boards.get(name)?.setInput(wired.pin, pinLevel(wired, broken));
  }

  driveInput(boards: Boards, input: string, active: boolean): void {
    for (const [name, wiring] of this.#boards)
      for (const wired of wiring.contacts) {
        const board = boards.get(name);
        if (board && wired.input === input) driveContact(board, wiring, wired, active);
      }
  }

  driveSensor(boards: Boards, sensor: SensorName, ratio: number): void {
    for (const [name, { sensors }] of this.#boards)
      for (const wired of sensors)
        if (wired.sensor === sensor) boards.get(name)?.setAnalogue(FIRST_ANALOGUE_PIN + wired.channel, ratio);
  }

  silence(boards: Boards, controller: string, silent: boolean): void {
    for (const [name, { controllers }] of this.#boards)
      for (const wired of controllers)
        if (wired.controller === controller) boards.get(name)?.silence(wired.address, silent);
  }

  siren(boards: Boards): boolean {
    return [...this.#boards].some(
      ([name, { siren }]) => siren !== null && boards.get(name)?.levels()[siren] === 1,
    );
  }
}

function levelAt(place: LampPlace, pins: readonly number[], chips: readonly (readonly number[])[]): number {
  return (place.at === 'pin' ? pins[place.pin] : chips[place.controller]?.[place.channel]) ?? 0;
}

/** A contact to ground is closed or open, and open it is high only through its pull-up; without one the level is driven. */
function driveContact(board: VirtualBoard, wiring: BoardWiring, wired: WiredContact, active: boolean): void {
  const high = (wired.active === 'high') === active;
  if (wired.place.at === 'pin') {
    board.setInput(wired.place.pin, high);
    return;
  }
  const address = wiring.controllers[wired.place.controller]?.address;
  if (address !== undefined)
    board.setContact(address, wired.place.channel, high && wired.pullUp ? null : high);
}
