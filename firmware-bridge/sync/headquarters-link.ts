import type { CrewList } from '@pingan/protocol/crew';
import type { Presence } from '@pingan/protocol/presence';
import type { Receipt } from '@pingan/protocol/receipts';
import type { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import type { WarningList } from '@pingan/protocol/warnings';

/** What a bus says of itself; the link adds who it is and which connection it is. */
export type PresenceReport = Required<
  Pick<Presence, 'epoch' | 'purpose' | 'stop' | 'board' | 'backlog' | 'faults'>
>;

/** What headquarters sends down besides receipts. It may come again, late, and older than what came before. */
export interface DownListeners {
  onSchedule(snapshot: ScheduleSnapshot): void;
  onCrew(list: CrewList): void;
  onWarnings(list: WarningList): void;
}

export interface LinkListeners extends DownListeners {
  /** A fresh connection: nothing sent before it counts. Also when headquarters is back behind the same broker. */
  onConnected(): void;
  onDisconnected(): void;
  onReceipts(receipts: readonly Receipt[]): void;
  /** Something in `status` changed. */
  onStatus(): void;
}

export interface LinkStatus {
  state: 'connected' | 'connecting';
  detail: string;
}

/** A way to headquarters that may lose, repeat and reorder. Only receipts say that something arrived. */
export interface HeadquartersLink {
  start(listeners: LinkListeners): void;
  /** Says goodbye if there is a connection; takes a second at most. */
  stop(): Promise<void>;
  /** Rejects where there is no connection, or where the way there did not take the record in time. */
  publish(record: string): Promise<void>;
  /** Presence from now on: published at once if connected, and at every new connection. */
  announce(report: PresenceReport): void;
  readonly status: LinkStatus;
}
