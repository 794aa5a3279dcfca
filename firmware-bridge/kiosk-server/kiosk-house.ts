import type { ContentPack } from '@pingan/content/pack';
import type { Author } from '@pingan/protocol/author';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { BridgeMessage, ScreenMessage, TouchAction } from '@pingan/protocol/screen-messages';
import type { RehearsalCommand, RehearsalView } from '@pingan/protocol/rehearsal';
import type { VirtualCommand } from '@pingan/protocol/virtual-command';
import type { Warning } from '@pingan/protocol/warnings';

/** The fields of one message to a screen, without its type. */
type Fields<T extends BridgeMessage['type']> = Omit<Extract<BridgeMessage, { type: T }>, 'type'>;
/** Where a station is, as its screens are told. */
export type StationView = Fields<'step'>;
/** What the page of the virtual bus draws. */
export type VirtualView = Fields<'virtual'>;

/** A touch as it came; the house ignores it unless session and revision are the current ones. */
export interface Touch {
  session: string;
  revision: number;
  action: TouchAction;
}

/** How the chime of a departure check went on one screen. */
export type Chimed = Omit<Extract<ScreenMessage, { type: 'chimed' }>, 'type'>;

/** What a screen said it is. */
export type ScreenRole =
  | { is: 'stranger' }
  | { is: 'visitor'; station: string }
  | { is: 'officer' }
  | { is: 'virtual-bus' }
  | { is: 'warnings' };

/** What the screens need of the bus. `bus-for-screens.ts` supplies it. */
export interface KioskHouse {
  summary(): BusSummary;
  status(): BusStatus;
  content(): ContentPack;
  /** Null while the board is real: then there is nothing to draw and nothing to command. */
  virtual(): VirtualView | null;
  stationView(station: string): StationView;
  /** Case warnings that hold now. */
  warnings(): Warning[];
  /** A screen has gone or loads its page anew; a finger on it is a finger no more. */
  screenGone(role: ScreenRole): void;
  /** Called in the tick in which the frame arrived. */
  touch(station: string, touch: Touch): void;
  worried(station: string, on: boolean): void;
  /** What an officer panel shows of the day. */
  day(): OfficerDay;
  /** Rejects with {@link Refused} where the officer asks for something that cannot be. */
  officer(command: OfficerCommand, by: Author): Promise<void>;
  /** A visitor screen says how the chime went that it was asked for. */
  chimed(station: string, chimed: Chimed): void;
  virtualCommand(command: VirtualCommand): Promise<void>;
  /** The day that a crowd plays; null while a board is real. */
  rehearsal(): RehearsalView | null;
  /** Throws {@link Refused} where no day can be played. */
  rehearsalCommand(command: RehearsalCommand): void;
  /** What `/api/health` answers. */
  health(): object;
}

/** A wish of a screen that is not granted; the message is shown to the person who asked. */
export class Refused extends Error {
  /** The same for a person who reads Chinese. */
  readonly zh: string | undefined;

  constructor(why: string, zh?: string) {
    super(why);
    this.zh = zh;
  }
}
