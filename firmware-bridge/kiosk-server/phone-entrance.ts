import type { RequestListener } from 'node:http';
import type { WebSocket, WebSocketServer } from 'ws';
import type { PanelDoor } from '../crew/panel-door.ts';
import type { Log } from '../log.ts';
import { Listener } from './listener.ts';
import { phoneHost, phoneRefusal } from './phone-callers.ts';
import { phonePages } from './phone-pages.ts';
import { explainListening } from './port-taken.ts';

const RETRY_MS = 10_000;

interface PhoneEntranceParts {
  /** Address of the bus on its own network. */
  host: string;
  port: number;
  /** All pages of the bus; phones see but a few of them. */
  pages: RequestListener;
  door: Pick<PanelDoor, 'holderOf'>;
  sockets: WebSocketServer;
  /** The address of each phone that is connected. */
  connected: () => (string | undefined)[];
  welcome: (socket: WebSocket, address: string | undefined) => void;
  log: Log;
}

/** Where officers' phones on the bus's own network find the officer panel. That network may come up after the bus. */
export class PhoneEntrance {
  readonly #parts: PhoneEntranceParts;
  readonly #listener: Listener;
  /** `host:port`, once it listens. */
  #self: string | null = null;
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: PhoneEntranceParts) {
    this.#parts = parts;
    const { host, port, pages, door, sockets, connected, welcome, log } = parts;
    const self = () => this.#self;
    this.#listener = new Listener({
      ...{ host, port, sockets, log },
      pages: phonePages({ pages, self, isKnown: (token) => door.holderOf(token) !== null }),
      refusalOf: (request) => phoneRefusal(request, self() ?? '', connected()),
      welcome: (socket, { socket: { remoteAddress } }) => welcome(socket, remoteAddress),
    });
  }

  /** Address of the officer page; null while there is none yet. */
  get address(): string | null {
    return this.#self === null ? null : `http://${this.#self}/officer`;
  }

  /** Visitors do not wait for an address that does not exist yet. Rejects with `PortTakenError`. */
  async start(): Promise<void> {
    const { host, port, log } = this.#parts;
    try {
      this.#self = phoneHost(host, await this.#listener.start());
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== 'EADDRNOTAVAIL')
        throw explainListening(problem, { host, port, option: '--lan' });
      log.warn({ host }, 'the address for phones does not exist yet; trying again');
      this.#retry = setTimeout(() => void this.start().catch(this.#cannot), RETRY_MS);
    }
  }

  /** Takes nobody else; resolves when everybody has gone. */
  stop(): Promise<void> {
    clearTimeout(this.#retry);
    return this.#listener.stop();
  }

  /** Whoever has not gone is cut off. */
  cut(): void {
    this.#listener.cut();
  }

  readonly #cannot = (err: unknown): void => this.#parts.log.error({ err }, 'phones cannot be served');
}
