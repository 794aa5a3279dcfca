import type { PinMode } from './atmega328p.ts';
import { PIN_COUNT } from './uno-pins.ts';

/** What the worker that emulates the Uno is started with. */
export interface UnoOrder {
  /** Serve a pseudo-terminal; otherwise bytes travel in messages. */
  pty: boolean;
  /** Symbolic link to keep pointing at the pseudo-terminal. */
  link: string | undefined;
  /** Memory of a `PinView`. */
  view: SharedArrayBuffer;
}

export type ToUno =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'input'; pin: number; high: boolean }
  | { kind: 'reset' }
  | { kind: 'unplug' }
  | { kind: 'plug' }
  | { kind: 'watch'; pins: readonly number[] }
  | { kind: 'close' };

export type FromUno =
  | { kind: 'plugged'; path: string | undefined }
  | { kind: 'unplugged' }
  | { kind: 'refused'; why: string }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'edge'; edge: PinEdge }
  | { kind: 'closed' };

/** An output pin changed; `at` is `process.hrtime()` in milliseconds, the same clock in every process of the machine. */
export interface PinEdge {
  pin: number;
  high: boolean;
  at: number;
}

const MODES: readonly PinMode[] = ['input', 'pull-up', 'low', 'high'];
const SLIP = PIN_COUNT;
const MODE = PIN_COUNT + 1;
const CELLS = MODE + PIN_COUNT;

/** Pins of the emulated board in memory both threads see, so that reading a lamp's level costs nothing and never waits. */
export class PinView {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Float64Array;

  constructor(memory = new SharedArrayBuffer(CELLS * Float64Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#cells = new Float64Array(memory);
  }

  publish(pin: number, level: number, mode: PinMode): void {
    this.#cells[pin] = level;
    this.#cells[MODE + pin] = MODES.indexOf(mode);
  }

  /** Duty 0..1 of each pin. */
  levels(): number[] {
    return Array.from(this.#cells.subarray(0, PIN_COUNT));
  }

  modes(): PinMode[] {
    return Array.from(this.#cells.subarray(MODE), (mode) => MODES[mode] ?? 'input');
  }

  get slipMs(): number {
    return this.#cells[SLIP] ?? 0;
  }

  set slipMs(value: number) {
    this.#cells[SLIP] = value;
  }
}
