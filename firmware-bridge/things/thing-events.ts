import type { KnownMetric } from '@pingan/protocol/tally';
import type { MissingWhy } from './lifted-thing.ts';

/** What the things of a bus tell the other rooms. `at`: monotonic milliseconds at which the contact itself moved. */
export type ThingEvent =
  | { kind: 'lifted' | 'returned' | 'touched' | 'released'; thing: string; station: string; at: number }
  | { kind: 'missing'; thing: string; station: string; why: MissingWhy; at: number }
  /** Back in its place, or nobody can say any more whether it is missing. */
  | { kind: 'found'; thing: string; station: string; at: number }
  /** One of the two big buttons of a station. */
  | { kind: 'choice'; button: string; station: string; choice: 'genuine' | 'scam'; at: number }
  /** An officer keeps a station's session alive, or no longer does. */
  | { kind: 'hold'; station: string; on: boolean; at: number }
  /** Staff are about to go through a door. */
  | { kind: 'staff'; door: string; at: number }
  | { kind: 'handset'; handset: string; station: string; lifted: boolean; at: number }
  /** The deadlock of the key door is shot, or drawn back. */
  | { kind: 'key-door'; keyDoor: string; station: string; turned: boolean; at: number }
  | { kind: 'panel-key'; on: boolean; at: number };

/** One increment; `label` is the id of the thing. */
export interface ThingTally {
  metric: Extract<KnownMetric, 'object.lift'>;
  label: string;
  /** The thing's station. */
  place: string;
}

export interface ThingsOutcome {
  events: ThingEvent[];
  tallies: ThingTally[];
}

/** Something the officer must look for now. */
export interface ThingAlert {
  alert: 'missing';
  thing: string;
  station: string;
  why: MissingWhy;
  /** Since when it has been away, in monotonic milliseconds. */
  since: number;
  words: string;
}

/** A contact that cannot be believed, and is ignored until it can. */
export interface ThingFault {
  fault: 'stuck' | 'flapping';
  input: string;
  since: number;
  words: string;
}

export function missingWords(thing: string, name: string, station: string, why: MissingWhy): string {
  const which = `${name} (${thing}) of station ${station}`;
  switch (why) {
    case 'too-long':
      return `${which} has been away from its place too long; ask for it at the station`;
    case 'left-out':
      return `${which} is not in its place although nobody visits the station; look for it before anybody leaves`;
  }
}
