import type { ReadContentPack } from '@pingan/content/read-content-pack';
import type { OfficerForms } from '@pingan/device-config/officer-forms';
import type { BusProfile } from '@pingan/device-config/profile';
import type { Stop } from '@pingan/device-config/stops';
import type { Warning } from '@pingan/protocol/warnings';
import type { BusBoards } from './board/bus-boards.ts';
import type { LinkedBus } from './bus-for-headquarters.ts';
import type { CrewDoor } from './crew/crew-door.ts';
import type { KioskHouse } from './kiosk-server/kiosk-house.ts';
import type { KioskServer } from './kiosk-server/kiosk-server.ts';
import type { Log } from './log.ts';
import type { CalibrationFile } from './store/calibration-file.ts';
import type { Kept } from './store/kept.ts';
import type { LastTimeFile } from './store/last-time-file.ts';
import type { Ledger } from './store/ledger.ts';
import type { HeadquartersSync } from './sync/headquarters-sync.ts';

/** What one bus is made of: what it is told by files, and the edges at which it meets disk, boards, screens and link. */
export interface ExhibitBusParts {
  profile: BusProfile;
  stops: readonly Stop[];
  content: ReadContentPack;
  ledger: Ledger;
  calibrations: CalibrationFile;
  lastTime: LastTimeFile;
  /** Checklist and form of the officers. */
  forms: OfficerForms;
  /** What is kept beside the ledger. */
  kept: Kept;
  /** Whoever is at the officer panels. */
  door: CrewDoor;
  /** All case warnings there are, read anew for each day. */
  warnings: (today: string) => readonly Warning[];
  boards: BusBoards;
  sync: (bus: LinkedBus) => HeadquartersSync | null;
  kiosk: (house: KioskHouse, bus: LinkedBus) => KioskServer;
  newSessionId: () => string;
  /** Ends the process in order, because the power is about to go. */
  powerDown: () => void;
  now: () => number;
  log: Log;
}
