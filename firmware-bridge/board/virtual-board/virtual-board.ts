import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PinMode } from './atmega328p.ts';
import {
  type ChannelChange,
  type FromUno,
  type PinEdge,
  PinView,
  type ToUno,
  type UnoOrder,
  type VirtualChip,
} from './uno-messages.ts';
import { FIRST_ANALOGUE_PIN, PIN_COUNT } from './uno-pins.ts';

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
  readonly #chips: readonly VirtualChip[];
  readonly #view: PinView;
  readonly #edgeListeners = new Map<(edge: PinEdge) => void, readonly number[]>();
  readonly #channelListeners = new Map<(change: ChannelChange) => void, number>();
  /** The one question under way; the next waits for its answer. */
  #question: { resolve: (message: FromUno) => void; reject: (error: Error) => void } | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #path = IN_PROCESS_PATH;
  #plugged = false;
  #closed = false;

  constructor(parts: { pty: boolean; link: string | undefined; chips: readonly VirtualChip[] }) {
    super();
    this.setMaxListeners(0);
    this.#chips = parts.chips;
    this.#view = new PinView(parts.chips.length);
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

  /** Puts a ratio 0..1 of the board's 5 V on an analogue input, A0 (14) to A5 (19). */
  setAnalogue(pin: number, ratio: number): void {
    if (!Number.isInteger(pin) || pin < FIRST_ANALOGUE_PIN || pin >= PIN_COUNT)
      throw new RangeError(`the analogue inputs of an Uno are pins 14 to 19, not ${pin}`);
    if (!(ratio >= 0 && ratio <= 1))
      throw new RangeError(`an analogue input takes a ratio from 0 to 1, not ${ratio}`);
    this.#post({ kind: 'analogue', pin, ratio });
  }

  /** Drives a contact of an MCP23017, or opens it (null): then only a pull-up holds it high. */
  setContact(address: number, channel: number, high: boolean | null): void {
    this.#chip(address);
    this.#post({ kind: 'contact', address, channel, high });
  }

  /** Lets a chip stop acknowledging its address, as if its wire were off. */
  silence(address: number, silent: boolean): void {
    this.#chip(address);
    this.#post({ kind: 'silence', address, silent });
  }

  /** Duty 0..1 of the 16 channels of a chip; without power all are 0. */
  channels(address: number): number[] {
    return this.#view.chipLevels(this.#chip(address));
  }

  /** PWM cycles per second of a light controller. */
  frequency(address: number): number {
    return this.#view.chipFrequency(this.#chip(address));
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

  /** Follows the outputs of a light controller; the function it gives back ends it. */
  onChannel(address: number, listener: (change: ChannelChange) => void): () => void {
    this.#chip(address);
    this.#channelListeners.set(listener, address);
    this.#watch();
    return () => {
      this.#channelListeners.delete(listener);
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
      case 'channel':
        for (const [listener, address] of this.#channelListeners)
          if (address === message.change.address) listener(message.change);
        return;
      default:
        this.#question?.resolve(message);
    }
  }

  #watch(): void {
    this.#post({
      kind: 'watch',
      pins: [...this.#edgeListeners.values()].flat(),
      chips: [...this.#channelListeners.values()],
    });
  }

  #chip(address: number): number {
    const index = this.#chips.findIndex((chip) => chip.address === address);
    if (index < 0)
      throw new RangeError(`there is no chip at I2C address 0x${address.toString(16)} on this virtual board`);
    return index;
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
 * `link` too; without, `virtualBinding()` connects it to a serial port object inside this process. `chips` are the I2C
 * controllers behind it.
 */
export async function startVirtualBoard(
  options: { pty?: boolean; link?: string; chips?: readonly VirtualChip[] } = {},
): Promise<VirtualBoard> {
  const board = new VirtualBoard({
    pty: options.pty ?? options.link !== undefined,
    link: options.link,
    chips: options.chips ?? [],
  });
  try {
    await board.plug();
  } catch (error) {
    await board.close();
    throw error;
  }
  return board;
}
