import type { Language } from '@pingan/protocol/ids';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { OfficerCommand, Queue } from '@pingan/protocol/officer-commands';
import type { BridgeMessage, ScreenMessage } from '@pingan/protocol/screen-messages';

/** Hand-tapped entries that a calibration needs before it yields an interval. */
export const ENTRIES_NEEDED = 50;

/** What the officer page knows: the bus, its status, the officer's day, and what was refused last. */
export class OfficerDesk {
  language = $state<Language>('zh');
  bus = $state.raw<BusSummary | null>(null);
  status = $state.raw<BusStatus | null>(null);
  day = $state.raw<OfficerDay | null>(null);
  refused = $state<string | null>(null);
  /** The bridge was away when something was asked for last, and never heard it. */
  unheard = $state(false);
  /** What was asked for last: a refusal is shown beside it. */
  asked = $state<OfficerCommand['do'] | null>(null);
  /** Whether this page holds the alarm's button down. */
  holdsAlarm = $state(false);
  /** The door whose calibration page is open. */
  calibrating = $state<string | null>(null);
  /** Taps on this page since the calibration began, so that each is answered at once. */
  taps = $state({ in: 0, out: 0 });

  #send: (message: ScreenMessage) => boolean;

  constructor(parts: { send: (message: ScreenMessage) => boolean }) {
    this.#send = parts.send;
  }

  receive(message: BridgeMessage): void {
    if (message.type === 'welcome') this.bus = message.bus;
    else if (message.type === 'status') this.status = message.status;
    else if (message.type === 'day') this.day = message.day;
    else if (message.type === 'refused') this.refused = (this.language === 'zh' && message.zh) || message.why;
  }

  /** Whoever leaves takes along what only officers see. */
  signedOut(): void {
    this.day = null;
    this.calm();
  }

  /** The last refusal has been read. */
  calm(): void {
    this.refused = null;
    this.unheard = false;
  }

  /** Asks the bus for something. False where the bridge is away: nothing is kept for later, and the page says so. */
  command(command: OfficerCommand): boolean {
    this.refused = null;
    this.asked = command.do;
    const isHeard = this.tell(command);
    this.unheard = !isHeard;
    return isHeard;
  }

  /** Tells the bus without a word to the officer, where whoever tells keeps it and tells it again. */
  tell(command: OfficerCommand): boolean {
    return this.#send({ type: 'officer', command });
  }

  /** The bridge is away: it lets go of what this page held, and so does this page. */
  bridgeLost(): void {
    this.holdsAlarm = false;
  }

  answered(station: string): void {
    this.command({ do: 'answered', station });
  }

  hold(station: string, on: boolean): void {
    this.command({ do: 'hold', station, on });
  }

  /** How many wait outside: new stories become shorter or longer. */
  setQueue(queue: Queue): void {
    this.command({ do: 'queue', queue });
  }

  /** A presenter plays with a class at a station, or no longer. */
  present(station: string, on: boolean): void {
    this.command({ do: 'present', station, on });
  }

  /** The finger is on the alarm's button; held long enough, the rig arms itself. */
  pressAlarm(): void {
    if (this.holdsAlarm) return;
    this.holdsAlarm = this.command({ do: 'alarm', press: 'hold' });
  }

  /** The finger is gone, in whatever way. */
  releaseAlarm(): void {
    if (!this.holdsAlarm) return;
    this.holdsAlarm = false;
    this.command({ do: 'alarm', press: 'release' });
  }

  disarm(): void {
    this.command({ do: 'alarm', press: 'disarm' });
  }

  stopSiren(): void {
    this.command({ do: 'alarm', press: 'stop' });
  }

  /** Opens the calibration page of a door; a calibration that runs already goes on there. */
  openCalibration(door: string): void {
    this.calibrating = door;
    if (!this.#door(door)?.calibrating) this.#calibrate('start');
    this.taps = { in: 0, out: 0 };
  }

  tapCrossing(direction: 'in' | 'out'): void {
    if (this.#calibrate(direction)) this.taps = { ...this.taps, [direction]: this.taps[direction] + 1 };
  }

  endCalibration(step: 'finish' | 'cancel'): void {
    this.#calibrate(step);
    this.calibrating = null;
  }

  /** Entries still to be tapped at the door whose calibration page is open. */
  entriesMissing = $derived.by(() => {
    const tapped = this.calibrating === null ? 0 : (this.#door(this.calibrating)?.tapped ?? 0);
    return Math.max(0, ENTRIES_NEEDED - tapped);
  });

  /** Name of a part in the page's language; its id where the bus no longer lists it. */
  nameOf(kind: 'stops' | 'stations' | 'things' | 'doors', id: string): string {
    const list = kind === 'stops' ? this.status?.stops : this.bus?.[kind];
    return list?.find((one) => one.id === id)?.name[this.language] ?? id;
  }

  /** Name of a member of the crew; their id where they are no longer in the list. */
  crewName(id: string): string {
    return this.day?.crew.find((one) => one.id === id)?.name ?? id;
  }

  /** Title of an exhibit in the page's language; its id where the pack no longer has it. */
  titleOf(exhibit: string): string {
    return this.status?.content.titles[exhibit]?.[this.language] ?? exhibit;
  }

  /** Visits in through a door; with a single door those of the bus. Null where nobody says. */
  entriesOf(door: BusStatus['doors'][number]): number | null {
    return door.in ?? (this.status?.doors.length === 1 ? this.status.visits.in : null);
  }

  #door(id: string): BusStatus['doors'][number] | undefined {
    return this.status?.doors.find((door) => door.id === id);
  }

  #calibrate(step: 'start' | 'in' | 'out' | 'finish' | 'cancel'): boolean {
    return this.calibrating !== null && this.command({ do: 'calibration', door: this.calibrating, step });
  }
}
