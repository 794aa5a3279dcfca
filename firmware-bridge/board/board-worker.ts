/**
 * Worker thread: johnny-five over firmata-io for one connection to one board. The serial port stays in the main thread; when
 * the board is lost this thread is terminated and started anew, because a johnny-five board cannot be torn down: its
 * timers, caches and components would stay behind.
 */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import five from 'johnny-five';
import { BoardInputs } from './board-inputs.ts';
import { ChipWatch } from './chip-watch.ts';
import { lookAround } from './desk-look.ts';
import { type FirmataIo, missingAbilities } from './firmata-abilities.ts';
import { I2cReader } from './i2c-reader.ts';
import { LampOutputs, trafficLamps } from './lamp-outputs.ts';
import { LightPump } from './light-pump.ts';
import { LightTraffic } from './light-traffic.ts';
import type { FromWorker, ToWorker, WorkerOrder } from './worker-messages.ts';

/** Milliseconds until firmata-io asks for the version; short, for a board that has booted long ago says nothing by itself. */
const ASK_AFTER_MS = 20;
/** johnny-five's own time-out, longer than the one the main thread keeps. */
const NEVER_MS = 3_600_000;
/** Milliseconds a chip may take to answer; the firmware itself needs three. */
const CHIP_ANSWERS_WITHIN_MS = 500;

const { wiring, bytesPerMs, probeMs, readingMs } = workerData as WorkerOrder;
const traffic = new LightTraffic(trafficLamps(wiring), bytesPerMs);
const silent = new Set<number>();
/** Pins and chips that have not said yet how they are. */
const unknown = new Set<string | number>();
/** When the main thread received the bytes being read, on its clock. */
let receivedAt = 0;
let pump: LightPump | undefined;
let outputs: LampOutputs | undefined;
let watch: ChipWatch | undefined;

/** What firmata-io needs of a port. */
class HostTransport extends EventEmitter {
  readonly isOpen = true;

  write(bytes: Uint8Array, written?: () => void): void {
    traffic.wrote(bytes.length, performance.now());
    // A copy: firmata-io's buffers share one pool, and posting one would copy the whole pool.
    post({ kind: 'bytes', bytes: new Uint8Array(bytes) });
    written?.();
  }
}

const { Firmata } = createRequire(import.meta.url)('firmata-io') as {
  Firmata: new (transport: HostTransport, options: { reportVersionTimeout: number }) => FirmataIo;
};
const transport = new HostTransport();
const io = new Firmata(transport, { reportVersionTimeout: ASK_AFTER_MS });
const options = { io, repl: false, debug: false, sigint: false, timeout: NEVER_MS };
const board = new five.Board(options);
const reader = new I2cReader(io, CHIP_ANSWERS_WITHIN_MS);

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function setSiren(on: boolean): void {
  if (wiring.siren !== null) board.digitalWrite(wiring.siren, on ? 1 : 0);
}

/** The board may have been left with its siren on: that is ended before anything else. */
function wireUp(): void {
  const problems = missingAbilities(wiring, io);
  if (wiring.siren !== null) board.pinMode(wiring.siren, io.MODES.OUTPUT);
  setSiren(false);
  if (problems.length > 0) {
    post({ kind: 'unfit', problems });
    return;
  }
  outputs = new LampOutputs(board, io, wiring);
  pump = new LightPump({ traffic, outputs, io, now: () => performance.now() });
  const inputs = new BoardInputs({ board, io, wiring, post, receivedAt: () => receivedAt });
  inputs.prepare();
  for (const what of ['pins', ...wiring.controllers.keys()]) unknown.add(what);
  inputs.start(readingMs, () => known('pins'));
  watchChips(inputs);
}

/** Ready means that a hand which moves now is counted: every pin and every chip has said how it is, or is silent. */
function known(what: string | number): void {
  if (!unknown.delete(what) || unknown.size > 0) return;
  const { name, version } = io.firmware;
  post({ kind: 'ready', firmware: `${name.replace(/\.ino$/, '')} ${version.major}.${version.minor}` });
}

/** Lamps of a controller wait until it has answered and is set up. */
function watchChips(inputs: BoardInputs): void {
  for (const index of wiring.controllers.keys()) traffic.setSilent(index, true);
  watch = new ChipWatch({
    io,
    reader,
    wiring,
    everyMs: probeMs,
    listener: {
      setUp: (index) => {
        silent.delete(index);
        traffic.setSilent(index, false);
        traffic.chipShows(index, 0);
        pump?.run();
        if (wiring.controllers[index]?.chip === 'pca9685') known(index);
      },
      silent: (index) => {
        silent.add(index);
        traffic.setSilent(index, true);
        post({ kind: 'chips', silent: [...silent] });
        known(index);
      },
      contacts: (index, levels) => {
        inputs.contacts(index, levels);
        known(index);
      },
      probed: () => post({ kind: 'chips', silent: [...silent] }),
    },
  });
  watch.start();
}

function obey(message: ToWorker): void {
  switch (message.kind) {
    case 'bytes':
      receivedAt = message.at;
      transport.emit('data', message.bytes);
      return;
    case 'light':
      traffic.want(message.values, message.options, performance.now());
      return pump?.run();
    case 'siren':
      return setSiren(message.on);
    case 'look':
      void lookAround({ io, reader, addresses: message.addresses, now: () => performance.now() }).then(
        (looked) => post({ kind: 'looked', looked }),
      );
      return;
    case 'probe':
      return void (watch?.ask() ?? Promise.resolve()).then(() => post({ kind: 'probed' }));
    case 'dark':
      pump?.stop();
      setSiren(false);
      outputs?.goDark();
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
