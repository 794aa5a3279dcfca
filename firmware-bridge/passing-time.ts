import type { CaseWarnings } from './case-warnings.ts';
import type { DoorwayCount } from './doorway-count.ts';
import type { KioskServer } from './kiosk-server/kiosk-server.ts';
import type { OfficerDesk } from './officer/officer-desk.ts';
import type { Stations } from './sessions/stations.ts';
import type { ShowFloor } from './show-floor.ts';
import type { Ledger } from './store/ledger.ts';
import type { VisitorFlow } from './visitor-flow.ts';

/** Often enough for a countdown of seconds and for the still-blocked beam; rare enough to cost nothing. */
const TICK_MS = 250;
/** How often panels are shown what the passing of time alone has changed of the day. */
const DAY_LOOK_MS = 5_000;
/** How often the virtual bus looks at its emulated pins. */
const LOOK_MS = 50;

export interface PassingTimeParts {
  doorway: Pick<DoorwayCount, 'dayMayHaveChanged' | 'tick'>;
  stations: Pick<Stations, 'rigMoved' | 'stay' | 'tick'>;
  floor: Pick<ShowFloor, 'tick'>;
  visitors: Pick<VisitorFlow, 'apply'>;
  desk: Pick<OfficerDesk, 'departure' | 'floor'>;
  warnings: Pick<CaseWarnings, 'dayIs'>;
  ledger: Pick<Ledger, 'today'>;
  screens: () => Pick<KioskServer, 'showDay' | 'showVirtual' | 'showWarnings'>;
  /** All boards are emulated. */
  virtual: boolean;
  now: () => number;
}

/** Tells every room that time has passed, in the order in which data flows between them. */
export class PassingTime {
  readonly #parts: PassingTimeParts;
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: PassingTimeParts) {
    this.#parts = parts;
  }

  start(): void {
    const { virtual, screens } = this.#parts;
    this.#timers = [setInterval(() => this.#tick(), TICK_MS)];
    if (virtual) this.#timers.push(setInterval(() => screens().showVirtual(), LOOK_MS));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #tick(): void {
    const { desk, doorway, stations, floor, visitors, warnings, ledger, screens, now } = this.#parts;
    const at = now();
    desk.departure.tick(at);
    // Somebody checks the bus: what doors see is theirs and nobody's visit.
    if (!desk.departure.running) doorway.tick(at);
    doorway.dayMayHaveChanged();
    for (const station of desk.floor.held) visitors.apply(stations.stay(station, at));
    floor.tick(at);
    visitors.apply(stations.rigMoved(at));
    visitors.apply(stations.tick(at));
    if (warnings.dayIs(ledger.today)) screens().showWarnings();
    // A minute of the clock, or a stop that is quiet for too long.
    if (Math.floor(at / DAY_LOOK_MS) !== Math.floor((at - TICK_MS) / DAY_LOOK_MS)) screens().showDay();
  }
}
