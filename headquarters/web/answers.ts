import type { Presence } from '@pingan/protocol/presence';
import type { Purpose } from '@pingan/protocol/ids';
import type { ProposalAnswer } from '@pingan/protocol/schedule/authority';
import type { StopPlan } from '@pingan/protocol/schedule/plan';
import type { ListedMember, NewCode } from '../crew/crew.ts';
import type { BusCondition } from '../fleet-condition/fleet-condition.ts';
import type { ListedStop } from '../schedule/list-stops.ts';
import type { Edit } from '../schedule/stop-history.ts';
import type { BlindDoor } from '../statistics/blind-doors.ts';
import type { ExhibitCounts } from '../statistics/exhibits.ts';
import type { Gap } from '../statistics/gaps.ts';
import type { ItemQuality } from '../statistics/item-quality.ts';
import type { ExhibitLearning } from '../statistics/learning.ts';
import type { PeopleInterval } from '../statistics/people-interval.ts';
import type { MaybeEstimated, Totals } from '../statistics/totals.ts';
import type { CountsOfStop, VisitsOfDay } from '../statistics/visits.ts';
import type { KeptWarning } from '../warnings/warnings.ts';

/**
 * What `/api/v1/…` answers. Types only: the console reads the same ones. Wall times are milliseconds since 1970. An `interval` is of
 * the true number behind visits; null where there are none, or a door that counted them is not calibrated.
 */

export interface HealthAnswer {
  status: 'good' | 'failing';
  broker: { state: string; detail: string };
  database: { state: 'good' | 'failing'; detail: string };
  ingest: {
    messages: number;
    stored: number;
    rejected: number;
    unanswered: number;
    waiting: number;
    deadLetters: number;
  };
  buses: { known: number; online: number; cloned: number };
}

export interface TotalsAnswer extends MaybeEstimated {
  metrics: Totals;
}

export interface BilingualName {
  zh: string;
  en: string;
}

export interface BusAnswer {
  bus: string;
  online: boolean;
  /** When it last came or went; null where that was not seen. */
  since: number | null;
  lastHeard: number;
  cloned: boolean;
  purpose: Purpose | null;
  stop: string | null;
  stopName: BilingualName | null;
  board: Presence['board'] | null;
  backlog: number | null;
  boot: number | null;
  software: string | null;
  timeZone: string | null;
  /** Today in the zone of the bus, YYYY-MM-DD. */
  today: string;
  visitsToday: number;
  intervalToday: PeopleInterval | null;
  /** Doors that could not see for a while today; left out where all could. */
  blindToday?: BlindDoor[] | undefined;
  /** What is wrong on the bus, as it last told. */
  faults: BilingualName[];
}

export interface BusesAnswer {
  buses: BusAnswer[];
  /** Of the visits today of all buses together. */
  intervalToday: PeopleInterval | null;
}

export interface DaysAnswer {
  /** Today where the buses are, YYYY-MM-DD. */
  today: string;
  timeZone: string;
  days: (VisitsOfDay & { date: string; interval: PeopleInterval | null })[];
  undated: (Omit<VisitsOfDay, 'date'> & { interval: PeopleInterval | null })[];
  /** Each of the days, all buses together. */
  fleet: ({ date: string; visits: number; interval: PeopleInterval | null } & MaybeEstimated)[];
  /** Of every visit in this answer together. */
  interval: PeopleInterval | null;
}

export interface StopsAnswer {
  stops: (CountsOfStop & {
    name: BilingualName | null;
    interval: PeopleInterval | null;
    /** Doors that could not see for a while; left out where all could. */
    blind?: BlindDoor[] | undefined;
  })[];
}

export interface StoriesAnswer extends MaybeEstimated {
  stories: Pick<ExhibitCounts, 'exhibit' | 'starts' | 'finishes' | 'choices'>[];
}

/** Exhibits of every kind. */
export interface ExhibitsAnswer extends MaybeEstimated {
  exhibits: ExhibitCounts[];
}

export interface LearningAnswer extends MaybeEstimated {
  /** Pairs that a verdict needs. */
  pairsNeeded: number;
  /** Counts below it are told as null. */
  cellLimit: number;
  exhibits: ExhibitLearning[];
  /** The worst first. */
  items: ItemQuality[];
}

export interface PurposesAnswer {
  purposes: { purpose: string; visits: number; counts: number }[];
}

export interface GapsAnswer {
  gaps: Gap[];
}

export interface DeadLetter {
  id: number;
  bus: string;
  channel: string;
  kind: string | null;
  record: string | null;
  rev: number | null;
  why: string;
  times: number;
  firstAt: number;
  lastAt: number;
}

export interface DeadLettersAnswer {
  total: number;
  /** The latest ones. */
  deadLetters: DeadLetter[];
}

/** One certificate of a bus; `serial` and `fingerprint` in hex. */
/** Every bus that has been heard, has had an identity or could get one. */
export interface IdentitiesAnswer {
  /** mqtts:// address at which buses find their broker; null where there is none with TLS, and no identity is given out. */
  broker: string | null;
  buses: (BusIdentityAnswer & {
    /** Whether it has ever reported. */
    heard: boolean;
    /** Until when a one-time code that was given out can be used; null where there is none. */
    codeUntil: number | null;
  })[];
}

export interface BusIdentityAnswer {
  bus: string;
  /** The newest first. */
  certificates: {
    serial: string;
    fingerprint: string;
    issued: number;
    expires: number;
    revokedAt: number | null;
    reason: string | null;
  }[];
}

/** Shown once: headquarters itself does not keep it. */
export interface EnrolmentCodeAnswer {
  bus: string;
  code: string;
  expires: number;
}

export interface RevokedAnswer {
  bus: string;
  /** How many certificates were revoked. */
  revoked: number;
  /** The broker has a list of its own, which must be written anew (`npm run broker:files`) and loaded before the bus is out. */
  brokerMustReload: boolean;
}

export interface ScheduleAnswer {
  /** Today at headquarters, YYYY-MM-DD. */
  today: string;
  stops: ListedStop[];
}

export interface StopAnswer {
  /** Null where every edit of it was refused. */
  stop: ListedStop | null;
  history: Edit[];
}

/** What became of an edit, and the stop as it is now. */
export interface EditAnswer extends ProposalAnswer {
  plan: StopPlan | null;
}

/** Of the buses that the account may see, by name. */
export interface ConditionAnswer {
  buses: BusCondition[];
}

export interface CrewAnswer {
  bus: string;
  members: ListedMember[];
}

/** Codes that were just made. No later answer has them. */
export interface CodesAnswer {
  /** The last day they open the panel, YYYY-MM-DD. */
  expires: string;
  codes: NewCode[];
}

export interface WarningsAnswer {
  /** Today at headquarters, YYYY-MM-DD. */
  today: string;
  /** The newest first. */
  warnings: KeptWarning[];
}

/** The latest files carried by hand that were read, the latest first. */
export interface CarryReadingsAnswer {
  readings: {
    id: number;
    bus: string;
    written: number | null;
    readAt: number;
    readBy: string;
    stored: number;
    known: number;
    rejected: number;
  }[];
}

export interface ErrorAnswer {
  error: string;
  parameter?: string;
  allowed?: string;
  /** Of the JSON that was sent: which field is wrong. */
  field?: string;
  /** Where a person reads it: what is wrong and the way out. */
  text?: BilingualName;
}
