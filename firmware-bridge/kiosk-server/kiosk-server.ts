import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from '../log.ts';
import { type CallerRules, callerRules, hostAllowed, originAllowed } from './caller-check.ts';
import { Coalesced } from './coalesced.ts';
import type { KioskHouse } from './kiosk-house.ts';
import { pages, unknownHost } from './pages.ts';
import { Screen, SCREEN_LIMITS, type ScreenLimits } from './screen.ts';
import { ScreenTalk } from './screen-talk.ts';

const MAX_FRAME_BYTES = 16 * 1024;
const MAX_SCREENS = 64;
const KEEP_ALIVE_MS = 15_000;
const STATUS_EVERY_MS = 100;
const VIRTUAL_EVERY_MS = 50;
const DAY_EVERY_MS = 100;
/** How long screens get to say goodbye when the bus stops. */
const GOODBYE_MS = 300;

export { type KioskHouse, Refused } from './kiosk-house.ts';

/** Another program listens there; nothing was started. */
export class PortTakenError extends Error {}

interface KioskServerParts {
  house: KioskHouse;
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** The built screens; where they are missing, the pages say how to build them. */
  staticDir: string;
  /** Sound files of the content pack; without it, or where one is missing, screens speak with the browser's voice. */
  narrationDir?: string;
  /** Origins besides the server's own whose pages may connect, such as a development server's. */
  allowedOrigins?: readonly string[];
  limits?: Partial<ScreenLimits>;
  keepAliveMs?: number;
  log: Log;
}

/** Serves the screens of one bus: their pages over HTTP, what happens over one WebSocket each. */
export class KioskServer {
  readonly #parts: KioskServerParts;
  readonly #host: string;
  readonly #callers: CallerRules;
  readonly #talk: ScreenTalk;
  readonly #screens = new Set<Screen>();
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  readonly #status = new Coalesced(STATUS_EVERY_MS, () => this.#pushStatus());
  readonly #virtual = new Coalesced(VIRTUAL_EVERY_MS, () => this.#pushVirtual());
  readonly #day = new Coalesced(DAY_EVERY_MS, () => this.#pushDay());
  #keepAlive: NodeJS.Timeout | undefined;

  constructor(parts: KioskServerParts) {
    this.#parts = parts;
    this.#host = parts.host ?? '127.0.0.1';
    this.#callers = callerRules(this.#host, parts.allowedOrigins ?? []);
    this.#talk = new ScreenTalk(parts);
    this.#server = createServer(pages({ ...parts, callers: this.#callers }));
    this.#server.on('upgrade', (request, socket, head) => this.#openScreen(request, socket, head));
  }

  /** Listens; the port is the one given, or the one found for 0. Throws {@link PortTakenError}. */
  async start(): Promise<{ port: number }> {
    const { port, log, keepAliveMs = KEEP_ALIVE_MS } = this.#parts;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (problem: NodeJS.ErrnoException) => reject(this.#explain(problem)));
      this.#server.listen(port, this.#host, resolve);
    });
    this.#server.removeAllListeners('error');
    this.#server.on('error', (err) => log.error({ err }, 'the server of the screens has a problem'));
    this.#keepAlive = setInterval(() => this.#screens.forEach((screen) => screen.keepAlive()), keepAliveMs);
    return { port: (this.#server.address() as AddressInfo).port };
  }

  /** Says goodbye to every screen and is done within half a second, whoever does not answer. */
  async stop(): Promise<void> {
    clearInterval(this.#keepAlive);
    this.#status.stop();
    this.#virtual.stop();
    this.#day.stop();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#screens.forEach((screen) => screen.close(1001, 'the bus is stopping'));
    this.#server.closeIdleConnections();
    const cut = setTimeout(() => {
      this.#sockets.clients.forEach((socket) => socket.terminate());
      this.#server.closeAllConnections();
    }, GOODBYE_MS);
    await closed;
    clearTimeout(cut);
  }

  /** Shows the current step on every screen of a station, at once. */
  showStep(station: string): void {
    const screens = this.#screensWhere(({ role }) => role.is === 'visitor' && role.station === station);
    if (screens.length === 0) return;
    const view = this.#parts.house.stationView(station);
    screens.forEach((screen) => screen.send({ type: 'step', ...view }));
  }

  /** Case warnings have come or expired. */
  showWarnings(): void {
    const warnings = this.#parts.house.warnings();
    this.#screensWhere(({ role }) => role.is === 'visitor' || role.is === 'warnings').forEach((screen) =>
      screen.sendNews({ type: 'warnings', warnings }),
    );
  }

  /** The key switch was turned: the screen of the first station becomes the officer panel, or goes back to visitors. */
  showPanel(open: boolean): void {
    const first = this.#parts.house.summary().stations[0]?.id;
    const screens = this.#screensWhere(
      ({ role }) => role.is === 'officer' || (role.is === 'visitor' && role.station === first),
    );
    screens.forEach((screen) => screen.send({ type: 'panel', open }));
  }

  /** Tells the officer panel and the virtual bus soon, however often it is asked for in between. */
  showStatus(): void {
    this.#status.ask();
  }

  /** Tells officer panels soon what the day looks like, and only where it looks different. */
  showDay(): void {
    this.#day.ask();
  }

  /** Redraws the virtual bus at most 20 times a second, and only where something has changed. */
  showVirtual(): void {
    this.#virtual.ask();
  }

  #pushStatus(): void {
    const screens = this.#screensWhere(({ role }) => role.is === 'officer' || role.is === 'virtual-bus');
    if (screens.length === 0) return;
    const status = this.#parts.house.status();
    screens.forEach((screen) => screen.sendNews({ type: 'status', status }));
  }

  #pushDay(): void {
    const screens = this.#screensWhere(({ role }) => role.is === 'officer');
    if (screens.length === 0) return;
    const day = this.#parts.house.day();
    screens.forEach((screen) => screen.sendNews({ type: 'day', day }));
  }

  #pushVirtual(): void {
    const screens = this.#screensWhere(({ role }) => role.is === 'virtual-bus');
    const virtual = screens.length === 0 ? null : this.#parts.house.virtual();
    if (virtual !== null) screens.forEach((screen) => screen.sendNews({ type: 'virtual', ...virtual }));
  }

  #screensWhere(fits: (screen: Screen) => boolean): Screen[] {
    return [...this.#screens].filter(fits);
  }

  #openScreen(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refusal = this.#refusalOf(request);
    if (refusal === null) {
      return this.#sockets.handleUpgrade(request, socket, head, (open) => this.#welcome(open));
    }
    this.#parts.log.warn(
      { origin: request.headers.origin, host: request.headers.host, ...refusal },
      'screen refused',
    );
    const body = `${refusal.why}\n`;
    socket.end(
      `HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  #refusalOf({ url, headers }: IncomingMessage): { status: string; why: string } | null {
    if (url?.split('?', 1)[0] !== '/ws') return { status: '404 Not Found', why: 'the WebSocket is at /ws' };
    if (!hostAllowed(headers.host, this.#callers))
      return { status: '403 Forbidden', why: unknownHost(headers.host) };
    if (!originAllowed(headers.origin, headers.host, this.#callers)) {
      return { status: '403 Forbidden', why: `pages from ${headers.origin} may not talk to this bus` };
    }
    if (this.#screens.size >= MAX_SCREENS) {
      return { status: '503 Service Unavailable', why: `${MAX_SCREENS} screens are connected already` };
    }
    return null;
  }

  #welcome(socket: WebSocket): void {
    const { limits, log } = this.#parts;
    const screen = new Screen(socket, { ...SCREEN_LIMITS, ...limits }, log);
    this.#screens.add(screen);
    socket.on('close', () => {
      this.#screens.delete(screen);
      this.#parts.house.screenGone(screen.role);
    });
    // What breaks the protocol (a frame too large, bytes that are no frame) is closed by ws itself.
    socket.on('error', (err) => log.warn({ err, role: screen.role }, 'screen closed'));
    socket.on('message', (data: Buffer, isBinary) =>
      this.#talk.hear(screen, isBinary ? null : data.toString('utf8')),
    );
  }

  #explain(problem: NodeJS.ErrnoException): Error {
    const { port } = this.#parts;
    if (problem.code === 'EADDRINUSE') {
      return new PortTakenError(
        `port ${port} on ${this.#host} is taken by another program; end that one or choose another with --port`,
      );
    }
    return problem;
  }
}
