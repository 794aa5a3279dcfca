import type { PinMode } from './atmega328p.ts';
import { PIN_COUNT } from './uno-pins.ts';

/** An I2C chip behind the emulated Uno. */
export interface VirtualChip {
  chip: 'pca9685' | 'mcp23017';
  address: number;
}

/** What the worker that emulates the Uno is started with. */
export interface UnoOrder {
  /** Serve a pseudo-terminal; otherwise bytes travel in messages. */
  pty: boolean;
  /** Symbolic link to keep pointing at the pseudo-terminal. */
  link: string | undefined;
  chips: readonly VirtualChip[];
  /** Memory of a `PinView`. */
  view: SharedArrayBuffer;
}

export type ToUno =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'input'; pin: number; high: boolean }
  | { kind: 'analogue'; pin: number; ratio: number }
  | { kind: 'contact'; address: number; channel: number; high: boolean | null }
  | { kind: 'silence'; address: number; silent: boolean }
  | { kind: 'reset' }
  | { kind: 'unplug' }
  | { kind: 'plug' }
  | { kind: 'watch'; pins: readonly number[]; chips: readonly number[] }
  | { kind: 'close' };

export type FromUno =
  | { kind: 'plugged'; path: string | undefined }
  | { kind: 'unplugged' }
  | { kind: 'refused'; why: string }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'edge'; edge: PinEdge }
  | { kind: 'channel'; change: ChannelChange }
  | { kind: 'closed' };

/** An output pin changed; `at` is `process.hrtime()` in milliseconds, the same clock in every process of the machine. */
export interface PinEdge {
  pin: number;
  high: boolean;
  at: number;
}

/** An output of a light controller changed its duty 0..1; `at` as for pins. */
export interface ChannelChange {
  address: number;
  channel: number;
  level: number;
  at: number;
}

const MODES: readonly PinMode[] = ['input', 'pull-up', 'low', 'high'];
const SLIP = PIN_COUNT;
const MODE = PIN_COUNT + 1;
const CHIPS = MODE + PIN_COUNT;
const CHIP_CHANNELS = 16;
/** The channels of a chip, then its PWM frequency. */
const CHIP_CELLS = CHIP_CHANNELS + 1;

/** Pins and chips of the emulated board in memory both threads see, so that reading a lamp's level costs nothing and never waits. */
export class PinView {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Float64Array;

  /** Makes the memory for so many chips, or opens the memory another thread has made. */
  constructor(chipsOrMemory: number | SharedArrayBuffer) {
    this.memory =
      typeof chipsOrMemory === 'number'
        ? new SharedArrayBuffer((CHIPS + chipsOrMemory * CHIP_CELLS) * Float64Array.BYTES_PER_ELEMENT)
        : chipsOrMemory;
    this.#cells = new Float64Array(this.memory);
  }

  publish(pin: number, level: number, mode: PinMode): void {
    this.#cells[pin] = level;
    this.#cells[MODE + pin] = MODES.indexOf(mode);
  }

  /** `chip` counts from 0 in the order of the chips. */
  publishChip(chip: number, levels: readonly number[], frequency: number): void {
    const first = CHIPS + chip * CHIP_CELLS;
    for (let channel = 0; channel < CHIP_CHANNELS; channel++)
      this.#cells[first + channel] = levels[channel] ?? 0;
    this.#cells[first + CHIP_CHANNELS] = frequency;
  }

  /** Duty 0..1 of each pin. */
  levels(): number[] {
    return Array.from(this.#cells.subarray(0, PIN_COUNT));
  }

  modes(): PinMode[] {
    return Array.from(this.#cells.subarray(MODE, CHIPS), (mode) => MODES[mode] ?? 'input');
  }

  /** Duty 0..1 of each channel of a chip. */
  chipLevels(chip: number): number[] {
    const first = CHIPS + chip * CHIP_CELLS;
    return Array.from(this.#cells.subarray(first, first + CHIP_CHANNELS));
  }

  /** PWM cycles per second of a chip. */
  chipFrequency(chip: number): number {
    return this.#cells[CHIPS + chip * CHIP_CELLS + CHIP_CHANNELS] ?? 0;
  }

  get slipMs(): number {
    return this.#cells[SLIP] ?? 0;
  }

  set slipMs(value: number) {
    this.#cells[SLIP] = value;
  }
}
