import { EventEmitter } from 'node:events';
import type { SensorName } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { BOARD_TIMING, BoardConnection } from '../board/board-connection.ts';
import { type BoardWiring, isActive, isBroken, wiringOf } from '../board/board-wiring.ts';
import { lampValues } from '../board/lamp-levels.ts';
import type { SerialFault } from '../board/serial-fault.ts';
import { serialLine } from '../board/serial-line.ts';
import { type BoardGlance, otherAddresses } from './machine-findings.ts';

export interface DeskBoardEvents {
  /** An input is active or not, a beam broken or clear. */
  signal: [{ signal: string; on: boolean; at: number }];
  lost: [SerialFault];
}

/** Readings come every 0.6 s; a sensor that has not been heard by then is not there. */
const READINGS_WITHIN_MS = 3_000;

/** The one board on the desk, connected once and never again: what is lost ends the check. */
export class DeskBoard extends EventEmitter<DeskBoardEvents> {
  readonly #profile: BusProfile;
  readonly #board: string;
  readonly #path: string;
  readonly #wiring: BoardWiring;
  readonly #connection: BoardConnection;
  readonly #signals = new Map<string, boolean>();
  readonly #readings: Partial<Record<SensorName, number>> = {};
  #silent: readonly number[] = [];
  #firmware = '';
  #opening: ((outcome: string | SerialFault) => void) | undefined;
  #onReading: (() => void) | undefined;

  constructor(parts: { profile: BusProfile; board: string; path: string; baud: number; now: () => number }) {
    super();
    this.#profile = parts.profile;
    this.#board = parts.board;
    this.#path = parts.path;
    this.#wiring = wiringOf(parts.board, parts.profile);
    this.#connection = new BoardConnection({
      port: serialLine(parts.path, parts.baud),
      wiring: this.#wiring,
      now: parts.now,
      timing: { ...BOARD_TIMING, probeMs: 2_000 },
      listener: {
        opened: () => undefined,
        ready: (firmware) => this.#opening?.(firmware),
        beam: (index, high, at) => {
          const beam = this.#wiring.beams[index]!;
          this.#moved(`door/${beam.door}/${beam.beam}`, isBroken(beam, high), at);
        },
        contact: (index, high, at) => {
          const contact = this.#wiring.contacts[index]!;
          this.#moved(contact.input, isActive(contact, high), at);
        },
        reading: (index, ratio) => this.#read(this.#wiring.sensors[index]!.sensor, ratio),
        chips: (silent) => (this.#silent = silent),
        ended: (fault) => (this.#opening ? this.#opening(fault) : this.emit('lost', fault)),
      },
    });
  }

  /** How every input and beam is, as far as it has been heard. */
  get signals(): ReadonlyMap<string, boolean> {
    return this.#signals;
  }

  /** Opens the device and waits for its firmware: its name, or why there is none. */
  async open(): Promise<string | SerialFault> {
    const outcome = await new Promise<string | SerialFault>((resolve) => {
      this.#opening = resolve;
      this.#connection.open();
    });
    this.#opening = undefined;
    if (typeof outcome === 'string') this.#firmware = outcome;
    return outcome;
  }

  /** What the board tells by itself; null where it was lost meanwhile. */
  async glance(): Promise<BoardGlance | null> {
    const looked = await this.#connection.look(otherAddresses(this.#profile, this.#board));
    if (looked === null) return null;
    await this.#allReadings();
    return {
      firmware: this.#firmware,
      path: this.#path,
      silent: this.#silent.map((index) => this.#wiring.controllers[index]!.controller),
      strangers: looked.answering,
      roundTripsMs: looked.roundTripsMs,
      readings: { ...this.#readings },
    };
  }

  /** Lights these lamps fully and no other. */
  light(lamps: readonly string[]): void {
    const levels = Object.fromEntries(lamps.map((lamp) => [lamp, 1]));
    this.#connection.show(lampValues(this.#wiring.lamps, levels), { urgent: true, share: 1 });
  }

  setSiren(on: boolean): void {
    this.#connection.setSiren(on);
  }

  /** Lamps and siren off, device closed. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #moved(signal: string, on: boolean, at: number): void {
    this.#signals.set(signal, on);
    this.emit('signal', { signal, on, at });
  }

  #read(sensor: SensorName, ratio: number): void {
    this.#readings[sensor] = ratio;
    this.#onReading?.();
  }

  #allReadings(): Promise<void> {
    const complete = () => this.#wiring.sensors.every(({ sensor }) => this.#readings[sensor] !== undefined);
    if (complete()) return Promise.resolve();
    return new Promise((resolve) => {
      const guard = setTimeout(resolve, READINGS_WITHIN_MS);
      this.#onReading = () => {
        if (!complete()) return;
        clearTimeout(guard);
        resolve();
      };
    });
  }
}
