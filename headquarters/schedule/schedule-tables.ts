import type { Generated } from 'kysely';
import type { ProposalAnswer } from '@pingan/protocol/schedule/authority';

/** How many accepted proposals the schedule of a bus holds. */
export interface ScheduleTable {
  bus_id: number;
  revision: number;
}

export interface PlanTable {
  id: Generated<number>;
  bus_id: number;
  stop: string;
  /** The `StopPlan` as JSON. */
  plan: string;
  /** The day it is planned for, YYYY-MM-DD, taken from the plan. */
  date: string | null;
  /** Fields at which values stand against each other. */
  conflicts: number;
}

/** Every proposal ever decided, with its answer: who wanted what when, and what became of it. */
export interface ProposalTable {
  id: Generated<number>;
  bus_id: number;
  code: string;
  stop: string;
  author_id: string;
  author_name: string;
  /** Wall time by the author's clock, in milliseconds. */
  at: number | null;
  /** Versions that the author saw, and what they set; both as JSON. */
  base: string;
  changes: string;
  origin: 'bus' | 'headquarters';
  /** Wall time of headquarters in milliseconds. */
  arrived: number;
  outcome: ProposalAnswer['outcome'];
  why: string | null;
  revision: number;
}

export interface ScheduleTables {
  schedule: ScheduleTable;
  plan: PlanTable;
  proposal: ProposalTable;
}
