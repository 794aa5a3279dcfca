import { EventEmitter } from 'node:events';
import type { SerialPort } from 'serialport';
import type { Log } from '../log.ts';
import { BOARD_TIMING, BoardConnection, type BoardTiming } from './board-connection.ts';
import type { BoardCondition } from './board-condition.ts';
import { type BoardWiring, isBroken, type WiredBeam } from './board-wiring.ts';
import { changedLamps } from './lamp-levels.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { openFault, type SerialFault } from './serial-fault.ts';

export interface BoardLinkEvents {
  condition: [BoardCondition];
  beam: [{ wired: WiredBeam; broken: boolean; at: number }];
}

/** Keeps one board connected: opens its port, starts anew after every loss, and shows the desired levels whenever it is there. */
export class BoardLink extends EventEmitter<BoardLinkEvents> {
  readonly #name: string;
  readonly #path: string;
  readonly #wiring: BoardWiring;
  readonly #makePort: () => Promise<SerialPort>;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #log: Log;
  readonly #timing: BoardTiming;
  #condition: BoardCondition = { state: 'starting', detail: 'not started yet' };
  #connection: BoardConnection | undefined;
  #retry: NodeJS.Timeout | undefined;
  #failures = 0;
  #stopped = true;
  #lastFault: SerialFault | undefined;
  #desired: Readonly<Record<string, number>> = {};
  /** Value written last to each lamp of the wiring; undefined when the board may show anything. */
  #shown: (number | undefined)[] = [];

  /** `makePort` gives a fresh port, not yet open, for every attempt; `random` in 0..1 spreads the attempts. */
  constructor(parts: {
    name: string;
    path: string;
    wiring: BoardWiring;
    makePort: () => Promise<SerialPort>;
    now: () => number;
    random: () => number;
    log: Log;
    timing?: BoardTiming;
  }) {
    super();
    this.#name = parts.name;
    this.#path = parts.path;
    this.#wiring = parts.wiring;
    this.#makePort = parts.makePort;
    this.#now = parts.now;
    this.#random = parts.random;
    this.#log = parts.log;
    this.#timing = parts.timing ?? BOARD_TIMING;
  }

  get condition(): BoardCondition {
    return this.#condition;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#enter({ state: 'starting', detail: `opening ${this.#path}` });
    void this.#connect();
  }

  /** Lamps off, port closed, no further attempts. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#connection?.close();
    this.#connection = undefined;
  }

  /** The complete picture; lamps that are missing in it are off. */
  setLevels(levels: Readonly<Record<string, number>>): void {
    this.#desired = levels;
    this.#show();
  }

  async #connect(): Promise<void> {
    try {
      const port = await this.#makePort();
      if (this.#stopped) return;
      this.#connection = new BoardConnection({
        port,
        wiring: this.#wiring,
        now: this.#now,
        timing: this.#timing,
        listener: {
          opened: () => this.#opened(),
          ready: (firmware) => this.#becomeReady(firmware),
          beam: (index, high, at) => this.#reportBeam(index, high, at),
          ended: (fault) => void this.#recover(fault),
        },
      });
      this.#connection.open();
    } catch (error) {
      await this.#recover(openFault(this.#path, error instanceof Error ? error.message : String(error)));
    }
  }

  /** A fault that only a finished handshake can disprove stays on show while the next attempt runs. */
  #opened(): void {
    const lasting = this.#lastFault?.kind === 'wrong-firmware' || this.#lastFault?.kind === 'unfit';
    if (!lasting)
      this.#enter({ state: 'starting', detail: `${this.#path} is open, waiting for its firmware` });
  }

  #becomeReady(firmware: string): void {
    this.#failures = 0;
    this.#lastFault = undefined;
    this.#shown = [];
    this.#log.info({ board: this.#name, path: this.#path, firmware }, 'board ready');
    this.#enter({ state: 'ready', detail: `${firmware} on ${this.#path}` });
    this.#show();
  }

  #show(): void {
    if (this.#condition.state !== 'ready') return;
    const writes = changedLamps(this.#wiring.lamps, this.#desired, this.#shown);
    for (const { lamp, value } of writes) this.#shown[lamp] = value;
    this.#connection?.write(writes);
  }

  #reportBeam(index: number, high: boolean, at: number): void {
    const wired = this.#wiring.beams[index];
    if (wired) this.emit('beam', { wired, broken: isBroken(wired, high), at });
  }

  async #recover(fault: SerialFault): Promise<void> {
    if (this.#stopped) return;
    this.#failures += 1;
    const delayMs = Math.round(reconnectDelay(this.#failures, this.#random()));
    const context = { board: this.#name, path: this.#path, fault: fault.kind, retryMs: delayMs };
    if (fault.detail === this.#lastFault?.detail) this.#log.debug(context, 'board still away');
    else this.#log.error(context, fault.detail);
    this.#lastFault = fault;
    this.#enter({ state: 'lost', detail: `${fault.detail}; it is tried again by itself` });
    await this.#connection?.finished;
    this.#connection = undefined;
    if (this.#stopped) return;
    this.#retry = setTimeout(() => void this.#connect(), delayMs);
  }

  #enter(condition: BoardCondition): void {
    if (condition.state === this.#condition.state && condition.detail === this.#condition.detail) return;
    this.#condition = condition;
    this.emit('condition', condition);
  }
}
