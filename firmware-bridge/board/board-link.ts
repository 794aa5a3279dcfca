import { EventEmitter } from 'node:events';
import type { SensorName } from '@pingan/device-config/inputs';
import type { SerialPort } from 'serialport';
import type { Log } from '../log.ts';
import { BOARD_TIMING, BoardConnection, type BoardTiming } from './board-connection.ts';
import type { BoardCondition } from './board-condition.ts';
import { type BoardWiring, isActive, isBroken, type WiredBeam } from './board-wiring.ts';
import { chipFault } from './controller-set-up.ts';
import { lampValues } from './lamp-levels.ts';
import { AMBIENT_SHARE, type PictureOptions } from './light-traffic.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { connectFault, type SerialFault } from './serial-fault.ts';

export interface BoardLinkEvents {
  condition: [BoardCondition];
  beam: [{ wired: WiredBeam; broken: boolean; at: number }];
  input: [{ input: string; active: boolean; at: number }];
  reading: [{ sensor: SensorName; ratio: number; at: number }];
  /** The chips that do not answer are others than before. */
  chips: [];
}

const AMBIENT: PictureOptions = { urgent: false, share: AMBIENT_SHARE };

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
  /** The picture wanted last: a value for each lamp of the wiring. */
  #desired: readonly number[];
  #silentChips: readonly number[] = [];

  /** `path` is where the board is looked for, in words. `makePort` gives a fresh port, not yet open, for every attempt; `random` in 0..1 spreads the attempts. */
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
    this.#desired = lampValues(parts.wiring.lamps, {});
    this.#makePort = parts.makePort;
    this.#now = parts.now;
    this.#random = parts.random;
    this.#log = parts.log;
    this.#timing = parts.timing ?? BOARD_TIMING;
  }

  get condition(): BoardCondition {
    return this.#condition;
  }

  /** A sentence for each I2C chip that does not answer while the board itself does. */
  get chipFaults(): string[] {
    return this.#silentChips.flatMap((index) => {
      const wired = this.#wiring.controllers[index];
      return wired ? [chipFault(this.#name, wired)] : [];
    });
  }

  /** Ids of the I2C controllers that do not answer while the board itself does. */
  get silentControllers(): string[] {
    return this.#silentChips.flatMap((index) => this.#wiring.controllers[index]?.controller ?? []);
  }

  /** Asks every I2C chip now, and not only when its turn has come; resolves when that is done. */
  async probeChips(): Promise<void> {
    await this.#connection?.probeChips();
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#enter({ state: 'starting', detail: `opening ${this.#path}` });
    void this.#connect();
  }

  /** Lamps and siren off, port closed, no further attempts. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#connection?.close();
    this.#connection = undefined;
  }

  /** The complete picture; lamps that are missing in it are off. */
  setLevels(levels: Readonly<Record<string, number>>, options: PictureOptions = AMBIENT): void {
    const values = lampValues(this.#wiring.lamps, levels);
    // An urgent picture is passed on even if it is the one that still waits for its turn.
    if (!options.urgent && values.every((value, lamp) => value === this.#desired[lamp])) return;
    this.#desired = values;
    this.#connection?.show(values, options);
  }

  /** Switches the siren of this board; it is never switched on again by itself after a loss. */
  setSiren(on: boolean): void {
    this.#connection?.setSiren(on);
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
          contact: (index, high, at) => this.#reportContact(index, high, at),
          reading: (index, ratio, at) => this.#reportReading(index, ratio, at),
          chips: (silent) => this.#reportChips(silent),
          ended: (fault) => void this.#recover(fault),
        },
      });
      this.#connection.open();
    } catch (error) {
      await this.#recover(connectFault(this.#path, error));
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
    this.#log.info({ board: this.#name, path: this.#path, firmware }, 'board ready');
    this.#enter({ state: 'ready', detail: `${firmware} on ${this.#path}` });
    this.#connection?.show(this.#desired, { urgent: true, share: 1 });
  }

  #reportBeam(index: number, high: boolean, at: number): void {
    const wired = this.#wiring.beams[index];
    if (wired) this.emit('beam', { wired, broken: isBroken(wired, high), at });
  }

  #reportContact(index: number, high: boolean, at: number): void {
    const wired = this.#wiring.contacts[index];
    if (wired) this.emit('input', { input: wired.input, active: isActive(wired, high), at });
  }

  #reportReading(index: number, ratio: number, at: number): void {
    const wired = this.#wiring.sensors[index];
    if (wired) this.emit('reading', { sensor: wired.sensor, ratio, at });
  }

  #reportChips(silent: readonly number[]): void {
    const [before, now] = [this.#silentChips, silent.toSorted((a, b) => a - b)];
    if (before.join() === now.join()) return;
    this.#silentChips = now;
    for (const fault of this.chipFaults) this.#log.error({ board: this.#name, fault: 'chip' }, fault);
    this.emit('chips');
  }

  async #recover(fault: SerialFault): Promise<void> {
    if (this.#stopped) return;
    this.#failures += 1;
    const delayMs = Math.round(reconnectDelay(this.#failures, this.#random()));
    const context = { board: this.#name, path: this.#path, fault: fault.kind, retryMs: delayMs };
    if (fault.detail === this.#lastFault?.detail) this.#log.debug(context, 'board still away');
    else this.#log.error(context, fault.detail);
    this.#lastFault = fault;
    this.#reportChips([]);
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
