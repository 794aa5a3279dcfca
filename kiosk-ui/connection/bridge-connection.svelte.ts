import type { BridgeMessage, ScreenMessage } from '@pingan/protocol/screen-messages';
import { readBridgeMessage } from './bridge-message.ts';

/** The part of a WebSocket that is used here. */
export interface Socket {
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  send(text: string): void;
  close(): void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5_000;

/** Milliseconds to wait before the n-th attempt to reach the bridge again (n from 0): 0.5 s doubling to 5 s. */
export const waitBefore = (attempt: number): number => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);

/** Keeps a page connected to the bridge and says whether it is. */
export class BridgeConnection {
  /** `connecting` only until the first outcome; after that the bridge is there or away. */
  state = $state<'connecting' | 'open' | 'away'>('connecting');

  #parts: { open: () => Socket; hello: ScreenMessage; receive: (message: BridgeMessage) => void };
  #socket: Socket | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: {
    open: () => Socket;
    hello: ScreenMessage;
    receive: (message: BridgeMessage) => void;
  }) {
    this.#parts = parts;
  }

  start(): void {
    const socket = this.#parts.open();
    this.#socket = socket;
    socket.onopen = () => {
      this.state = 'open';
      this.send(this.#parts.hello);
    };
    socket.onmessage = ({ data }) => {
      this.#attempt = 0;
      const message = typeof data === 'string' ? readBridgeMessage(data) : null;
      if (message !== null) this.#parts.receive(message);
    };
    socket.onclose = () => this.#lost(socket);
  }

  stop(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** False where the bridge is away: nothing is queued, since a touch from before means nothing afterwards. */
  send(message: ScreenMessage): boolean {
    if (this.state !== 'open' || this.#socket === null) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #lost(socket: Socket): void {
    if (this.#socket !== socket) return;
    this.state = 'away';
    this.#timer = setTimeout(() => this.start(), waitBefore(this.#attempt));
    this.#attempt += 1;
  }
}

/** A WebSocket to the bridge that served this page. */
export function openSocket(): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new WebSocket(`${scheme}://${location.host}/ws`) as Socket;
}
