/**
 * Worker thread: johnny-five over firmata-io for one connection to one board. The serial port stays in the main thread; when
 * the board is lost this thread is terminated and started anew, because a johnny-five board cannot be torn down: its
 * timers, caches and components would stay behind.
 */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import five from 'johnny-five';
import type { WiredBeam, WiredLamp } from './board-wiring.ts';
import { type FirmataIo, missingAbilities } from './firmata-abilities.ts';
import type { FromWorker, ToWorker, WorkerOrder } from './worker-messages.ts';

/** Milliseconds until firmata-io asks for the version; short, for a board that has booted long ago says nothing by itself. */
const ASK_AFTER_MS = 20;
/** johnny-five's own time-out, longer than the one the main thread keeps. */
const NEVER_MS = 3_600_000;

/** What firmata-io needs of a port. */
class HostTransport extends EventEmitter {
  readonly isOpen = true;

  write(bytes: Uint8Array, written?: () => void): void {
    // A copy: firmata-io's buffers share one pool, and posting one would copy the whole pool.
    post({ kind: 'bytes', bytes: new Uint8Array(bytes) });
    written?.();
  }
}

const { wiring } = workerData as WorkerOrder;
const { Firmata } = createRequire(import.meta.url)('firmata-io') as {
  Firmata: new (transport: HostTransport, options: { reportVersionTimeout: number }) => FirmataIo;
};
const transport = new HostTransport();
const io = new Firmata(transport, { reportVersionTimeout: ASK_AFTER_MS });
const options = { io, repl: false, debug: false, sigint: false, timeout: NEVER_MS };
const board = new five.Board(options);
let writeLamp: ((value: number) => void)[] = [];
/** When the main thread received the bytes being read, on its clock. */
let receivedAt = 0;

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function lampWriter({ pin, dimmable }: WiredLamp): (value: number) => void {
  if (dimmable) {
    const led = new five.Led({ pin, board });
    return (value) => led.brightness(value);
  }
  board.pinMode(pin, io.MODES.OUTPUT);
  return (value) => board.digitalWrite(pin, value > 0 ? 1 : 0);
}

/**
 * Reports the level of a beam's pin now and whenever it changes, without johnny-five's 7 ms of debouncing. `known` is
 * called after the first report.
 */
function watchBeam({ pin }: WiredBeam, beam: number, known: () => void): void {
  let last: boolean | undefined;
  board.digitalRead(pin, (level) => {
    // firmata-io keeps what it read among the bits it writes; written back, a 1 would switch the input's pull-up on.
    io.ports[pin >> 3] = (io.ports[pin >> 3] ?? 0) & ~(1 << (pin & 7));
    const high = level === 1;
    if (high === last) return;
    const first = last === undefined;
    last = high;
    post({ kind: 'beam', beam, high, at: receivedAt });
    if (first) known();
  });
}

function wireUp(): void {
  const problems = missingAbilities(wiring, io);
  if (problems.length > 0) {
    post({ kind: 'unfit', problems });
    return;
  }
  writeLamp = wiring.lamps.map(lampWriter);
  for (const { pin, pullUp } of wiring.beams) board.pinMode(pin, pullUp ? io.MODES.PULLUP : io.MODES.INPUT);
  // Ready means that whoever walks in now is counted: every beam has said how it is.
  let unknown = wiring.beams.length;
  const known = () => --unknown <= 0 && tellReady();
  wiring.beams.forEach((wired, beam) => watchBeam(wired, beam, known));
  if (wiring.beams.length === 0) tellReady();
}

function tellReady(): void {
  const { name, version } = io.firmware;
  post({ kind: 'ready', firmware: `${name.replace(/\.ino$/, '')} ${version.major}.${version.minor}` });
}

function obey(message: ToWorker): void {
  switch (message.kind) {
    case 'bytes':
      receivedAt = message.at;
      transport.emit('data', message.bytes);
      return;
    case 'lamps':
      for (const { lamp, value } of message.writes) writeLamp[lamp]?.(value);
      return;
    case 'dark':
      for (const write of writeLamp) write(0);
      post({ kind: 'dark' });
  }
}

board.on('ready', wireUp);
board.on('error', (error: unknown) => {
  throw error;
});
// The answer to a heartbeat may come first and keep firmata-io from asking for the firmware's name, so it is asked for.
io.once('reportversion', () => io.queryFirmware(() => undefined));
parentPort?.on('message', obey);
// The port is open already; johnny-five is ready only if it hears so after it was made.
transport.emit('open');
