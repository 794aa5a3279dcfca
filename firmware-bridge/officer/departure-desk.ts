import type { BusProfile } from '@pingan/device-config/profile';
import type { Author } from '@pingan/protocol/author';
import type { DepartureStep, DepartureView, Ticket } from '@pingan/protocol/departure';
import type { ClockWatch } from '../clock-watch.ts';
import type { BusGlance, DiskSeen } from '../departure/bus-glance.ts';
import { checkPlan } from '../departure/check-plan.ts';
import { checkReport } from '../departure/check-report.ts';
import { type BeamReport, CheckSenses } from '../departure/check-senses.ts';
import { type Departure, type EndedCheck, NO_CHECK } from '../departure/check-state.ts';
import { chimeDue, departureView, lampsAlone, sirenDue } from '../departure/check-view.ts';
import { type DepartureEvent, departureStep, isTooEarly } from '../departure/departure-rule.ts';
import { BOARD_STARTS_MS } from '../departure/machine-verdicts.ts';
import { ticketChanges, ticketsShown } from '../departure/tickets.ts';
import { type EpochClock, wallOf } from '../schedule/day-stops.ts';
import type { ShowFloor } from '../show-floor.ts';
import type { DiskProbe } from '../store/disk-probe.ts';
import type { Ledger } from '../store/ledger.ts';
import type { InputEvent } from '../things/contacts.ts';
import type { DoorwayEvent } from '../visits/doorway.ts';
import type { OfficerNotes } from './officer-notes.ts';
import { refusals } from './refusals.ts';

/** What a departure check needs of the screens; those who serve them supply it. */
export interface CheckedScreens {
  screensAt(station: string): { visitors: number; lent: number };
  chime(station: string, chime: number): void;
}

/** What it needs of the boards. */
export interface CheckedBoards {
  readonly boards: readonly { name: string; state: BusGlance['boards'][string] }[];
  readonly silentControllers: readonly string[];
  probeChips(): Promise<void>;
}

export interface DepartureDeskParts {
  profile: BusProfile;
  ledger: Pick<Ledger, 'fact' | 'current' | 'daysToSend' | 'wallOf'> & { probe(): Promise<DiskProbe> };
  notes: Pick<OfficerNotes, 'departure'>;
  clock: Pick<ClockWatch, 'source'>;
  floor: Pick<ShowFloor, 'checkBegins' | 'checkEnds' | 'checkLamps' | 'trySiren' | 'sirenRestMs' | 'sensed'>;
  boards: CheckedBoards;
  /** Null where the bus knows no headquarters. */
  link: () => { state: 'connected' | 'connecting' } | null;
  screens: () => CheckedScreens;
  /** Doors that heard nothing while they were checked are told how their beams are. */
  doorsMissed: (reports: readonly { door: string; event: DoorwayEvent }[]) => void;
  /** A crowd plays a day on this bus. */
  isPlayed: () => boolean;
  /** 64 random bits in hex. */
  newId: () => string;
  /** The day looks different. */
  dayChanged: () => void;
  /** Milliseconds since the process began. */
  now: () => number;
}

const ASK_CHIPS_MS = 1_000;

/**
 * Carries out the departure check: asks the rule, moves lamps, siren and chime as it wants them, and keeps what comes of it. While one
 * runs, doors, things and screens are its own, so that nothing a hand does is counted. A check that is under way is forgotten with the
 * process.
 */
export class DepartureDesk {
  readonly #parts: DepartureDeskParts;
  readonly #senses: CheckSenses;
  #state: Departure = NO_CHECK;
  #by: Author | null = null;
  #disk: DiskSeen | null = null;
  /** The boards that answered when their chips were asked; null before. */
  #chipsAskedOf: string | null = null;
  /** Boards that have answered since the process began. */
  readonly #heard = new Set<string>();
  /** When the chips are to be asked again, in monotonic milliseconds; null while they are being asked. */
  #askChipsAt: number | null = 0;

  constructor(parts: DepartureDeskParts) {
    this.#parts = parts;
    this.#senses = new CheckSenses(parts.profile);
  }

  /** Whether a check is going on: then hands and doors are its own and nobody counts them. */
  get running(): boolean {
    return this.#state.at === 'running';
  }

  /** Carries out what an officer says of a check, or throws `Refused`. */
  take(step: DepartureStep, by: Author): void {
    const at = this.#parts.now();
    switch (step.step) {
      case 'start':
        return this.#start(by, at);
      case 'answer':
        if (isTooEarly(this.#state, step.ask)) throw refusals.notHeardYet();
        return this.#step({ kind: 'answer', ask: step.ask, faulty: step.faulty, at });
      case 'skip':
        return this.#step({ kind: 'skip', ask: step.ask, at });
      case 'cancel':
        return this.#step({ kind: 'cancel', at });
    }
  }

  /** An officer says that a fault has been mended; throws `Refused` where there is no such ticket. */
  mended(ticket: string, remark: string, by: Author): void {
    const { notes, ledger } = this.#parts;
    if (!notes.departure.open.some(({ id }) => id === ticket)) throw refusals.noTicket();
    ledger.fact('ticket-closed', { by, detail: { ticket, why: 'mended', remark } });
  }

  view(clock: EpochClock): DepartureView {
    const { last } = this.#parts.notes.departure;
    return departureView(
      this.#state,
      last && { at: wallOf(last.when, clock), by: last.by, faults: last.faults, skipped: last.skipped },
    );
  }

  tickets(clock: EpochClock): Ticket[] {
    return ticketsShown(this.#parts.notes.departure, clock);
  }

  // ── what the bus does meanwhile ────────────────────────────────────────────────────────────────────────────

  input(event: InputEvent): void {
    this.#felt(this.#senses.input(event));
  }

  beam(event: BeamReport): void {
    this.#felt(this.#senses.beam(event));
  }

  boardLost(board: string, at: number): void {
    this.#senses.boardLost(board, at);
    this.tick(at);
  }

  chimed(station: string, chimed: Pick<Extract<DepartureEvent, { kind: 'chimed' }>, 'chime' | 'how'>): void {
    this.#step({ kind: 'chimed', station, ...chimed, at: this.#parts.now() });
  }

  /** Lets time pass; call it a few times a second. */
  tick(at: number): void {
    const felt = this.#senses.tick(at);
    for (const board of this.#readyBoards) this.#heard.add(board);
    if (!this.running) return;
    this.#askChips(at);
    this.#felt(felt);
    this.#step({ kind: 'glance', glance: this.#glance(at), at });
  }

  #start(by: Author, at: number): void {
    const { ledger, profile, floor, newId } = this.#parts;
    if (this.running) return;
    if (ledger.current.stop !== null) throw refusals.checkAtOpenStop();
    if (this.#parts.isPlayed()) throw refusals.checkWhilePlayed();
    this.#by = by;
    this.#disk = null;
    this.#chipsAskedOf = null;
    this.#askChipsAt = at;
    this.#senses.begin(at);
    floor.checkBegins(at);
    const check = newId();
    this.#step({ kind: 'start', check, plan: checkPlan(profile), glance: this.#glance(at), at });
    void ledger.probe().then((disk) => (this.#disk = disk));
  }

  /** Light controllers say nothing by themselves: they are asked at once, and again where one did not answer or a board has come since. */
  #askChips(at: number): void {
    const { boards, now } = this.#parts;
    if (this.#askChipsAt === null || at < this.#askChipsAt) return;
    const asked = this.#readyBoards.join();
    if (this.#chipsAskedOf === asked && boards.silentControllers.length === 0) return;
    this.#askChipsAt = null;
    void boards.probeChips().then(() => {
      this.#chipsAskedOf = asked;
      this.#askChipsAt = now() + ASK_CHIPS_MS;
    });
  }

  #felt(events: readonly DepartureEvent[]): void {
    if (!this.running) return;
    for (const event of events) this.#step(event);
  }

  #step(event: DepartureEvent): void {
    const before = this.#state;
    const after = departureStep(before, event);
    if (after === before) return;
    this.#state = after;
    if (!same(lampsAlone(before), lampsAlone(after))) this.#parts.floor.checkLamps(lampsAlone(after));
    if (sirenDue(after) !== null && sirenDue(before) === null) this.#parts.floor.trySiren(event.at);
    const chime = chimeDue(after);
    if (chime !== null && !same(chime, chimeDue(before)))
      this.#parts.screens().chime(chime.station, chime.chime);
    if (before.at === 'running' && after.at !== 'running') this.#ended(after, event.at);
    this.#parts.dayChanged();
  }

  /** Doors and things are everybody's again; what was found is a fact, unless somebody cancelled. */
  #ended(state: Departure, at: number): void {
    const { floor, doorsMissed } = this.#parts;
    floor.checkEnds(this.#senses.inputReports(at));
    doorsMissed(this.#senses.doorReports(at));
    if (state.at === 'over') this.#keep(state);
  }

  #keep(check: EndedCheck): void {
    const { ledger, notes, newId } = this.#parts;
    const { opened, closed } = ticketChanges(notes.departure, check, newId);
    const by = this.#by === null ? {} : { by: this.#by };
    ledger.fact('departure-check', { ...by, detail: checkReport(check) });
    for (const detail of opened) ledger.fact('ticket-opened', { ...by, detail });
    for (const detail of closed) ledger.fact('ticket-closed', { ...by, detail });
  }

  get #readyBoards(): string[] {
    return this.#parts.boards.boards.filter(({ state }) => state === 'ready').map(({ name }) => name);
  }

  /** Whoever checks a bus that was switched on a moment ago is not told that its boards are faulty. */
  #seen(name: string, state: BusGlance['boards'][string], at: number): BusGlance['boards'][string] {
    return state === 'lost' && at < BOARD_STARTS_MS && !this.#heard.has(name) ? 'starting' : state;
  }

  #glance(at: number): BusGlance {
    const { profile, boards, clock, ledger, link, floor, screens } = this.#parts;
    return {
      boards: Object.fromEntries(boards.boards.map(({ name, state }) => [name, this.#seen(name, state, at)])),
      ...{ silent: boards.silentControllers, chipsAsked: this.#chipsAskedOf === this.#readyBoards.join() },
      disk: this.#disk,
      clock: { known: ledger.wallOf(at) !== null, source: clock.source },
      link: { state: link()?.state ?? 'none', daysToSend: ledger.daysToSend },
      ...{ supply: floor.sensed.supply, sensors: floor.sensed.sensed },
      ...{ doors: this.#senses.doors, contacts: this.#senses.contacts },
      sirenWaitMs: floor.sirenRestMs(at),
      screens: Object.fromEntries(profile.stations.map(({ id }) => [id, screens().screensAt(id)])),
    };
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
