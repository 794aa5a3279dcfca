import type { CrewList } from '@pingan/protocol/crew';
import type { RecordKind } from '@pingan/protocol/records';
import type { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import type { WarningList } from '@pingan/protocol/warnings';
import type { BusReport } from './bus-report.ts';
import type { CaseWarnings } from './case-warnings.ts';
import type { CrewDoor } from './crew/crew-door.ts';
import type { KioskServer } from './kiosk-server/kiosk-server.ts';
import type { OfficerDesk } from './officer/officer-desk.ts';
import type { ScheduleDesk } from './officer/schedule-desk.ts';
import type { Kept } from './store/kept.ts';
import type { PresenceReport } from './sync/headquarters-link.ts';

/** What the link to headquarters, or a file carried by hand, needs of the bus. */
export interface LinkedBus {
  presence(): PresenceReport;
  /** The link to headquarters came or went. */
  linkChanged(): void;
  /** What headquarters sent, over the link or in a file. Whether it was news. */
  scheduleArrived(snapshot: ScheduleSnapshot): boolean;
  /** Resolves with whether it was news once the list is safe. */
  crewArrived(list: CrewList): Promise<boolean>;
  warningsArrived(list: WarningList): void;
  /** The link took a record. */
  handedOver(record: { kind: RecordKind; id: string }): void;
}

export interface BusForHeadquartersParts {
  report: Pick<BusReport, 'presence'>;
  schedule: Pick<ScheduleDesk, 'scheduleArrived' | 'sent'>;
  door: Pick<CrewDoor, 'takeCrewList'>;
  desk: Pick<OfficerDesk, 'crewChanged'>;
  warnings: Pick<CaseWarnings, 'headquartersSent'>;
  kept: Pick<Kept, 'warnings'>;
  screens: () => Pick<KioskServer, 'showStatus' | 'showDay' | 'showWarnings'>;
}

/** Headquarters → schedule, crew, warnings: what is sent down goes to the room that it is for, and screens show it. */
export class BusForHeadquarters implements LinkedBus {
  readonly #parts: BusForHeadquartersParts;

  constructor(parts: BusForHeadquartersParts) {
    this.#parts = parts;
  }

  presence(): PresenceReport {
    return this.#parts.report.presence();
  }

  linkChanged(): void {
    this.#parts.screens().showStatus();
  }

  scheduleArrived(snapshot: ScheduleSnapshot): boolean {
    return this.#parts.schedule.scheduleArrived(snapshot);
  }

  warningsArrived(list: WarningList): void {
    const { kept, warnings, screens } = this.#parts;
    kept.warnings.set({ list });
    if (warnings.headquartersSent(list.warnings)) screens().showWarnings();
  }

  async crewArrived(list: CrewList): Promise<boolean> {
    const { door, desk, screens } = this.#parts;
    const taken = await door.takeCrewList(list);
    desk.crewChanged();
    screens().showDay();
    return taken;
  }

  handedOver({ kind, id }: { kind: RecordKind; id: string }): void {
    if (kind === 'proposal') this.#parts.schedule.sent(id);
  }
}
