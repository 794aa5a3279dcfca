import type { Generated } from 'kysely';
import type { Purpose } from '@pingan/protocol/ids';
import type { ClockSource } from '@pingan/protocol/records';
import type { AccountTable, ApiTokenTable, AuditTable, SessionTable } from './account-tables.ts';
import type { CrewTables } from '../crew/crew-tables.ts';
import type { ScheduleTables } from '../schedule/schedule-tables.ts';
import type { WarningTables } from '../warnings/warning-tables.ts';
import type { CarriedFileTables } from '../carry/carried-file-table.ts';

/** Wall times are milliseconds since 1970-01-01T00:00Z by the clock of headquarters. */
type WallMs = number;

export interface BusTable {
  id: Generated<number>;
  name: string;
  first_heard: WallMs;
  last_heard: WallMs;
  /** The last state message as JSON, so that a restart still knows where each bus was. */
  presence: string | null;
}

/** One start of a bus process. Everything but its code is null until its own record has arrived. */
export interface EpochTable {
  id: Generated<number>;
  bus_id: number;
  code: string;
  rev: number | null;
  boot: number | null;
  previous_code: string | null;
  previous_count: number | null;
  time_zone: string | null;
  software: string | null;
}

export interface AnchorTable {
  id: Generated<number>;
  epoch_id: number;
  record: string;
  monotonic: number;
  wall: WallMs;
  source: ClockSource;
  error: number;
}

export interface StopTable {
  id: Generated<number>;
  bus_id: number;
  name: string;
}

export interface SegmentTable {
  id: Generated<number>;
  epoch_id: number;
  number: number;
  stop_id: number | null;
  purpose: Purpose;
  start: number;
}

/** A slot of a segment, or the segment as a whole: what a calendar day can be given to. */
export interface MomentTable {
  id: Generated<number>;
  segment_id: number;
  /** `NO_SLOT` for cells that are counted by segment alone. */
  slot: number;
  /** YYYY-MM-DD in the zone of the epoch, null while uncertain. Derived: written anew when the clock is known better. */
  date: string | null;
  /** What its counts are given to: the segment's own, unless amendments say otherwise. Derived, as the date is. */
  stop_id: number | null;
  purpose: Purpose;
  /** 1 where amendments divide it: then its `share` rows count and its cells do not. */
  split: Generated<0 | 1>;
}

/** A part of a cell whose moment is split, given by estimate. The parts of a cell always add up to it. */
export interface ShareTable {
  moment_id: number;
  place_id: number;
  metric_id: number;
  label_id: number;
  stop_id: number | null;
  purpose: Purpose;
  n: number;
}

/** Metric names, labels and places, each text once. */
export interface WordTable {
  id: Generated<number>;
  word: string;
}

export interface CellTable {
  moment_id: number;
  place_id: number;
  metric_id: number;
  label_id: number;
  n: number;
}

export interface ShardTable {
  epoch_id: number;
  day: number;
  part: number;
  rev: number;
  /** Increments seen in this shard, counted here rather than believed. */
  count: number;
}

export interface FactTable {
  id: Generated<number>;
  bus_id: number;
  record: string;
  epoch_id: number;
  fact: string;
  monotonic: number;
  stop_id: number | null;
  stop_zh: string | null;
  stop_en: string | null;
  purpose: Purpose | null;
  /** From here on: what a `door-calibrated` fact says, all of it or nothing. */
  door: string | null;
  /** Entries counted by hand. */
  tapped: number | null;
  /** Relative error of the machine, (machine − hand) / hand, with its 95 % interval. */
  error_estimate: number | null;
  error_low: number | null;
  error_high: number | null;
  /** Who did it, where that matters. */
  by_id: string | null;
  by_name: string | null;
  /** What the fact says beyond that, as JSON. */
  detail: string | null;
}

/** Messages that could not be taken, kept for a person to read. The same message again only raises `times`. */
export interface DeadLetterTable {
  id: Generated<number>;
  bus: string;
  digest: string;
  channel: string;
  why: string;
  kind: string | null;
  record: string | null;
  rev: number | null;
  body: string;
  times: Generated<number>;
  first_at: WallMs;
  last_at: WallMs;
}

/** A one-time code that an administrator gave out for a bus. */
export interface EnrolmentCodeTable {
  id: Generated<number>;
  bus: string;
  /** What proofs are keyed with, base64: a hash of the code, never the code; null once it is used. */
  proof_key: string | null;
  made_at: WallMs;
  expires: WallMs;
  used_at: WallMs | null;
}

/** A client certificate of a bus. Rows stay: what was once issued must be known for as long as it could be shown. */
export interface BusCertificateTable {
  /** Upper-case hex. */
  serial: string;
  bus: string;
  /** SHA-256, lower-case hex. */
  fingerprint: string;
  issued: WallMs;
  expires: WallMs;
  revoked_at: WallMs | null;
  reason: string | null;
}

export interface Tables extends ScheduleTables, CrewTables, WarningTables, CarriedFileTables {
  bus: BusTable;
  epoch: EpochTable;
  anchor: AnchorTable;
  stop: StopTable;
  segment: SegmentTable;
  moment: MomentTable;
  metric: WordTable;
  label: WordTable;
  place: WordTable;
  cell: CellTable;
  share: ShareTable;
  shard: ShardTable;
  fact: FactTable;
  dead_letter: DeadLetterTable;
  account: AccountTable;
  session: SessionTable;
  api_token: ApiTokenTable;
  audit: AuditTable;
  enrolment_code: EnrolmentCodeTable;
  bus_certificate: BusCertificateTable;
}

/** Stands for "no slot": NULL would not be unique within a key. */
export const NO_SLOT = -1;
/** Stands for "no place", for the same reason. */
export const NO_PLACE = '';
