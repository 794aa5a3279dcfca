import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../log.ts';

/** Why a WebSocket is not opened. */
export interface Refusal {
  status: string;
  why: string;
}

interface ListenerParts {
  host: string;
  /** 0 takes any free port. */
  port: number;
  pages: RequestListener;
  sockets: WebSocketServer;
  refusalOf: (request: IncomingMessage) => Refusal | null;
  welcome: (socket: WebSocket, request: IncomingMessage) => void;
  log: Log;
}

/** One address at which the bus serves pages and a WebSocket. */
export class Listener {
  readonly #parts: ListenerParts;
  readonly #server: Server;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    this.#server = createServer(parts.pages);
    this.#server.on('upgrade', (request, socket, head) => this.#open(request, socket, head));
  }

  /** The port that is listened on. Rejects with Node's error where that cannot be; it may be tried again. */
  async start(): Promise<number> {
    const { host, port, log } = this.#parts;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    this.#server.removeAllListeners('error');
    this.#server.on('error', (err) => log.error({ err, host }, 'the server of the screens has a problem'));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Takes nobody else; resolves when everybody has gone. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    await closed;
  }

  /** Whoever has not gone is cut off. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  #open(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { sockets, refusalOf, welcome, log } = this.#parts;
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf(request);
    if (refusal === null)
      return sockets.handleUpgrade(request, socket, head, (open) => welcome(open, request));
    const { origin, host } = request.headers;
    log.warn({ origin, host, ...refusal }, 'screen refused');
    const body = `${refusal.why}\n`;
    socket.end(
      `HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
}
