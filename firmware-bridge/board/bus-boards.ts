import { EventEmitter } from 'node:events';
import type { BoardConfig, BusProfile } from '@pingan/device-config/profile';
import type { Log } from '../log.ts';
import { type BoardCondition, type BoardState, worstCondition } from './board-condition.ts';
import { BoardLink } from './board-link.ts';
import { wiringOf } from './board-wiring.ts';
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

export interface BusBoardsEvents {
  beam: [BeamEvent];
  state: [{ state: BoardState; detail: string }];
  /** A board that was ready is gone: half a crossing seen so far will not be finished. */
  lost: [];
}

/** All boards of a bus: lamps and beams by name, whichever board they are wired to. */
export class BusBoards extends EventEmitter<BusBoardsEvents> {
  readonly #links: ReadonlyMap<string, BoardLink>;
  readonly #emulated: VirtualBoards | undefined;
  readonly #kinds: readonly BoardConfig['kind'][];
  #known: BoardCondition;

  constructor(parts: { profile: BusProfile; now: () => number; log: Log }) {
    super();
    const { profile } = parts;
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

  /** All lamps off, all ports closed, emulated boards ended. Takes at most 2 s. */
  async stop(): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => link.stop()));
    await this.#emulated?.close();
  }

  /**
   * The complete desired picture, lamp name to level 0..1; a lamp that is missing in it is off, an unknown one is ignored.
   * It is kept and shown again after every reconnection.
   */
  setLevels(levels: Readonly<Record<string, number>>): void {
    for (const link of this.#links.values()) link.setLevels(levels);
  }

  /** Worst state of all boards; `virtual` when at least one of them is emulated, so that nothing it says counts as service. */
  get status(): { state: BoardState; virtual: boolean; detail: string } {
    const { state, detail } = this.#worst();
    return { state, virtual: this.#emulated !== undefined, detail };
  }

  /** Handles of the emulated boards; null as soon as one board is real. */
  get virtual(): VirtualControls | null {
    return this.#kinds.every((kind) => kind === 'virtual-uno') ? (this.#emulated ?? null) : null;
  }

  #link(
    name: string,
    config: BoardConfig,
    parts: { profile: BusProfile; now: () => number; log: Log },
  ): BoardLink {
    const link = new BoardLink({
      name,
      path: config.kind === 'uno' ? config.port : 'virtual-uno',
      wiring: wiringOf(name, parts.profile),
      makePort: () => this.#makePort(name, config),
      now: parts.now,
      random: Math.random,
      log: parts.log,
    });
    link.on('beam', ({ wired: { door, beam }, broken, at }) => this.emit('beam', { door, beam, broken, at }));
    let wasReady = false;
    link.on('condition', ({ state }) => {
      if (wasReady && state !== 'ready') this.emit('lost');
      wasReady = state === 'ready';
      this.#announce();
    });
    return link;
  }

  async #makePort(name: string, config: BoardConfig) {
    if (config.kind === 'uno') return serialLine(config.port, config.baud);
    if (!this.#emulated) throw new Error(`board ${name} is emulated, but no emulator was prepared`);
    return this.#emulated.port(name);
  }

  #announce(): void {
    const { state, detail } = this.#worst();
    if (state === this.#known.state && detail === this.#known.detail) return;
    this.#known = { state, detail };
    this.emit('state', { state, detail });
  }

  #worst(): BoardCondition {
    return worstCondition(Object.fromEntries([...this.#links].map(([name, link]) => [name, link.condition])));
  }
}
