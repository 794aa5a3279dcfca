import type { ContentPack } from '@pingan/content/pack';
import type {
  KioskHouse,
  ScreenRole,
  StationView,
  Touch,
  VirtualView,
} from '@pingan/firmware-bridge/kiosk-server/kiosk-house';
import type { Author } from '@pingan/protocol/author';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import { type BusStatus } from '@pingan/protocol/bus-status';
import { type BusSummary } from '@pingan/protocol/bus-summary';
import { type OfficerCommand } from '@pingan/protocol/officer-commands';
import type { RehearsalCommand, RehearsalView } from '@pingan/protocol/rehearsal';
import { USUAL_REACH } from '@pingan/protocol/screen-messages';
import { type VirtualCommand } from '@pingan/protocol/virtual-command';
import type { Warning } from '@pingan/protocol/warnings';

const NAME = { zh: '名', en: 'name' };
const PANEL = { width: 476, height: 268, readingDistance: 600 };

/** The virtual bus with one lamp at this level. */
export const virtualView = (moved: number): VirtualView => ({
  lamps: { moved },
  beams: {},
  inputs: {},
  readings: {},
  siren: false,
  spoilt: { lamps: [], inputs: [] },
  plugged: true,
  slipMs: 0,
});

const NO_REHEARSAL: RehearsalView = {
  ...{ state: 'idle', day: null, progress: 0, clock: 540, people: [], counts: [], gaps: [], loose: [] },
  slipMs: 0,
};

/** A day on which nothing is planned and nothing has happened. */
export const QUIET_DAY: OfficerDay = {
  ...{
    today: null,
    clock: { known: false, source: 'none', wall: null },
    stops: [],
    current: null,
    revision: 0,
  },
  ...{ shift: null, signedIn: [], crew: [], checklist: [], form: [], suggestions: [], off: [] },
  ...{ brightness: 2, loudness: 2, daysToSend: 0, pairing: null, tickets: [] },
  ...{ departure: { state: 'idle', items: [], ask: null, last: null } },
};

/** A house of two stations that remembers what it was told. */
export class FakeHouse implements KioskHouse {
  touches: { station: string; touch: Touch }[] = [];
  worries: { station: string; on: boolean }[] = [];
  officerCommands: OfficerCommand[] = [];
  /** Who asked for each of them. */
  officers: Author[] = [];
  today: OfficerDay = QUIET_DAY;
  virtualCommands: VirtualCommand[] = [];
  rehearsalCommands: RehearsalCommand[] = [];
  rehearsalView: RehearsalView | null = NO_REHEARSAL;
  gone: ScreenRole[] = [];
  holding: Warning[] = [];
  revision = 0;
  detail = 'quiet';
  contentVersion = 'c1';
  virtualView: VirtualView | null = virtualView(0);
  /** What the next command or touch comes to grief with. */
  problem: Error | null = null;
  statusesMade = 0;

  summary(): BusSummary {
    const station = (id: string) => ({
      ...{ id, name: NAME, zones: ['fraud'], exhibits: ['fake-police'] },
      ...{ panel: PANEL, place: null },
    });
    return {
      id: 'bus-01',
      name: NAME,
      vehicle: 'bus',
      purpose: 'rehearsal',
      plan: { length: 8400, width: 2400 },
      stations: [station('telephone'), station('wall')],
      doors: [],
      lamps: [],
      ...{ boards: [], controllers: [], things: [], buttons: [], handsets: [], keyDoors: [], facades: [] },
      ...{
        lantern: null,
        alarmRig: null,
        panelKey: false,
        ignition: false,
        sensors: [],
        secondRound: null,
        holds: 8,
      },
    };
  }

  status(): BusStatus {
    this.statusesMade++;
    return {
      board: { state: 'ready', virtual: true, detail: this.detail },
      broker: { state: 'none', detail: '' },
      store: { state: 'good', detail: '' },
      backlog: { records: 0, lastConfirmed: null },
      epoch: '0123456789abcdef',
      segment: { stop: null, purpose: 'rehearsal' },
      visits: { in: 0, out: 0, aboard: 0, unmatched: 0, undecided: 0 },
      faults: [],
      ...{ boards: [], held: [], alarm: null, lantern: null, doors: [] },
      ...{ queue: 'none', length: 'full', presenting: [] },
      things: { lifted: [], touched: [], alerts: [] },
      house: { supply: null, inside: null, daylight: null, shutdown: 'running' },
      stops: [],
      worried: [],
      content: { exhibits: [], titles: {}, reviewPending: [], leftOut: [] },
    };
  }

  content(): ContentPack {
    return { id: 'starter', version: this.contentVersion, exhibits: [], sources: {} };
  }

  virtual(): VirtualView | null {
    return this.virtualView;
  }

  stationView(station: string): StationView {
    const step = { at: 'attract' as const, exhibits: ['fake-police'] };
    return {
      ...{ session: `session-${station}`, revision: this.revision, language: 'zh', step, stillHere: null },
      ...{ reach: USUAL_REACH, audience: { is: 'one' } },
    };
  }

  touch(station: string, { session, revision, action }: Touch): void {
    if (this.problem !== null) throw this.problem;
    this.touches.push({ station, touch: { session, revision, action } });
  }

  warnings(): Warning[] {
    return this.holding;
  }

  screenGone(role: ScreenRole): void {
    this.gone.push(role);
  }

  worried(station: string, on: boolean): void {
    this.worries.push({ station, on });
  }

  day(): OfficerDay {
    return this.today;
  }

  async officer(command: OfficerCommand, by: Author): Promise<void> {
    if (this.problem !== null) throw this.problem;
    this.officerCommands.push(command);
    this.officers.push(by);
  }

  async virtualCommand(command: VirtualCommand): Promise<void> {
    if (this.problem !== null) throw this.problem;
    this.virtualCommands.push(command);
  }

  rehearsal(): RehearsalView | null {
    return this.rehearsalView;
  }

  rehearsalCommand(command: RehearsalCommand): void {
    if (this.problem !== null) throw this.problem;
    this.rehearsalCommands.push(command);
  }

  health(): object {
    return { board: 'ready' };
  }
}
