/** What became of writing, reading back and removing a small file in the data directory. */
export type DiskSeen = { is: 'good'; freeBytes: number } | { is: 'failed'; why: string };

/** Since when each beam is broken, in monotonic milliseconds; null while it is clear or unknown. */
export interface DoorSeen {
  outer: number | null;
  inner: number | null;
  /** A beam that changes far more often than people can walk. */
  flickers: 'outer' | 'inner' | null;
}

/** What is believed of a contact: active or not, unknown, or not to be believed. */
export type ContactSeen = boolean | null | 'stuck' | 'flapping';

export type HouseSensor = 'inside' | 'daylight' | 'ignition';

/** What the machine knows of the bus at one moment, as far as a departure check judges it. */
export interface BusGlance {
  /** Of each board by name. One that nobody has heard yet is `starting` while the bus itself has only just started. */
  boards: Readonly<Record<string, 'ready' | 'starting' | 'lost' | 'none'>>;
  /** I2C controllers that do not answer while their board does. */
  silent: readonly string[];
  /** Whether they were asked since the check began. */
  chipsAsked: boolean;
  /** Null until the disk has answered. */
  disk: DiskSeen | null;
  clock: { known: boolean; source: 'ntp' | 'gps' | 'rtc' | 'officer' | 'none' };
  /** `none`: the profile names no headquarters. `daysToSend`: days with counts that headquarters has not confirmed. */
  link: { state: 'connected' | 'connecting' | 'none'; daysToSend: number };
  /** Null while nothing is known of it. */
  supply: { volts: number; level: 'good' | 'low' | 'critical' } | null;
  sensors: Readonly<Partial<Record<HouseSensor, 'good' | 'unknown' | 'unconnected' | 'stuck' | 'flapping'>>>;
  doors: Readonly<Record<string, DoorSeen>>;
  /** By the names of `inputsOf`. */
  contacts: Readonly<Record<string, ContactSeen>>;
  /** Milliseconds until the siren may sound again; people live next to where the bus stands. */
  sirenWaitMs: number;
  /** Screens that are connected at each station: with visitors, or lent to an officer as a panel. */
  screens: Readonly<Record<string, { visitors: number; lent: number }>>;
}
