/**
 * The floor of the touch-to-pin benchmark: johnny-five as its handbook shows it, in the same process as the serial port,
 * toggling one LED of an emulated Uno behind a pseudo-terminal. Run by itself it prints one line of JSON:
 * `node tests/dist/bench/bare-johnny-five.js [--samples 500]`.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { PinEdge } from '@pingan/firmware-bridge/board/virtual-board/uno-messages';
import {
  startVirtualBoard,
  type VirtualBoard,
} from '@pingan/firmware-bridge/board/virtual-board/virtual-board';

/** One LED on a board that bare johnny-five drives. */
export interface BareLed {
  set(on: boolean): void;
  close(): Promise<void>;
}

/** Time from a call to the pin, in milliseconds. */
export interface Latency {
  samples: number;
  median: number;
  p99: number;
}

const LATEST_MS = 5_000;

/**
 * Opens a serial device with bare johnny-five. A johnny-five board cannot be torn down within its process, so open each
 * device once and close it at the end.
 */
export async function openBareLed(path: string, pin: number): Promise<BareLed> {
  const bridge = createRequire(import.meta.resolve('@pingan/firmware-bridge/package.json'));
  const { SerialPort } = bridge('serialport') as typeof import('serialport');
  const { Firmata } = bridge('firmata-io') as { Firmata: new (port: unknown) => object };
  const five = bridge('johnny-five') as typeof import('johnny-five');
  const port = new SerialPort({ path, baudRate: 57_600 });
  const options = { io: new Firmata(port), repl: false, debug: false, sigint: false };
  const board = new five.Board(options);
  await new Promise<void>((ready, failed) => {
    board.on('ready', () => ready());
    board.on('error', failed);
    port.on('error', failed);
  });
  const led = new five.Led({ pin, board });
  return {
    set: (on) => void (on ? led.on() : led.off()),
    close: () => new Promise<void>((closed) => port.close(() => closed())),
  };
}

/** Milliseconds of the clock that all processes of this machine share. */
export const sharedClock = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * Calls `act` and gives the milliseconds until the pin has the wanted level: from before the call, or from the moment on
 * the shared clock that `act` returns.
 */
export function timeToPin(
  board: VirtualBoard,
  pin: number,
  high: boolean,
  act: () => number | void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = board.onPin([pin], (edge: PinEdge) => {
      if (edge.high !== high) return;
      clearTimeout(guard);
      end();
      resolve(edge.at - calledAt);
    });
    const guard = setTimeout(() => {
      end();
      reject(new Error(`pin ${pin} was not ${high ? 'high' : 'low'} ${LATEST_MS} ms after the call`));
    }, LATEST_MS);
    let calledAt = sharedClock();
    calledAt = act() ?? calledAt;
  });
}

export function latency(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { samples: sorted.length, median: at(0.5), p99: at(0.99) };
}

/** Toggles the LED `samples` times, `pauseMs` apart. */
export async function measureBareLed(
  board: VirtualBoard,
  pin: number,
  samples: number,
  pauseMs = 5,
): Promise<Latency> {
  const led = await openBareLed(board.path, pin);
  const times: number[] = [];
  for (let n = 0; n < samples; n++) {
    times.push(await timeToPin(board, pin, n % 2 === 0, () => led.set(n % 2 === 0)));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await led.close();
  return latency(times);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { samples: { type: 'string', default: '500' } } });
  const board = await startVirtualBoard({ pty: true });
  const result = await measureBareLed(board, 12, Number(values.samples));
  process.stdout.write(`${JSON.stringify({ name: 'bare led.on() to pin', unit: 'ms', ...result })}\n`);
  await board.close();
  process.exit(0);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
