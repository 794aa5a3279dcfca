import type { BusProfile } from '@pingan/device-config/profile';
import type { SerialPort } from 'serialport';
import { pinLevel } from './board-wiring.ts';
import { serialLine } from './serial-line.ts';
import type { VirtualBoard } from './virtual-board/virtual-board.ts';

/** What can be done to, and seen of, a bus whose boards are all emulated. */
export interface VirtualControls {
  /** True level 0..1 of every lamp, read back from the emulated pins. */
  levels(): Record<string, number>;
  /** Which beams something stands in; true is broken. */
  beams(): Record<string, { outer: boolean; inner: boolean }>;
  setBeam(door: string, beam: 'outer' | 'inner', broken: boolean): void;
  /** Plugs the boards' cables in or pulls them. */
  plug(plugged: boolean): Promise<void>;
  readonly plugged: boolean;
  /** Emulated time given up because the computer was too busy, in milliseconds. */
  readonly slipMs: number;
}

/** The emulated boards of a profile. The emulator is loaded only once a board is wanted. */
export class VirtualBoards implements VirtualControls {
  readonly #profile: BusProfile;
  readonly #broken: Record<string, { outer: boolean; inner: boolean }>;
  readonly #boards = new Map<string, Promise<VirtualBoard>>();
  readonly #running = new Map<string, VirtualBoard>();
  #plugged = true;
  #closed = false;

  constructor(profile: BusProfile) {
    this.#profile = profile;
    this.#broken = Object.fromEntries(
      Object.keys(profile.doors).map((door) => [door, { outer: false, inner: false }]),
    );
  }

  /** A fresh serial port to the emulated board of that name, which is started if it does not run. */
  async port(name: string): Promise<SerialPort> {
    const { virtualBinding } = await import('./virtual-board/virtual-binding.ts');
    if (this.#closed) throw new Error(`the emulated board ${name} was ended`);
    const board = await this.#board(name);
    return serialLine(board.path, 57_600, virtualBinding(board));
  }

  levels(): Record<string, number> {
    const pins = new Map([...this.#running].map(([name, board]) => [name, board.levels()]));
    return Object.fromEntries(
      Object.entries(this.#profile.lamps).map(([lamp, { board, pin }]) => [
        lamp,
        pins.get(board)?.[pin] ?? 0,
      ]),
    );
  }

  beams(): Record<string, { outer: boolean; inner: boolean }> {
    return structuredClone(this.#broken);
  }

  setBeam(door: string, beam: 'outer' | 'inner', broken: boolean): void {
    const state = this.#broken[door];
    const wired = this.#profile.doors[door]?.[beam];
    if (!state || !wired)
      throw new RangeError(`there is no ${beam} beam at a door "${door}" in this profile`);
    state[beam] = broken;
    this.#running.get(wired.board)?.setInput(wired.pin, pinLevel(wired, broken));
  }

  async plug(plugged: boolean): Promise<void> {
    this.#plugged = plugged;
    await Promise.all([...this.#running.values()].map((board) => (plugged ? board.plug() : board.unplug())));
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  get slipMs(): number {
    return [...this.#running.values()].reduce((sum, board) => sum + board.slipMs, 0);
  }

  /** Ends the emulation for good. */
  async close(): Promise<void> {
    this.#closed = true;
    const boards = await Promise.allSettled(this.#boards.values());
    this.#boards.clear();
    this.#running.clear();
    await Promise.all(
      boards.map((board) => (board.status === 'fulfilled' ? board.value.close() : undefined)),
    );
  }

  #board(name: string): Promise<VirtualBoard> {
    const board = this.#boards.get(name) ?? this.#start(name);
    this.#boards.set(name, board);
    // A board that could not start is tried again at the next attempt.
    board.catch(() => this.#boards.delete(name));
    return board;
  }

  async #start(name: string): Promise<VirtualBoard> {
    const { startVirtualBoard } = await import('./virtual-board/virtual-board.ts');
    const board = await startVirtualBoard();
    this.#running.set(name, board);
    for (const [door, beams] of Object.entries(this.#profile.doors))
      for (const beam of ['outer', 'inner'] as const)
        if (beams[beam].board === name)
          board.setInput(beams[beam].pin, pinLevel(beams[beam], this.#broken[door]?.[beam] ?? false));
    if (!this.#plugged) await board.unplug();
    return board;
  }
}
