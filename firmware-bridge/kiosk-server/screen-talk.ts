import { SCREEN_VERSION, ScreenMessage } from '@pingan/protocol/screen-messages';
import type { Log } from '../log.ts';
import { type KioskHouse, Refused } from './kiosk-house.ts';
import type { PanelTalk } from './panel-talk.ts';
import type { Screen } from './screen.ts';

type Hello = Extract<ScreenMessage, { type: 'hello' }>;
type Heard = { message: ScreenMessage } | { why: string } | { foreignVersion: unknown };

/** Passes on what screens say to the house, and answers those that say what they may not. */
export class ScreenTalk {
  readonly #house: KioskHouse;
  readonly #panels: PanelTalk;
  readonly #log: Log;

  constructor(parts: { house: KioskHouse; panels: PanelTalk; log: Log }) {
    this.#house = parts.house;
    this.#panels = parts.panels;
    this.#log = parts.log;
  }

  /** Takes one frame. A touch reaches the house in this very tick: nothing here may wait. */
  hear(screen: Screen, text: string | null): void {
    if (!screen.mayTalk()) return;
    const heard = text === null ? { why: 'only text is understood here' } : readMessage(text);
    if ('why' in heard) return screen.refuse(heard.why);
    if ('foreignVersion' in heard) return askToReload(screen, heard.foreignVersion);
    try {
      this.#pass(screen, heard.message);
    } catch (problem) {
      this.#tellProblem(screen, heard.message.type, problem);
    }
  }

  #pass(screen: Screen, message: ScreenMessage): void {
    const { role } = screen;
    if (message.type === 'hello') {
      if (role.is === 'stranger') return this.#greet(screen, message);
      return screen.refuse('this screen has said hello already; connect anew to be another one');
    }
    switch (message.type) {
      case 'touch':
        if (role.is !== 'visitor') return screen.refuse(notYours(role.is, 'a visitor screen'));
        return this.#house.touch(role.station, message);
      case 'worried':
        if (role.is !== 'visitor') return screen.refuse(notYours(role.is, 'a visitor screen'));
        return this.#house.worried(role.station, message.on);
      case 'officer':
        if (role.is !== 'officer') return screen.refuse(notYours(role.is, 'the officer panel'));
        return this.#ask(screen, message.type, () => this.#panels.command(screen, message.command));
      case 'identify':
        if (role.is !== 'officer') return screen.refuse(notYours(role.is, 'the officer panel'));
        return this.#ask(screen, message.type, () => this.#panels.identify(screen, message.as));
      case 'virtual':
        if (role.is !== 'virtual-bus') return screen.refuse(notYours(role.is, 'the page of the virtual bus'));
        if (this.#house.virtual() === null) return screen.refuse('real boards cannot be moved by a screen');
        return this.#ask(screen, message.type, () => this.#house.virtualCommand(message.command));
      case 'rehearsal':
        if (role.is !== 'virtual-bus') return screen.refuse(notYours(role.is, 'the page of the virtual bus'));
        return this.#house.rehearsalCommand(message.command);
    }
  }

  #greet(screen: Screen, hello: Hello): void {
    const bus = this.#house.summary();
    const content = this.#house.content().version;
    const welcome = (station: string | null) =>
      screen.send({ type: 'welcome', v: SCREEN_VERSION, bus, station, content });
    if (screen.through === 'phones' && hello.screen !== 'officer') {
      screen.refuse('phones on this network are officer panels and nothing else');
      return screen.close(1008, 'phones are officer panels');
    }
    if (hello.screen === 'officer') return this.#greetOfficer(screen, hello, welcome);
    if (hello.screen !== 'visitor') {
      screen.role = { is: hello.screen };
      welcome(null);
      if (hello.screen === 'warnings') return this.#warn(screen);
      screen.sendNews({ type: 'status', status: this.#house.status() });
      const virtual = this.#house.virtual();
      if (virtual !== null) screen.sendNews({ type: 'virtual', ...virtual });
      const rehearsal = hello.screen === 'virtual-bus' ? this.#house.rehearsal() : null;
      if (rehearsal !== null) screen.sendNews({ type: 'rehearsal', rehearsal });
      return;
    }
    const stations = bus.stations.map(({ id }) => id);
    const station = hello.station ?? stations[0];
    if (station === undefined || !stations.includes(station)) {
      return screen.refuse(
        `there is no station ${JSON.stringify(station)} here; this bus has ${stations.join(', ')}`,
      );
    }
    screen.role = { is: 'visitor', station };
    welcome(station);
    this.#warn(screen);
    screen.send({ type: 'step', ...this.#house.stationView(station) });
  }

  /** Status and day follow once it is known who is there. */
  #greetOfficer(screen: Screen, hello: Hello, welcome: (station: string | null) => void): void {
    const stations = this.#house.summary().stations.map(({ id }) => id);
    const lentBy = stations.find((id) => id === hello.station) ?? null;
    Object.assign(screen, { role: { is: 'officer' }, lentBy });
    welcome(null);
    this.#panels.entered(screen, lentBy);
  }

  #warn(screen: Screen): void {
    screen.sendNews({ type: 'warnings', warnings: this.#house.warnings() });
  }

  #ask(screen: Screen, what: string, act: () => Promise<void>): void {
    act().catch((problem: unknown) => this.#tellProblem(screen, what, problem));
  }

  /** A wish refused is for the person at the screen; anything else is a fault of ours and for the log as well. */
  #tellProblem(screen: Screen, what: string, problem: unknown): void {
    if (problem instanceof Refused) {
      return screen.send({ type: 'refused', why: problem.message, ...(problem.zh && { zh: problem.zh }) });
    }
    this.#log.error(
      { err: problem, what, role: screen.role },
      'a message from a screen could not be carried out',
    );
    const words = problem instanceof Error ? problem.message : String(problem);
    screen.send({ type: 'refused', why: `this could not be carried out: ${words}` });
  }
}

function readMessage(text: string): Heard {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (problem) {
    if (problem instanceof SyntaxError) return { why: 'not JSON' };
    throw problem;
  }
  const { type, v } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  if (type === 'hello' && v !== SCREEN_VERSION) return { foreignVersion: v };
  const parsed = ScreenMessage.safeParse(raw);
  if (parsed.success) return { message: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'message'}: ${message}`);
  return { why: faults.join('; ').slice(0, 500) };
}

/** A screen that is older or newer than the bus gets its pages from the bus, so loading them anew mends it. */
function askToReload(screen: Screen, version: unknown): void {
  const theirs = JSON.stringify(version) ?? 'none';
  screen.refuse(`reload: this screen speaks version ${theirs} and the bus version ${SCREEN_VERSION}`);
  screen.close(4001, 'reload');
}

function notYours(role: string, whose: string): string {
  return role === 'stranger' ? 'say hello first' : `only ${whose} may say this`;
}
