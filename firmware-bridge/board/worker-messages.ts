import type { BoardWiring } from './board-wiring.ts';
import type { Looked } from './desk-look.ts';
import type { PictureOptions } from './light-traffic.ts';

/** What the worker that runs johnny-five is started with. */
export interface WorkerOrder {
  wiring: BoardWiring;
  /** Speed of the wire. */
  bytesPerMs: number;
  /** Milliseconds from one question to the I2C chips to the next. */
  probeMs: number;
  /** Milliseconds from one reading of the analogue sensors to the next. */
  readingMs: number;
}

/** From the main thread, which holds the serial port. `at` is echoed with whatever the bytes report. */
export type ToWorker =
  | { kind: 'bytes'; bytes: Uint8Array; at: number }
  /** A complete picture: a value for each lamp of the wiring. */
  | { kind: 'light'; values: readonly number[]; options: PictureOptions }
  | { kind: 'siren'; on: boolean }
  /** Which of these I2C addresses answer, and how fast is the board? */
  | { kind: 'look'; addresses: readonly number[] }
  /** Ask every I2C chip now, and not only when its turn has come. */
  | { kind: 'probe' }
  | { kind: 'dark' };

/** Beams, contacts, sensors and controllers are named by their place in the wiring. */
export type FromWorker =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'ready'; firmware: string }
  | { kind: 'unfit'; problems: readonly string[] }
  | { kind: 'beam'; beam: number; high: boolean; at: number }
  | { kind: 'contact'; contact: number; high: boolean; at: number }
  | { kind: 'reading'; sensor: number; ratio: number; at: number }
  /** The controllers that do not answer, all of them. */
  | { kind: 'chips'; silent: readonly number[] }
  | { kind: 'looked'; looked: Looked }
  /** Every chip was asked since `probe` came; what became of it was told before. */
  | { kind: 'probed' }
  /** All lamps and the siren were switched off; the bytes that do it were posted before this. */
  | { kind: 'dark' };
