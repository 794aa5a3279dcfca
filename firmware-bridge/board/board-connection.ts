import { Worker } from 'node:worker_threads';
import type { SerialPort } from 'serialport';
import type { BoardWiring } from './board-wiring.ts';
import type { Looked } from './desk-look.ts';
import { Heartbeat } from './heartbeat.ts';
import type { PictureOptions } from './light-traffic.ts';
import {
  driverFault,
  handshakeFault,
  openFault,
  type SerialFault,
  silenceFault,
  unfitFault,
  unpluggedFault,
} from './serial-fault.ts';
import { closeLine } from './serial-line.ts';
import type { FromWorker, ToWorker, WorkerOrder } from './worker-messages.ts';

/** How long a board may take. */
export interface BoardTiming {
  /** Milliseconds from one heartbeat to the next. */
  heartbeatMs: number;
  /** Heartbeats in a row that may go unanswered. */
  unansweredBeats: number;
  /** Milliseconds from the opened port to a board that is ready. */
  handshakeMs: number;
  /** Milliseconds from one question to the I2C chips to the next. */
  probeMs: number;
  /** Milliseconds from one reading of the analogue sensors to the next. */
  readingMs: number;
}

/** An Uno boots in 2.5 s; the rest of the handshake's time is for a slow computer. */
export const BOARD_TIMING: BoardTiming = {
  heartbeatMs: 750,
  unansweredBeats: 2,
  handshakeMs: 10_000,
  probeMs: 30_000,
  readingMs: 600,
};

/** A byte takes ten bits on the wire. */
const BITS_PER_BYTE = 10;

const DARK_WITHIN_MS = 400;
/** Firmata's "report version": three bytes come back, nothing else happens. */
const REPORT_VERSION = Uint8Array.of(0xf9);

/** What happens on a connection, in this order; `ended` comes last and once, unless it is closed on request. */
export interface ConnectionListener {
  opened(): void;
  ready(firmware: string): void;
  beam(beam: number, high: boolean, at: number): void;
  contact(contact: number, high: boolean, at: number): void;
  reading(sensor: number, ratio: number, at: number): void;
  chips(silent: readonly number[]): void;
  ended(fault: SerialFault): void;
}

/** One connection to one board, from opening the port to its loss. It is used once and then thrown away. */
export class BoardConnection {
  readonly #port: SerialPort;
  readonly #wiring: BoardWiring;
  readonly #now: () => number;
  readonly #listener: ConnectionListener;
  readonly #timing: BoardTiming;
  readonly #heartbeat: Heartbeat;
  #worker: Worker | undefined;
  #handshake: NodeJS.Timeout | undefined;
  #received = 0;
  #ready = false;
  #onDark: (() => void) | undefined;
  #onLooked: ((looked: Looked | null) => void) | undefined;
  #onProbed: (() => void)[] = [];
  #finish: Promise<void> | undefined;

  constructor(parts: {
    port: SerialPort;
    wiring: BoardWiring;
    now: () => number;
    timing: BoardTiming;
    listener: ConnectionListener;
  }) {
    this.#port = parts.port;
    this.#wiring = parts.wiring;
    this.#now = parts.now;
    this.#timing = parts.timing;
    this.#listener = parts.listener;
    this.#heartbeat = new Heartbeat({
      everyMs: parts.timing.heartbeatMs,
      allowed: parts.timing.unansweredBeats,
      beat: () => this.#write(REPORT_VERSION),
      onSilence: (beats) => this.#fail(silenceFault(this.#port.path, beats)),
    });
  }

  open(): void {
    const port = this.#port;
    port.on('error', (error: Error) => this.#fail(unpluggedFault(port.path, error.message)));
    port.on('close', (error?: Error | null) => this.#fail(unpluggedFault(port.path, error?.message)));
    port.open((error) => {
      if (error) this.#fail(openFault(port.path, error.message));
      else if (this.#finish) void closeLine(port);
      else this.#begin();
    });
  }

  /** Shows a picture, a value for each lamp; before the board is ready and after its loss this does nothing. */
  show(values: readonly number[], options: PictureOptions): void {
    if (this.#ready) this.#tell({ kind: 'light', values, options });
  }

  /** Switches the siren; before the board is ready and after its loss this does nothing. */
  setSiren(on: boolean): void {
    if (this.#ready) this.#tell({ kind: 'siren', on });
  }

  /** Asks I2C addresses and times the heartbeat; null where the board is not there or goes meanwhile. */
  look(addresses: readonly number[]): Promise<Looked | null> {
    if (!this.#ready || this.#finish) return Promise.resolve(null);
    const looked = new Promise<Looked | null>((resolve) => (this.#onLooked = resolve));
    this.#tell({ kind: 'look', addresses });
    return looked;
  }

  /** Asks every I2C chip now; resolves when all have been asked, or when the connection is over. */
  probeChips(): Promise<void> {
    if (!this.#ready) return Promise.resolve();
    this.#tell({ kind: 'probe' });
    return new Promise((resolve) => this.#onProbed.push(resolve));
  }

  /** Switches all lamps and the siren off, as far as the board can be reached, and closes the port. Takes at most 2 s. */
  async close(): Promise<void> {
    if (this.#ready && !this.#finish) await this.#goDark();
    await this.#end();
  }

  /** Resolves when port and worker are gone after a loss. */
  get finished(): Promise<void> {
    return this.#finish ?? Promise.resolve();
  }

  #begin(): void {
    const { probeMs, readingMs } = this.#timing;
    const order: WorkerOrder = {
      wiring: this.#wiring,
      bytesPerMs: this.#port.baudRate / BITS_PER_BYTE / 1000,
      probeMs,
      readingMs,
    };
    this.#worker = new Worker(new URL('./board-worker.js', import.meta.url), {
      name: 'board',
      workerData: order,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 2 },
    });
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => this.#fail(driverFault(this.#port.path, String(error))));
    this.#worker.on('exit', (code) => this.#fail(driverFault(this.#port.path, `exit code ${code}`)));
    this.#port.on('data', this.#receive);
    this.#heartbeat.start();
    const { handshakeMs } = this.#timing;
    this.#handshake = setTimeout(
      () => this.#fail(handshakeFault(this.#port.path, handshakeMs / 1000, this.#received)),
      handshakeMs,
    );
    this.#listener.opened();
  }

  #receive = (bytes: Uint8Array): void => {
    this.#received += bytes.length;
    this.#heartbeat.heard();
    // A copy: the port's buffers are slices of its read pool, and posting one would copy the whole pool.
    this.#tell({ kind: 'bytes', bytes: new Uint8Array(bytes), at: this.#now() });
  };

  #hear(message: FromWorker): void {
    if (this.#finish) return;
    switch (message.kind) {
      case 'bytes':
        return this.#write(message.bytes);
      case 'beam':
        return this.#listener.beam(message.beam, message.high, message.at);
      case 'contact':
        return this.#listener.contact(message.contact, message.high, message.at);
      case 'reading':
        return this.#listener.reading(message.sensor, message.ratio, message.at);
      case 'chips':
        return this.#listener.chips(message.silent);
      case 'probed':
        return this.#probed();
      case 'ready':
        clearTimeout(this.#handshake);
        this.#heartbeat.count();
        this.#ready = true;
        return this.#listener.ready(message.firmware);
      case 'unfit':
        return this.#fail(unfitFault(this.#port.path, message.problems));
      case 'looked':
        return this.#onLooked?.(message.looked);
      case 'dark':
        this.#onDark?.();
    }
  }

  #probed(): void {
    for (const resolve of this.#onProbed.splice(0)) resolve();
  }

  #tell(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  /** A write to a closed port would wait for ever in node-serialport and pile up, so it is dropped. */
  #write(bytes: Uint8Array): void {
    if (this.#port.isOpen && !this.#port.destroyed) this.#port.write(bytes);
  }

  #fail(fault: SerialFault): void {
    if (this.#finish) return;
    void this.#end();
    this.#listener.ended(fault);
  }

  #end(): Promise<void> {
    this.#finish ??= this.#release();
    return this.#finish;
  }

  async #release(): Promise<void> {
    this.#ready = false;
    this.#onLooked?.(null);
    this.#probed();
    this.#heartbeat.stop();
    clearTimeout(this.#handshake);
    this.#port.off('data', this.#receive);
    await Promise.all([this.#worker?.terminate(), closeLine(this.#port)]);
  }

  async #goDark(): Promise<void> {
    let guard: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (guard = setTimeout(resolve, DARK_WITHIN_MS)));
    const dark = new Promise<void>((resolve) => (this.#onDark = () => this.#port.drain(() => resolve())));
    this.#tell({ kind: 'dark' });
    await Promise.race([dark, late]);
    clearTimeout(guard);
  }
}
