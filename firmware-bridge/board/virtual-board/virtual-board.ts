import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PinMode } from './atmega328p.ts';
import { type FromUno, type PinEdge, PinView, type ToUno, type UnoOrder } from './uno-messages.ts';
import { PIN_COUNT } from './uno-pins.ts';

/** The emulated board could not be started or plugged in. */
export class VirtualBoardFailed extends Error {
  override name = 'VirtualBoardFailed';
}

export interface VirtualBoardEvents {
  bytes: [Uint8Array];
  unplugged: [];
}

/** Path of a virtual board that serves no pseudo-terminal. */
export const IN_PROCESS_PATH = 'virtual-uno';

/** An Uno with the official StandardFirmata firmware, emulated in a worker thread. */
export class VirtualBoard extends EventEmitter<VirtualBoardEvents> {
  readonly #worker: Worker;
  readonly #view = new PinView();
  readonly #edgeListeners = new Map<(edge: PinEdge) => void, readonly number[]>();
  /** The one question under way; the next waits for its answer. */
  #question: { resolve: (message: FromUno) => void; reject: (error: Error) => void } | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #path = IN_PROCESS_PATH;
  #plugged = false;
  #closed = false;

  constructor(parts: { pty: boolean; link: string | undefined }) {
    super();
    this.setMaxListeners(0);
    const order: UnoOrder = { ...parts, view: this.#view.memory };
    this.#worker = new Worker(new URL('./uno-worker.js', import.meta.url), {
      name: 'virtual-uno',
      workerData: order,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.on('message', (message: FromUno) => this.#hear(message));
    this.#worker.on('error', (error) => this.#gone(`the emulator stopped: ${String(error)}`));
    this.#worker.on('exit', () => this.#gone('the emulator has ended'));
  }

  /** Serial device of the board: the link or pseudo-terminal, else a name for the in-process port. */
  get path(): string {
    return this.#path;
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  /** Emulated time given up because the host was too busy, in milliseconds. */
  get slipMs(): number {
    return this.#view.slipMs;
  }

  /** Duty 0..1 of pins 0–19, read from the chip's registers; inputs and an unplugged board give 0. */
  levels(): number[] {
    return this.#view.levels();
  }

  /** Direction and state of pins 0–19. */
  modes(): PinMode[] {
    return this.#view.modes();
  }

  /** Drives a pin from outside, as a beam receiver or a button would. Undriven pins are high. */
  setInput(pin: number, high: boolean): void {
    if (!Number.isInteger(pin) || pin < 0 || pin >= PIN_COUNT)
      throw new RangeError(`an Uno has pins 0 to ${PIN_COUNT - 1}, not ${pin}`);
    this.#post({ kind: 'input', pin, high });
  }

  /** Bytes from the host to the firmware, without a pseudo-terminal. */
  send(bytes: Uint8Array): void {
    if (this.#plugged) this.#post({ kind: 'bytes', bytes });
  }

  /** Presses RESET, as opening the serial port of a real Uno does through DTR. */
  reset(): void {
    this.#post({ kind: 'reset' });
  }

  /** Follows the edges of output pins; the function it gives back ends it. */
  onPin(pins: readonly number[], listener: (edge: PinEdge) => void): () => void {
    this.#edgeListeners.set(listener, pins);
    this.#watch();
    return () => {
      this.#edgeListeners.delete(listener);
      this.#watch();
    };
  }

  /** Plugs the board in: it powers up and boots (2.5 s). Gives back its path. */
  plug(): Promise<string> {
    return this.#inTurn(async () => {
      if (this.#plugged) return this.#path;
      const answer = await this.#ask({ kind: 'plug' });
      if (answer.kind !== 'plugged') throw failed('plug in', answer);
      this.#path = answer.path ?? IN_PROCESS_PATH;
      this.#plugged = true;
      return this.#path;
    });
  }

  /** Pulls the cable: no power, no serial port. */
  unplug(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#plugged) return;
      this.#pulled();
      const answer = await this.#ask({ kind: 'unplug' });
      if (answer.kind !== 'unplugged') throw failed('unplug', answer);
    });
  }

  /** Ends the emulation and removes the pseudo-terminal. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#closed) return;
      this.#pulled();
      await this.#ask({ kind: 'close' });
      this.#closed = true;
      await this.#worker.terminate();
    });
  }

  #hear(message: FromUno): void {
    switch (message.kind) {
      case 'bytes':
        if (this.#plugged) this.emit('bytes', message.bytes);
        return;
      case 'edge':
        for (const [listener, pins] of this.#edgeListeners)
          if (pins.includes(message.edge.pin)) listener(message.edge);
        return;
      default:
        this.#question?.resolve(message);
    }
  }

  #watch(): void {
    this.#post({ kind: 'watch', pins: [...this.#edgeListeners.values()].flat() });
  }

  #post(message: ToUno): void {
    this.#worker.postMessage(message);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #ask(message: ToUno): Promise<FromUno> {
    if (this.#closed) return Promise.reject(new VirtualBoardFailed('the virtual board was closed'));
    const answer = new Promise<FromUno>((resolve, reject) => (this.#question = { resolve, reject }));
    this.#post(message);
    return answer;
  }

  #pulled(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    this.emit('unplugged');
  }

  #gone(why: string): void {
    this.#closed = true;
    this.#pulled();
    this.#question?.reject(new VirtualBoardFailed(why));
  }
}

function failed(what: string, answer: FromUno): VirtualBoardFailed {
  return new VirtualBoardFailed(
    `cannot ${what} the virtual board: ${answer.kind === 'refused' ? answer.why : answer.kind}`,
  );
}

/**
 * Starts an emulated Uno and plugs it in. With `pty` it is a serial device any program can open (`path`), reached by
 * `link` too; without, `virtualBinding()` connects it to a serial port object inside this process.
 */
export async function startVirtualBoard(
  options: { pty?: boolean; link?: string } = {},
): Promise<VirtualBoard> {
  const board = new VirtualBoard({ pty: options.pty ?? options.link !== undefined, link: options.link });
  try {
    await board.plug();
  } catch (error) {
    await board.close();
    throw error;
  }
  return board;
}
