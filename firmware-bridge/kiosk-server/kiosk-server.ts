import type { IncomingMessage } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { PanelDoor } from '../crew/panel-door.ts';
import type { Log } from '../log.ts';
import { type CallerRules, callerRules, hostAllowed, originAllowed } from './caller-check.ts';
import type { CarryCounter } from './carry-routes.ts';
import { Coalesced } from './coalesced.ts';
import type { KioskHouse } from './kiosk-house.ts';
import { Listener, type Refusal } from './listener.ts';
import { pages, unknownHost } from './pages.ts';
import { PanelTalk } from './panel-talk.ts';
import { PhoneEntrance } from './phone-entrance.ts';
import { explainListening } from './port-taken.ts';
import { Screen, SCREEN_LIMITS, type ScreenLimits } from './screen.ts';
import { SeenChange } from './seen-change.ts';
import { ScreenTalk } from './screen-talk.ts';

const MAX_FRAME_BYTES = 16 * 1024;
const MAX_SCREENS = 64;
const KEEP_ALIVE_MS = 15_000;
const STATUS_EVERY_MS = 100;
const VIRTUAL_EVERY_MS = 50;
const REHEARSAL_EVERY_MS = 100;
const DAY_EVERY_MS = 100;
/** Panels that must wait after wrong PINs see every second of it. */
const WAIT_EVERY_MS = 1_000;
/** How long screens get to say goodbye when the bus stops. */
const GOODBYE_MS = 300;

interface KioskServerParts {
  house: KioskHouse;
  door: PanelDoor;
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** Where officers' phones on the bus's own network find the officer panel; nowhere without it. */
  phones?: { host: string; port: number };
  /** The built screens; where they are missing, the pages say how to build them. */
  staticDir: string;
  /** Sound files of the content pack; without it, or where one is missing, screens speak with the browser's voice. */
  narrationDir?: string;
  /** Where officers take records away in a file and bring the answer back; without it there is no such place. */
  carry?: CarryCounter;
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
  readonly #panels: PanelTalk;
  readonly #listener: Listener;
  readonly #phones: PhoneEntrance | null;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  readonly #status = new Coalesced(STATUS_EVERY_MS, () => this.#pushStatus());
  readonly #virtual = new Coalesced(VIRTUAL_EVERY_MS, () => this.#pushVirtual());
  readonly #rehearsal = new Coalesced(REHEARSAL_EVERY_MS, () => this.#pushRehearsal());
  readonly #seen = new SeenChange();
  /** Pages of the virtual bus that were there at the last look. */
  #lookers = new WeakSet<Screen>();
  readonly #day = new Coalesced(DAY_EVERY_MS, () => this.#pushDay());
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: KioskServerParts) {
    this.#parts = parts;
    this.#host = parts.host ?? '127.0.0.1';
    this.#callers = callerRules(this.#host, parts.allowedOrigins ?? []);
    this.#panels = new PanelTalk(parts);
    this.#talk = new ScreenTalk({ ...parts, panels: this.#panels });
    const { sockets, log } = { sockets: this.#sockets, log: parts.log };
    this.#listener = new Listener({
      ...{ host: this.#host, port: parts.port, sockets, log },
      pages: pages({ ...parts, callers: this.#callers }),
      refusalOf: (request) => this.#refusalOf(request),
      welcome: (socket) => this.#welcome(socket, { through: 'bus', address: undefined }),
    });
    this.#phones =
      parts.phones === undefined
        ? null
        : new PhoneEntrance({
            ...{ ...parts.phones, sockets, log, door: parts.door },
            pages: pages({ ...parts, callers: { hosts: [], origins: [] } }),
            connected: () => this.#phoneAddresses(),
            welcome: (socket, address) => this.#welcome(socket, { through: 'phones', address }),
          });
    parts.door.onChanged(() => this.#panels.refresh());
  }

  /** Listens; the port is the one given, or the one found for 0. Throws `PortTakenError`. */
  async start(): Promise<{ port: number }> {
    const { port: wanted, keepAliveMs = KEEP_ALIVE_MS } = this.#parts;
    const port = await this.#listener.start().catch((problem) => {
      throw explainListening(problem, { host: this.#host, port: wanted, option: '--port' });
    });
    this.#timers = [
      setInterval(() => this.#screens.forEach((screen) => screen.keepAlive()), keepAliveMs),
      setInterval(() => this.#panels.refresh(), WAIT_EVERY_MS),
    ];
    await this.#phones?.start();
    return { port };
  }

  /** Address of the officer page for phones; null where there is none, or not yet. */
  get phoneAddress(): string | null {
    return this.#phones?.address ?? null;
  }

  /** Says goodbye to every screen and is done within half a second, whoever does not answer. */
  async stop(): Promise<void> {
    this.#timers.forEach(clearInterval);
    this.#status.stop();
    this.#virtual.stop();
    this.#rehearsal.stop();
    this.#day.stop();
    const closed = Promise.all([this.#listener.stop(), this.#phones?.stop()]);
    this.#screens.forEach((screen) => screen.close(1001, 'the bus is stopping'));
    const cut = setTimeout(() => {
      this.#sockets.clients.forEach((socket) => socket.terminate());
      this.#listener.cut();
      this.#phones?.cut();
    }, GOODBYE_MS);
    await closed;
    clearTimeout(cut);
  }

  /** Shows the current step on every screen of a station, at once. */
  showStep(station: string): void {
    const screens = this.#visitorScreens(station);
    if (screens.length === 0) return;
    const view = this.#parts.house.stationView(station);
    screens.forEach((screen) => screen.send({ type: 'step', ...view }));
  }

  /** Screens that are connected at a station: with visitors, or lent to an officer. */
  screensAt(station: string): { visitors: number; lent: number } {
    const lent = this.#screensWhere(({ lentBy }) => lentBy === station);
    return { visitors: this.#visitorScreens(station).length, lent: lent.length };
  }

  /** Lets every visitor screen of a station play the chime of the departure check; each answers for itself. */
  chime(station: string, chime: number): void {
    this.#visitorScreens(station).forEach((screen) => screen.send({ type: 'chime', chime }));
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
    if (!open && first !== undefined) this.#panels.giveBack(first);
    const screens = this.#screensWhere(
      ({ role, through, lentBy }) =>
        through === 'bus' && (lentBy ?? (role.is === 'visitor' ? role.station : null)) === first,
    );
    screens.forEach((screen) => screen.send({ type: 'panel', open }));
  }

  /** Tells officer panels that know who is there and the virtual bus soon, however often it is asked for in between. */
  showStatus(): void {
    this.#status.ask();
  }

  /** Tells officer panels soon what the day looks like, and only where it looks different. */
  showDay(): void {
    this.#day.ask();
  }

  /** Redraws the virtual bus at most 20 times a second, and only where an eye could tell that something has changed. */
  showVirtual(): void {
    this.#virtual.ask();
  }

  /** Shows soon what a crowd plays, and only where something has changed. */
  showRehearsal(): void {
    this.#rehearsal.ask();
  }

  #pushStatus(): void {
    const screens = [...this.#panels.known(), ...this.#virtualPages];
    if (screens.length === 0) return;
    const status = this.#parts.house.status();
    screens.forEach((screen) => screen.sendNews({ type: 'status', status }));
  }

  #pushDay(): void {
    const screens = this.#panels.known();
    if (screens.length === 0) return;
    const day = this.#parts.house.day();
    screens.forEach((screen) => screen.sendNews({ type: 'day', day }));
  }

  #pushVirtual(): void {
    const screens = this.#virtualPages;
    const virtual = screens.length === 0 ? null : this.#parts.house.virtual();
    if (screens.some((screen) => !this.#lookers.has(screen))) this.#seen.forget();
    this.#lookers = new WeakSet(screens);
    if (virtual !== null && this.#seen.look(virtual, performance.now()))
      screens.forEach((screen) => screen.sendNews({ type: 'virtual', ...virtual }));
  }

  #visitorScreens(station: string): Screen[] {
    return this.#screensWhere(({ role }) => role.is === 'visitor' && role.station === station);
  }

  #pushRehearsal(): void {
    const screens = this.#virtualPages;
    const rehearsal = screens.length === 0 ? null : this.#parts.house.rehearsal();
    if (rehearsal !== null) screens.forEach((screen) => screen.sendNews({ type: 'rehearsal', rehearsal }));
  }

  get #virtualPages(): Screen[] {
    return this.#screensWhere(({ role }) => role.is === 'virtual-bus');
  }

  #screensWhere(fits: (screen: Screen) => boolean): Screen[] {
    return [...this.#screens].filter(fits);
  }

  #phoneAddresses(): (string | undefined)[] {
    return this.#screensWhere(({ through }) => through === 'phones').map(({ address }) => address);
  }

  #refusalOf({ url, headers }: IncomingMessage): Refusal | null {
    if (url?.split('?', 1)[0] !== '/ws') return { status: '404 Not Found', why: 'the WebSocket is at /ws' };
    if (!hostAllowed(headers.host, this.#callers))
      return { status: '403 Forbidden', why: unknownHost(headers.host) };
    if (!originAllowed(headers.origin, headers.host, this.#callers)) {
      return { status: '403 Forbidden', why: `pages from ${headers.origin} may not talk to this bus` };
    }
    if (this.#screens.size - this.#phoneAddresses().length >= MAX_SCREENS) {
      return { status: '503 Service Unavailable', why: `${MAX_SCREENS} screens are connected already` };
    }
    return null;
  }

  #welcome(socket: WebSocket, from: { through: 'bus' | 'phones'; address: string | undefined }): void {
    const { limits, log, house } = this.#parts;
    const screen = new Screen(socket, from, { ...SCREEN_LIMITS, ...limits }, log);
    this.#screens.add(screen);
    socket.on('close', () => {
      this.#screens.delete(screen);
      if (screen.role.is === 'officer') this.#panels.left(screen);
      else house.screenGone(screen.role);
    });
    // What breaks the protocol (a frame too large, bytes that are no frame) is closed by ws itself.
    socket.on('error', (err) => log.warn({ err, role: screen.role }, 'screen closed'));
    socket.on('message', (data: Buffer, isBinary) =>
      this.#talk.hear(screen, isBinary ? null : data.toString('utf8')),
    );
  }
}
