import type { BoardWiring } from './board-wiring.ts';
import type { LampWrite } from './lamp-levels.ts';

/** What the worker that runs johnny-five is started with. */
export interface WorkerOrder {
  wiring: BoardWiring;
}

/** From the main thread, which holds the serial port. `at` is echoed with whatever the bytes report. */
export type ToWorker =
  | { kind: 'bytes'; bytes: Uint8Array; at: number }
  | { kind: 'lamps'; writes: readonly LampWrite[] }
  | { kind: 'dark' };

export type FromWorker =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'ready'; firmware: string }
  | { kind: 'unfit'; problems: readonly string[] }
  | { kind: 'beam'; beam: number; high: boolean; at: number }
  /** All lamps were switched off; the bytes that do it were posted before this. */
  | { kind: 'dark' };
