import type { Db } from '../database/open-database.ts';
import type { Fleet } from '../ingest/fleet.ts';
import { busRows } from '../statistics/arrivals.ts';
import { dayAt } from '../statistics/dating.ts';
import {
  type ClosedTicket,
  type DepartureReport,
  type OpenTicket,
  type Told,
  conditionOf,
} from './condition.ts';
import { factsOfCondition } from './facts-of-condition.ts';

/** Closed tickets that are told, the latest; older ones stay in the database. */
export const CLOSED_TOLD = 100;

/** Whether a bus was looked at before it left, and what has still to be mended on it. */
export interface BusCondition {
  bus: string;
  /** It plays visits and reports: nothing of it is about a real bus. */
  rehearsal: boolean;
  /** Today in the zone of the bus, YYYY-MM-DD. */
  today: string;
  /** The latest departure check that has arrived. */
  last: DepartureReport | null;
  /** Tickets that nobody has closed, the oldest first. */
  open: OpenTicket[];
  /** The first stop that was opened today, where no departure check of today has arrived. */
  unchecked: Told | null;
  /** Only where one bus was asked for: the latest of its checks and of its closed tickets, the latest first. */
  past?: { checks: DepartureReport[]; closed: ClosedTicket[] };
}

export interface ConditionQuestion {
  /** Only this bus, and its past with it. */
  bus?: string | undefined;
  isShown(bus: string): boolean;
  /** Wall time in milliseconds. */
  now: number;
}

/** The condition of every bus that has been heard, by name. */
export async function fleetCondition(
  db: Db,
  fleet: Fleet,
  { bus: asked, isShown, now }: ConditionQuestion,
): Promise<BusCondition[]> {
  const facts = await factsOfCondition(db, asked);
  const rows = (await busRows(db)).filter(
    ({ bus }) => (asked === undefined || bus === asked) && isShown(bus),
  );
  return rows.map(({ bus, timeZone }) => {
    const today = dayAt(timeZone, now);
    const { checks, open, closed, unchecked, rehearsal } = conditionOf(facts.get(bus) ?? [], today);
    return {
      bus,
      rehearsal: rehearsal ?? fleet.of(bus).last?.purpose === 'rehearsal',
      today,
      last: checks[0] ?? null,
      open,
      unchecked,
      past: asked === undefined ? undefined : { checks, closed: closed.slice(0, CLOSED_TOLD) },
    };
  });
}
