import type { CrowdHands } from '@pingan/firmware-bridge/rehearsal/crowd/crowd-hands';
import {
  type BridgeMessage,
  BridgeMessage as BridgeMessageSchema,
  type ScreenMessage,
} from '@pingan/protocol/screen-messages';
import WebSocket from 'ws';
import { until } from './halves.ts';

type Role = { screen: 'virtual-bus' } | { screen: 'visitor'; station: string };
type Shown = ReturnType<CrowdHands['shown']>;

const AGAIN_MS = 100;

/** A page that says hello again whenever the bus is back. */
class Page {
  readonly #address: string;
  readonly #role: Role;
  readonly #heard: (message: BridgeMessage) => void;
  readonly #gone: () => void;
  #socket: WebSocket | null = null;
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(address: string, role: Role, heard: (message: BridgeMessage) => void, gone: () => void) {
    this.#address = address;
    this.#role = role;
    this.#heard = heard;
    this.#gone = gone;
    this.#connect();
  }

  send(message: ScreenMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#socket?.close();
  }

  #connect(): void {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.on('open', () => this.send({ type: 'hello', v: 1, ...this.#role }));
    socket.on('message', (data) => this.#heard(BridgeMessageSchema.parse(JSON.parse(String(data)))));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#gone();
      if (!this.#closed) this.#again = setTimeout(() => this.#connect(), AGAIN_MS);
    });
  }
}

/**
 * The hands of a crowd outside the bus: one visitor screen a station and the page of the virtual bus, over WebSockets. A bus that starts anew
 * is met again; whoever stands in a doorway then still stands there.
 */
export class CrowdOutside implements CrowdHands {
  readonly #screens = new Map<string, Page>();
  readonly #views = new Map<string, Exclude<Shown, null>>();
  readonly #bus: Page;
  readonly #broken = new Map<string, { door: string; beam: 'outer' | 'inner' }>();
  readonly #listeners = new Set<(station: string) => void>();
  #working: ReadonlySet<string> = new Set();
  /** Boards whose cable was pulled since the bus has started, with the doors that had counted somebody by then. */
  readonly pulled = new Map<string, ReadonlySet<string>>();
  #counting: ReadonlySet<string> = new Set();
  /** What the bus refused; a crowd asks for nothing that it may not. */
  readonly refusals: string[] = [];

  constructor(kiosk: string, stations: readonly string[]) {
    const address = `${new URL(kiosk).origin.replace(/^http/, 'ws')}/ws`;
    this.#bus = new Page(
      address,
      { screen: 'virtual-bus' },
      (message) => this.#ofBus(message),
      () => {
        this.#working = new Set();
        this.#counting = new Set();
        this.pulled.clear();
      },
    );
    for (const station of stations)
      this.#screens.set(
        station,
        new Page(
          address,
          { screen: 'visitor', station },
          (message) => this.#ofStation(station, message),
          () => this.#show(station, null),
        ),
      );
  }

  /** All boards are heard and every station shows something. */
  async ready(boards: readonly string[]): Promise<void> {
    await until(
      'boards and stations are there',
      () => boards.every((board) => this.works(board)) && this.#views.size === this.#screens.size,
    );
  }

  close(): void {
    for (const page of [this.#bus, ...this.#screens.values()]) page.close();
  }

  shown(station: string): Shown {
    return this.#views.get(station) ?? null;
  }

  onShown(listener: (station: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  touch(station: string, touch: Parameters<CrowdHands['touch']>[1]): void {
    this.#screens.get(station)?.send({ type: 'touch', ...touch });
  }

  beam(door: string, beam: 'outer' | 'inner', broken: boolean): void {
    if (broken) this.#broken.set(`${door} ${beam}`, { door, beam });
    else this.#broken.delete(`${door} ${beam}`);
    this.#bus.send({ type: 'virtual', command: { do: 'beam', door, beam, broken } });
  }

  input(input: string, active: boolean): void {
    this.#bus.send({ type: 'virtual', command: { do: 'input', input, active } });
  }

  cable(board: string, plugged: boolean): void {
    // A bus that is away, or has not heard its board since it started, cannot lose sight of anything.
    if (!plugged && this.works(board)) this.pulled.set(board, this.#counting);
    this.#bus.send({ type: 'virtual', command: { do: 'cable', plugged, board } });
  }

  works(board: string): boolean {
    return this.#working.has(board);
  }

  #ofBus(message: BridgeMessage): void {
    if (message.type === 'welcome')
      for (const { door, beam } of this.#broken.values()) this.beam(door, beam, true);
    if (message.type === 'refused') this.refusals.push(message.why);
    if (message.type !== 'status') return;
    const ready = message.status.boards.filter(({ state }) => state === 'ready');
    this.#working = new Set(ready.map(({ name }) => name));
    const { doors } = message.status;
    this.#counting = new Set(
      doors.filter((door) => (door.in ?? 0) + (door.out ?? 0) > 0).map(({ id }) => id),
    );
  }

  #ofStation(station: string, message: BridgeMessage): void {
    if (message.type === 'refused') this.refusals.push(message.why);
    if (message.type !== 'step') return;
    const { type: _, ...view } = message;
    this.#show(station, view);
  }

  #show(station: string, view: Shown): void {
    if (view === null) this.#views.delete(station);
    else this.#views.set(station, view);
    for (const listener of [...this.#listeners]) listener(station);
  }
}
