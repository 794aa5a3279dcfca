import type { ContentPack } from '@pingan/content/pack';
import type { BusProfile } from '@pingan/device-config/profile';
import type { Author } from '@pingan/protocol/author';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { RehearsalCommand, RehearsalView } from '@pingan/protocol/rehearsal';
import type { VirtualCommand } from '@pingan/protocol/virtual-command';
import type { Warning } from '@pingan/protocol/warnings';
import type { BusBoards } from './board/bus-boards.ts';
import type { BusReport } from './bus-report.ts';
import { busSummary } from './bus-summary.ts';
import type { CaseWarnings } from './case-warnings.ts';
import type { DoorwayCount } from './doorway-count.ts';
import type {
  Chimed,
  KioskHouse,
  ScreenRole,
  StationView,
  Touch,
  VirtualView,
} from './kiosk-server/kiosk-house.ts';
import type { KioskServer } from './kiosk-server/kiosk-server.ts';
import type { OfficerDesk } from './officer/officer-desk.ts';
import type { RehearsalOfBus } from './rehearsal/rehearsal-of-bus.ts';
import type { Stations } from './sessions/stations.ts';
import type { ShowFloor } from './show-floor.ts';
import { moveVirtual, virtualView } from './virtual-hands.ts';
import type { VisitorFlow } from './visitor-flow.ts';

/** After these, what is counted may be of another stop or for another purpose. */
const ENDS_SEGMENT: ReadonlySet<OfficerCommand['do']> = new Set([
  'open-stop',
  'close-stop',
  'purpose',
  'amend',
]);

export interface BusForScreensParts {
  profile: BusProfile;
  pack: ContentPack;
  boards: Pick<BusBoards, 'virtual'>;
  doorway: Pick<DoorwayCount, 'settleBlindTime'>;
  stations: Pick<Stations, 'touch' | 'view' | 'worried'>;
  visitors: Pick<VisitorFlow, 'apply'>;
  floor: Pick<ShowFloor, 'alarm' | 'alarmAt'>;
  desk: Pick<OfficerDesk, 'day' | 'departure' | 'take'>;
  warnings: Pick<CaseWarnings, 'holding'>;
  report: Pick<BusReport, 'status'>;
  rehearsal: Pick<RehearsalOfBus, 'take' | 'view'>;
  screens: () => Pick<KioskServer, 'showStatus' | 'showDay' | 'showVirtual'>;
  now: () => number;
}

/** What screens tell the bus, passed on to the room that it is for, and what they may know of it. */
export class BusForScreens implements KioskHouse {
  readonly #parts: BusForScreensParts;

  constructor(parts: BusForScreensParts) {
    this.#parts = parts;
  }

  // ── what visitors do: touch → session step → lights; tally ─────────────────────────────────────────────────

  touch(station: string, touch: Touch): void {
    const { desk, visitors, stations, now } = this.#parts;
    // Somebody checks the bus: what hands do is theirs and nobody's visit.
    if (desk.departure.running) return;
    visitors.apply(stations.touch(station, touch, now()));
  }

  worried(station: string, on: boolean): void {
    const { visitors, stations, screens, now } = this.#parts;
    visitors.apply(stations.worried(station, on, now()));
    screens().showStatus();
  }

  chimed(station: string, chimed: Chimed): void {
    this.#parts.desk.departure.chimed(station, chimed);
  }

  /** Whoever held the arming button there holds it no more. */
  screenGone(role: ScreenRole): void {
    const { floor, now } = this.#parts;
    const at = now();
    if (role.is === 'visitor') floor.alarmAt(role.station, 'release', at);
    if (role.is === 'officer') floor.alarm('release', at);
  }

  // ── what officers do: command → store → sync ───────────────────────────────────────────────────────────────

  officer(command: OfficerCommand, by: Author): Promise<void> {
    const { desk, doorway, screens } = this.#parts;
    if (ENDS_SEGMENT.has(command.do)) doorway.settleBlindTime();
    return desk.take(command, by).finally(() => screens().showDay());
  }

  async virtualCommand(command: VirtualCommand): Promise<void> {
    await moveVirtual(this.#parts.boards.virtual, command);
    this.#parts.screens().showVirtual();
  }

  rehearsalCommand(command: RehearsalCommand): void {
    this.#parts.rehearsal.take(command);
  }

  // ── what screens may know ──────────────────────────────────────────────────────────────────────────────────

  summary(): BusSummary {
    return busSummary(this.#parts.profile);
  }

  content(): ContentPack {
    return this.#parts.pack;
  }

  stationView(station: string): StationView {
    return this.#parts.stations.view(station);
  }

  warnings(): Warning[] {
    return this.#parts.warnings.holding;
  }

  day(): OfficerDay {
    return this.#parts.desk.day();
  }

  status(): BusStatus {
    return this.#parts.report.status();
  }

  health(): object {
    return { bus: this.#parts.profile.bus.id, ...this.status() };
  }

  virtual(): VirtualView | null {
    const board = this.#parts.boards.virtual;
    return board && virtualView(board);
  }

  rehearsal(): RehearsalView | null {
    return this.#parts.rehearsal.view();
  }
}
