import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ExhibitAction, Length } from '@pingan/content/kinds/kind-rule';
import { type ExhibitState, ruleOf } from '@pingan/content/kinds/rules';
import type { ContentPack } from '@pingan/content/pack';
import type { Language } from '@pingan/protocol/ids';
import { type BusStatus } from '@pingan/protocol/bus-status';
import { type BusSummary } from '@pingan/protocol/bus-summary';
import { type OfficerCommand } from '@pingan/protocol/officer-commands';
import {
  ScreenMessage,
  TURNING_POINTS,
  USUAL_REACH,
  type Audience,
  type BridgeMessage,
  type Reach,
  type Step,
  type TouchAction,
} from '@pingan/protocol/screen-messages';
import type { RehearsalCommand, RehearsalView } from '@pingan/protocol/rehearsal';
import { type VirtualCommand } from '@pingan/protocol/virtual-command';
import type { OfficerDay, PanelIdentity } from '@pingan/protocol/officer-day';
import type { Warning } from '@pingan/protocol/warnings';
import sirv from 'sirv';
import { WebSocketServer, type WebSocket } from 'ws';
import { commanded } from './fake-day.ts';
import { done, stepped } from './fake-departure.ts';
import { FakeDoor } from './fake-door.ts';
import { FakeHouse } from './fake-house.ts';
import { FakeCrowd, noDay } from './fake-rehearsal.ts';
import { sampleBus, sampleStatus } from './sample-bus.ts';
import { samplePack } from './sample-content.ts';
import { sampleDay } from './sample-day.ts';

const DIST = fileURLToPath(new URL('../../kiosk-ui/dist', import.meta.url));

export interface FakeBridgeParts {
  pack?: ContentPack;
  bus?: BusSummary;
  status?: Partial<BusStatus>;
  /** Exhibits offered at attract; those of the bus's first station where it is left out. */
  offered?: string[];
}

/** Speaks the screens' protocol over a sample story, so that the pages can be tried without a bus. */
export class FakeBridge {
  readonly received: ScreenMessage[] = [];
  pack: ContentPack;
  status: BusStatus;
  step: Step;
  revision = 0;
  session = 'session-1';
  language: Language = 'zh';
  length: Length = 'full';
  reach: Reach = USUAL_REACH;
  audience: Audience = { is: 'one' };
  warnings: Warning[] = [];
  rehearsal: RehearsalView = noDay;
  day: OfficerDay;
  readonly door = new FakeDoor();
  /** What `/api/carry/take` and `/api/carry/bring` answer. */
  carry: ((what: string, request: IncomingMessage, response: ServerResponse) => void) | null = null;

  #bus: BusSummary;
  #offered: string[];
  #server: Server | null = null;
  #sockets = new Set<WebSocket>();
  #wss: WebSocketServer | null = null;
  #beams = { outer: false, inner: false };
  #house: FakeHouse;
  #crowd: FakeCrowd;

  constructor({ pack = samplePack, bus = sampleBus, status = {}, offered }: FakeBridgeParts = {}) {
    this.pack = pack;
    this.#bus = bus;
    this.#house = new FakeHouse(bus);
    this.#crowd = new FakeCrowd(bus, (view) => this.tellRehearsal(view));
    this.status = { ...structuredClone(sampleStatus), ...status };
    this.day = sampleDay(this.status.stops);
    this.#offered = offered ?? bus.stations[0]?.exhibits ?? [];
    this.step = this.#attract();
  }

  /** Starts on a port (0 takes a free one) and returns the address of the visitor screen. */
  async start(port = 0): Promise<string> {
    const files = sirv(DIST, { dev: true, extensions: ['html'] });
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/api/content')) {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(this.pack));
      } else if (this.carry !== null && request.url?.startsWith('/api/carry/'))
        this.carry(request.url.slice('/api/carry/'.length), request, response);
      else files(request, response, () => void response.writeHead(404).end());
    });
    this.#server = server;
    this.#wss = new WebSocketServer({ server, path: '/ws' });
    this.#wss.on('connection', (socket) => this.#serve(socket));
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#crowd.stop();
    const server = this.#server;
    for (const socket of this.#sockets) socket.terminate();
    this.#wss?.close();
    server?.closeAllConnections();
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()));
    this.#server = null;
  }

  /** Shows a step on every screen, as if the session had got there. */
  show(step: Step, stillHere: number | null = null): void {
    this.step = step;
    this.revision += 1;
    this.#say(this.#stepMessage(stillHere));
  }

  refuse(why: string): void {
    this.#say({ type: 'refused', why });
  }

  tellStatus(changed: Partial<BusStatus>): void {
    this.status = { ...this.status, ...changed };
    this.#say({ type: 'status', status: this.status });
    this.#say(this.#virtual());
  }

  tellRehearsal(rehearsal: RehearsalView): void {
    this.rehearsal = rehearsal;
    this.#say({ type: 'rehearsal', rehearsal });
  }

  tellDay(changed: Partial<OfficerDay>): void {
    this.day = { ...this.day, ...changed };
    this.#say({ type: 'day', day: this.day });
  }

  /** An officer lifted, pressed or walked through what the departure check asks about. */
  did(item: string): void {
    const after = done(this.day, item, this.door.who);
    if (after !== this.day) this.tellDay(after);
  }

  /** The departure check wants to hear the visitor screens. */
  chime(chime: number): void {
    this.#say({ type: 'chime', chime });
  }

  /** The key switch on the bus is turned. */
  turnKey(open: boolean): void {
    this.#say({ type: 'panel', open });
  }

  /** A new session, as after a restart. */
  restart(): void {
    this.session = `session-${Number(this.session.split('-')[1]) + 1}`;
    this.language = 'zh';
    this.reach = USUAL_REACH;
    this.show(this.#attract());
  }

  #attract(): Step {
    return { at: 'attract', exhibits: this.#offered };
  }

  #say(message: BridgeMessage): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(message));
  }

  #serve(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (data) => {
      const message = ScreenMessage.parse(JSON.parse(String(data)));
      this.received.push(message);
      this.#hear(message, (answer) => socket.send(JSON.stringify(answer)));
    });
  }

  #hear(message: ScreenMessage, answer: (message: BridgeMessage) => void): void {
    if (message.type === 'hello') {
      const station = message.screen === 'visitor' ? (message.station ?? 'telephone') : null;
      answer({ type: 'welcome', v: 1, bus: this.#bus, station, content: this.pack.version });
      answer({ type: 'warnings', warnings: this.warnings });
      if (message.screen === 'visitor') answer(this.#stepMessage(null));
      else if (message.screen !== 'warnings') answer({ type: 'status', status: this.status });
      if (message.screen === 'virtual-bus') {
        answer(this.#virtual());
        answer({ type: 'rehearsal', rehearsal: this.rehearsal });
      }
      if (message.screen === 'officer') this.#greet(this.door.greeting(), answer);
    } else if (message.type === 'touch') {
      if (message.session === this.session && message.revision === this.revision) this.#touch(message.action);
    } else if (message.type === 'worried') {
      this.tellStatus({ worried: message.on ? ['telephone'] : [] });
      this.#say(this.#virtual());
    } else if (message.type === 'identify') this.#greet(this.door.identify(message.as), answer);
    else if (message.type === 'officer') this.#officer(message.command, answer);
    else if (message.type === 'virtual') this.#move(message.command);
    else if (message.type === 'rehearsal') this.#rehearse(message.command, answer);
  }

  #touch(action: TouchAction): void {
    if (action.do === 'language') this.language = action.language;
    if (action.do === 'reach') this.reach = { ...this.reach, ...(action.reach as Partial<Reach>) };
    const next = nextStep(this.pack, this.step, action, this.length);
    if (action.do === 'leave' || (action.do === 'next' && isOver(this.pack, this.step))) this.restart();
    else this.show(next);
    this.#say(this.#virtual());
  }

  #greet(identity: PanelIdentity, answer: (message: BridgeMessage) => void): void {
    answer({ type: 'identity', identity });
    if (identity.is !== 'locked') answer({ type: 'day', day: this.day });
  }

  #officer(command: OfficerCommand, answer: (message: BridgeMessage) => void): void {
    if (command.do === 'answered') return this.tellStatus({ worried: [] });
    if (command.do === 'departure')
      return this.tellDay(stepped(this.day, command.check, this.#bus, this.door.who));
    if (command.do === 'open-stop' && command.purpose !== 'rehearsal')
      return answer({
        type: 'refused',
        why: `purpose ${command.purpose} needs a real board; this bus allows rehearsal`,
      });
    const { day = this.day, status = this.#house.officer(command, this.status) } =
      commanded(this.day, command, this.door.who) ?? {};
    if (status !== null) this.tellStatus(status);
    this.tellDay(day);
  }

  #move(command: VirtualCommand): void {
    if (command.do === 'input') this.did(command.input);
    if (command.do !== 'beam') this.tellStatus(this.#house.move(command, this.status));
    else {
      const entered = command.beam === 'inner' && !command.broken && !this.#beams.outer;
      this.#beams[command.beam] = command.broken;
      if (entered) {
        const { visits } = this.status;
        this.tellStatus({ visits: { ...visits, in: visits.in + 1, aboard: visits.aboard + 1 } });
      }
    }
    this.#say(this.#virtual());
  }

  #rehearse(command: RehearsalCommand, answer: (message: BridgeMessage) => void): void {
    const refusal = this.#crowd.take(command, this.rehearsal);
    if (refusal !== null) answer({ type: 'refused', ...refusal });
  }

  #stepMessage(stillHere: number | null): BridgeMessage {
    const { session, revision, language, step, reach, audience } = this;
    return { type: 'step', session, revision, language, step, stillHere, reach, audience };
  }

  #virtual(): BridgeMessage {
    const { alarm } = this.status;
    const lit: Record<string, number> = { ...lightsOf(this.pack, this.step), ...this.#house.lit() };
    if (alarm?.beacon && this.#bus.alarmRig !== null) lit[this.#bus.alarmRig.beacon] = 1;
    const isDark = this.#house.unplugged.size > 0;
    const level = (id: string) =>
      this.status.worried.length > 0 && id === 'officer' ? 1 : (lit[id] ?? (isTurningPoint(id) ? 0.15 : 0));
    const { burntOut } = this.#house;
    const lamps = Object.fromEntries(
      this.#bus.lamps.map(({ id }) => [id, isDark || burntOut.has(id) ? 0 : level(id)]),
    );
    const beams = { front: { ...this.#beams } };
    return {
      type: 'virtual',
      lamps,
      beams,
      slipMs: 4,
      ...this.#house.state(this.status),
    };
  }
}

const isTurningPoint = (lamp: string) => TURNING_POINTS.some((point) => point === lamp);

function lightsOf(pack: ContentPack, step: Step): Record<string, number> {
  if (step.at === 'attract' || step.at === 'menu') return { telephone: 1 };
  const exhibit = pack.exhibits.find(({ id }) => id === step.exhibit);
  if (exhibit === undefined || !isOfKind(step)) return {};
  const { lights, turningPoint } = ruleOf(exhibit).lights(exhibit, step as unknown as ExhibitState);
  return { telephone: 0.6, ...lights, ...(turningPoint && { [turningPoint]: 1 }) };
}

/** Learning items and the closing belong to the session, not to a kind. */
const isOfKind = ({ at }: Step) => !['attract', 'menu', 'item', 'item-feedback', 'closing'].includes(at);

/** Whether a result is on the screen; what the bus asks afterwards is shown by hand. */
function isOver(pack: ContentPack, step: Step): boolean {
  if (!isOfKind(step) || !('exhibit' in step)) return step.at === 'closing';
  const exhibit = pack.exhibits.find(({ id }) => id === step.exhibit);
  return exhibit !== undefined && ruleOf(exhibit).isOver(step as unknown as ExhibitState);
}

/** The content's own rule decides, as on the bus; learning items and the closing are shown by hand. */
function nextStep(pack: ContentPack, step: Step, action: TouchAction, length: Length): Step {
  if (action.do === 'begin') return step.at === 'attract' ? { at: 'menu', exhibits: step.exhibits } : step;
  if (action.do === 'start') {
    const exhibit = pack.exhibits.find(({ id }) => id === action.exhibit);
    if (exhibit === undefined) return step;
    return { ...ruleOf(exhibit).start(exhibit, { length, luck: 'sample' }), exhibit: exhibit.id } as Step;
  }
  if (!isOfKind(step) || step.at === 'attract' || step.at === 'menu') return step;
  const exhibit = pack.exhibits.find(({ id }) => id === step.exhibit);
  const moves = ['next', 'choose', 'beside', 'back'].includes(action.do);
  if (exhibit === undefined || !moves) return step;
  const state = ruleOf(exhibit).next(exhibit, step as unknown as ExhibitState, action as ExhibitAction);
  return { ...state, exhibit: exhibit.id } as Step;
}
