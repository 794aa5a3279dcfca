import type { ReadContentPack } from '@pingan/content/read-content-pack';
import type { BusProfile } from '@pingan/device-config/profile';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { BusBoards } from './board/bus-boards.ts';
import { contentStatus, stopsStatus, storeStatus } from './bus-status.ts';
import type { CalibrationDesk } from './calibration-desk.ts';
import type { ExhibitOffers } from './exhibit-offers.ts';
import type { OfficerDesk } from './officer/officer-desk.ts';
import { boardFaultText, doorFaultText } from './officer-words.ts';
import { lengthFor } from './sessions/length.ts';
import type { Stations } from './sessions/stations.ts';
import type { ShowFloor } from './show-floor.ts';
import type { Ledger } from './store/ledger.ts';
import type { LinkStatus, PresenceReport } from './sync/headquarters-link.ts';
import type { BusDoors } from './visits/bus-doors.ts';

export interface BusReportParts {
  profile: BusProfile;
  content: ReadContentPack;
  ledger: Ledger;
  boards: BusBoards;
  doors: BusDoors;
  calibration: CalibrationDesk;
  stations: Stations;
  floor: ShowFloor;
  desk: OfficerDesk;
  offers: ExhibitOffers;
  /** Null where the profile names no headquarters. */
  link: () => LinkStatus | null;
}

/** What officers and headquarters may know of the bus at this moment. */
export class BusReport {
  readonly #parts: BusReportParts;

  constructor(parts: BusReportParts) {
    this.#parts = parts;
  }

  /** The length of an exhibit that starts now. */
  get length(): BusStatus['length'] {
    const { doors, desk, profile } = this.#parts;
    const { crowded } = profile.sessions;
    return lengthFor({ aboard: doors.occupancy.aboard, queue: desk.floor.queue, crowded });
  }

  status(): BusStatus {
    const { ledger, boards, content, doors, desk, stations, floor, calibration, offers, link } = this.#parts;
    const store = ledger.status;
    const confirmedAt = store.lastConfirmed === null ? null : ledger.wallOf(store.lastConfirmed);
    return {
      board: boards.status,
      broker: link() ?? { state: 'none', detail: 'the profile names no headquarters' },
      ...storeStatus(store, confirmedAt),
      epoch: ledger.epoch,
      segment: ledger.current,
      visits: doors.occupancy,
      faults: this.#faults,
      boards: boards.boards,
      ...{ held: desk.floor.held, queue: desk.floor.queue, length: this.length },
      presenting: stations.presenting(),
      ...floor.status,
      doors: calibration.status(doors),
      stops: stopsStatus(desk.stops()),
      worried: stations.worriedStations(),
      content: contentStatus(content, offers.playable()),
    };
  }

  presence(): PresenceReport {
    const { ledger, boards, floor } = this.#parts;
    const missing = floor.status.things.alerts.map(({ words }) => words);
    return {
      epoch: ledger.epoch,
      ...ledger.current,
      board: boards.status.state,
      backlog: ledger.status.backlog,
      faults: [...missing, ...this.#faults].slice(0, 30),
    };
  }

  get #faults(): BusStatus['faults'] {
    const { boards, doors, floor, profile, link } = this.#parts;
    return [
      ...boards.faults.map(boardFaultText),
      ...doors.faults.map(({ door, fault, words }) => doorFaultText(door, fault, words, profile)),
      ...floor.faults,
      ...[link()?.fault].filter((fault) => fault !== undefined),
    ];
  }
}
