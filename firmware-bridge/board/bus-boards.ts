import { realpath } from 'node:fs/promises';
import { EventEmitter } from 'node:events';
import type { SensorName } from '@pingan/device-config/inputs';
import type { BoardConfig, BusProfile } from '@pingan/device-config/profile';
import type { Log } from '../log.ts';
import type { BoardTiming } from './board-connection.ts';
import { type BoardCondition, type BoardState, worstCondition } from './board-condition.ts';
import { BoardLink } from './board-link.ts';
import { wiringOf } from './board-wiring.ts';
import { AMBIENT_SHARE } from './light-traffic.ts';
import { deviceOf, type ListSerialDevices, listSerialDevices, whereabouts } from './serial-devices.ts';
import { serialLine } from './serial-line.ts';
import { VirtualBoards, type VirtualControls } from './virtual-controls.ts';

export type { BoardState } from './board-condition.ts';
export type { VirtualControls } from './virtual-controls.ts';

/** Something entered or left a doorway beam; after every (re)connection each beam is reported as it is. */
export interface BeamEvent {
  door: string;
  beam: 'outer' | 'inner';
  broken: boolean;
  /** When the board's bytes arrived: monotonic milliseconds of the `now` that was given. */
  at: number;
}

/** A contact closed or opened; after every (re)connection each is reported as it is. Not debounced; `at` as for beams. */
export interface InputEvent {
  /** Its name in `inputsOf(profile)`. */
  input: string;
  active: boolean;
  at: number;
}

/** What an analogue sensor shows, about every 0.6 s: a ratio 0..1 of the board's full scale; `at` as for beams. */
export interface ReadingEvent {
  sensor: SensorName;
  ratio: number;
  at: number;
}

export interface BusBoardsEvents {
  beam: [BeamEvent];
  input: [InputEvent];
  reading: [ReadingEvent];
  state: [{ state: BoardState; detail: string }];
  /** `faults` has become another list. */
  faults: [];
  /** A board that was ready is gone: half a crossing seen so far will not be finished. */
  lost: [{ board: string }];
}

/** How a picture travels. */
export interface LevelOptions {
  /** The lamps that change much go first, before everything that waits: for a touch. */
  urgent?: boolean;
  /** `ambient` (the default) takes at most 60 % of the wire; `full` may take all of it: for a show that visitors follow. */
  wire?: 'ambient' | 'full';
}

export interface BusBoardsParts {
  profile: BusProfile;
  now: () => number;
  log: Log;
  /** What is plugged in; the default asks the operating system. */
  listDevices?: ListSerialDevices;
  timing?: BoardTiming;
}

/** All boards of a bus: lamps, beams, contacts and sensors by name, whichever board they are wired to. */
export class BusBoards extends EventEmitter<BusBoardsEvents> {
  readonly #links: ReadonlyMap<string, BoardLink>;
  readonly #emulated: VirtualBoards | undefined;
  readonly #kinds: readonly BoardConfig['kind'][];
  readonly #listDevices: ListSerialDevices;
  readonly #sirenBoard: string | undefined;
  #known: BoardCondition;
  #knownFaults: readonly string[] = [];

  constructor(parts: BusBoardsParts) {
    super();
    const { profile } = parts;
    this.#listDevices = parts.listDevices ?? (() => listSerialDevices());
    this.#sirenBoard = profile.alarmRig?.siren.board;
    this.#kinds = Object.values(profile.boards).map(({ kind }) => kind);
    this.#emulated = this.#kinds.includes('virtual-uno') ? new VirtualBoards(profile) : undefined;
    this.#links = new Map(
      Object.entries(profile.boards).map(([name, config]) => [name, this.#link(name, config, parts)]),
    );
    this.#known = this.#worst();
  }

  /** Begins to connect; never fails. What is wrong shows in `status`, and is tried again until it is right. */
  start(): void {
    for (const link of this.#links.values()) link.start();
  }

  /** All lamps and the siren off, all ports closed, emulated boards ended. Takes at most 2 s. */
  async stop(): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => link.stop()));
    await this.#emulated?.close();
  }

  /**
   * The complete desired picture, lamp name to level 0..1; a lamp that is missing in it is off, an unknown one is ignored.
   * It is kept and shown again after every reconnection. Pictures may come at any rate: each replaces the one before it,
   * also where that has not been sent yet.
   */
  setLevels(levels: Readonly<Record<string, number>>, options: LevelOptions = {}): void {
    const share = options.wire === 'full' ? 1 : AMBIENT_SHARE;
    for (const link of this.#links.values())
      link.setLevels(levels, { urgent: options.urgent ?? false, share });
  }

  /** Switches the alarm rig's siren. It is off after every (re)connection, until this switches it on again. */
  setSiren(on: boolean): void {
    if (this.#sirenBoard !== undefined) this.#links.get(this.#sirenBoard)?.setSiren(on);
  }

  /** Worst state of all boards; `virtual` when at least one of them is emulated, so that nothing it says counts as service. */
  get status(): { state: BoardState; virtual: boolean; detail: string } {
    const { state, detail } = this.#worst();
    return { state, virtual: this.#emulated !== undefined, detail };
  }

  /** Every board by its name in the profile. */
  get boards(): { name: string; state: BoardState; detail: string }[] {
    return [...this.#links].map(([name, link]) => ({ name, ...link.condition }));
  }

  /** What is broken, a sentence each: boards that are lost, and chips that do not answer. */
  get faults(): readonly string[] {
    return [...this.#links].flatMap(([name, link]) => {
      const { state, detail } = link.condition;
      return state === 'lost' ? [`board ${name}: ${detail}`] : link.chipFaults;
    });
  }

  /** I2C controllers that do not answer while their board does, by id. */
  get silentControllers(): string[] {
    return [...this.#links.values()].flatMap((link) => link.silentControllers);
  }

  /** Asks every I2C chip now, and not only when its turn has come; resolves when `silentControllers` says how they are. */
  async probeChips(): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => link.probeChips()));
  }

  /** Handles of the emulated boards; null as soon as one board is real. */
  get virtual(): VirtualControls | null {
    return this.#kinds.every((kind) => kind === 'virtual-uno') ? (this.#emulated ?? null) : null;
  }

  #link(name: string, config: BoardConfig, { profile, now, log, timing }: BusBoardsParts): BoardLink {
    const link = new BoardLink({
      name,
      path: config.kind === 'uno' ? whereabouts(config) : 'virtual-uno',
      wiring: wiringOf(name, profile),
      makePort: () => this.#makePort(name, config),
      now,
      random: Math.random,
      log,
      ...(timing && { timing }),
    });
    link.on('beam', ({ wired: { door, beam }, broken, at }) => this.emit('beam', { door, beam, broken, at }));
    link.on('input', (event) => this.emit('input', event));
    link.on('reading', (event) => this.emit('reading', event));
    link.on('chips', () => this.#announceFaults());
    let wasReady = false;
    link.on('condition', ({ state }) => {
      if (wasReady && state !== 'ready') this.emit('lost', { board: name });
      wasReady = state === 'ready';
      this.#announce();
      this.#announceFaults();
    });
    return link;
  }

  async #makePort(name: string, config: BoardConfig) {
    if (config.kind === 'uno') return serialLine(await this.#device(config), config.baud);
    if (!this.#emulated) throw new Error(`board ${name} is emulated, but no emulator was prepared`);
    return this.#emulated.port(name);
  }

  /** Looked up at every attempt: a board that is plugged in again may have got another name. */
  async #device(config: { port?: string | undefined; serialNumber?: string | undefined }): Promise<string> {
    if (config.serialNumber === undefined) return deviceOf(config, []);
    const { port } = config;
    // The list names devices, not the links to them.
    const device = port === undefined ? undefined : await realpath(port).catch(() => port);
    return deviceOf({ ...config, port: device }, await this.#listDevices());
  }

  #announce(): void {
    const { state, detail } = this.#worst();
    if (state === this.#known.state && detail === this.#known.detail) return;
    this.#known = { state, detail };
    this.emit('state', { state, detail });
  }

  #announceFaults(): void {
    const { faults } = this;
    if (faults.join('\n') === this.#knownFaults.join('\n')) return;
    this.#knownFaults = faults;
    this.emit('faults');
  }

  #worst(): BoardCondition {
    return worstCondition(Object.fromEntries([...this.#links].map(([name, link]) => [name, link.condition])));
  }
}
