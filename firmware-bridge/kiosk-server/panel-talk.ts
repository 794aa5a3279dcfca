import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { PanelIdentify, PanelIdentity } from '@pingan/protocol/officer-day';
import { doorWords } from '../crew/door-words.ts';
import { NotIdentified, type PanelDoor } from '../crew/panel-door.ts';
import type { KioskHouse } from './kiosk-house.ts';
import { Refused } from './kiosk-house.ts';
import { type Budget, MessageBudget } from './message-budget.ts';
import type { Screen } from './screen.ts';

/** Nobody types faster; whoever tries codes by a program is not helped. */
const IDENTIFY: Budget = { perSecond: 1, burst: 8 };

interface Panel {
  budget: MessageBudget;
  /** What the page was told last, as text. The token is not part of it: only the page that asked gets one. */
  told: string;
  known: boolean;
  /** Tries that are being checked: their answers, and not a change that they cause, are what the page is told. */
  asking: number;
}

/** Officer panels: tells each who it takes them for, and what goes on to those it knows. */
export class PanelTalk {
  readonly #house: KioskHouse;
  readonly #door: PanelDoor;
  readonly #panels = new Map<Screen, Panel>();

  constructor({ house, door }: { house: KioskHouse; door: PanelDoor }) {
    this.#house = house;
    this.#door = door;
  }

  /** A page said that it is an officer panel, lent by a visitors' station or not. */
  entered(screen: Screen, station: string | null): void {
    const budget = new MessageBudget(IDENTIFY, performance.now());
    this.#panels.set(screen, { budget, told: '', known: false, asking: 0 });
    const place = screen.through === 'phones' ? { is: 'phone' as const } : { is: 'here' as const, station };
    this.#tell(screen, this.#door.entered(screen.id, place));
  }

  left(screen: Screen): void {
    const panel = this.#panels.get(screen);
    if (panel === undefined) return;
    this.#panels.delete(screen);
    if (panel.known) this.#house.screenGone(screen.role);
    this.#door.left(screen.id);
  }

  async identify(screen: Screen, as: PanelIdentify): Promise<void> {
    const panel = this.#panels.get(screen);
    if (panel === undefined) return;
    if (as.by !== 'leaving' && !panel.budget.spend(performance.now())) throw refused(doorWords.tooFast);
    panel.asking++;
    try {
      this.#answer(screen, await this.#door.identify(screen.id, as));
    } catch (problem) {
      throw inWords(problem);
    } finally {
      panel.asking--;
    }
  }

  /** Carries out what a known officer asks; whoever is not known is refused. */
  async command(screen: Screen, command: OfficerCommand): Promise<void> {
    const by = this.#door.who(screen.id);
    if (by === null) throw refused(doorWords.identifyFirst);
    this.#door.heard(screen.id);
    if (command.do !== 'pair') return this.#house.officer(command, by);
    try {
      this.#door.pair(screen.id, command.on);
    } catch (problem) {
      throw inWords(problem);
    }
  }

  /** Panels at which somebody is known. */
  known(): Screen[] {
    return [...this.#panels.keys()].filter((screen) => this.#door.who(screen.id) !== null);
  }

  /** Tells every panel what it does not know yet: somebody signed in or was signed out, or a second of a wait has passed. */
  refresh(): void {
    for (const [screen, { asking }] of this.#panels) {
      if (asking === 0) this.#tell(screen, this.#door.identity(screen.id));
    }
  }

  /** The screens of the bus that were lent by this station go back to visitors; whoever was at them is there no more. */
  giveBack(station: string): void {
    for (const screen of this.#panels.keys()) {
      if (screen.lentBy === station) void this.#door.identify(screen.id, { by: 'leaving' });
    }
  }

  #tell(screen: Screen, identity: PanelIdentity): void {
    if (textOf(identity) !== this.#panels.get(screen)?.told) this.#answer(screen, identity);
  }

  /** Also what it was told before: a page that has asked waits for an answer, and a PIN may be wrong twice. */
  #answer(screen: Screen, identity: PanelIdentity): void {
    const panel = this.#panels.get(screen);
    if (panel === undefined) return;
    const wasKnown = panel.known;
    Object.assign(panel, { told: textOf(identity), known: identity.is !== 'locked' });
    screen.send({ type: 'identity', identity });
    if (panel.known && !wasKnown) this.#show(screen);
    if (!panel.known && wasKnown) this.#lock(screen);
  }

  #show(screen: Screen): void {
    screen.sendNews({ type: 'status', status: this.#house.status() });
    screen.sendNews({ type: 'day', day: this.#house.day() });
  }

  /** Nobody holds a button there any more, and whoever comes next is shown everything anew. */
  #lock(screen: Screen): void {
    this.#house.screenGone(screen.role);
    screen.forget();
  }
}

function textOf(identity: PanelIdentity): string {
  return JSON.stringify({ ...identity, token: null });
}

function inWords(problem: unknown): unknown {
  return problem instanceof NotIdentified ? new Refused(problem.message, problem.zh) : problem;
}

function refused({ zh, en }: { zh: string; en: string }): Refused {
  return new Refused(en, zh);
}
