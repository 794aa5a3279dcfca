import type { Author } from '@pingan/protocol/author';
import { FACT_DETAILS, type FactDetail } from '@pingan/protocol/facts';
import type { Purpose, Text } from '@pingan/protocol/ids';
import { type SaidFact, inOrder } from '../schedule/stop-day.ts';

/** A fact that tells of the condition of a bus. */
export type ConditionFact = Omit<SaidFact, 'stop'> & { purpose: Purpose | null };

/** Who said something and when. */
export interface Told {
  by: Author | null;
  /** Wall time in milliseconds as the clock of the bus is known now; null while it is uncertain. */
  at: number | null;
  timeZone: string | null;
}

/** A departure check as the bus reported it. */
export interface DepartureReport extends Told {
  id: string;
  /** Local day of the bus, YYYY-MM-DD. */
  day: string | null;
  rehearsal: boolean;
  /** Items without a fault. */
  good: number;
  faults: { item: string; words: Text }[];
  /** Items that nobody looked at. */
  skipped: string[];
  seconds: number;
}

export interface OpenTicket {
  ticket: string;
  item: string;
  words: Text;
  opened: Told;
}

export interface ClosedTicket {
  ticket: string;
  /** This and the next two are null while only its end has arrived. */
  item: string | null;
  words: Text | null;
  opened: Told | null;
  closed: Told & { why: 'mended' | 'found-good'; remark: string };
}

/** What is known of the condition of one bus. */
export interface Condition {
  /** The latest first. */
  checks: DepartureReport[];
  /** The oldest first. */
  open: OpenTicket[];
  /** The one that was closed last first. */
  closed: ClosedTicket[];
  /** The first stop that was opened today, where no departure check of today is known. */
  unchecked: Told | null;
  /** Whether the latest thing that was told belongs to a rehearsal; null where nothing says so or otherwise. */
  rehearsal: boolean | null;
}

/**
 * Reads the condition of a bus from its facts, in whatever order and however often they came.
 * @param today the day it is at the bus, YYYY-MM-DD
 */
export function conditionOf(facts: readonly ConditionFact[], today: string): Condition {
  const sorted = [...new Map(facts.map((fact) => [fact.id, fact])).values()].sort(inOrder);
  const checks = sorted.flatMap((fact) => reportOf(fact) ?? []).reverse();
  const purpose = sorted.findLast((fact) => fact.purpose !== null)?.purpose ?? null;
  return {
    checks,
    ...ticketsOf(sorted),
    unchecked: uncheckedOf(sorted, checks, today),
    rehearsal: purpose === null ? null : purpose === 'rehearsal',
  };
}

function reportOf(fact: ConditionFact): DepartureReport | null {
  const said = detailOf('departure-check', fact);
  if (said === null) return null;
  const { id, day, purpose } = fact;
  return { id, day, ...told(fact), rehearsal: purpose === 'rehearsal', ...said };
}

/** The id of a ticket is drawn once: whatever closes it closes it for good, also where its opening comes later or is dated later. */
function ticketsOf(sorted: readonly ConditionFact[]): Pick<Condition, 'open' | 'closed'> {
  const opened = new Map<string, OpenTicket>();
  const closed = new Map<string, ClosedTicket>();
  for (const fact of sorted) {
    const opening = detailOf('ticket-opened', fact);
    // The first opening of a ticket tells its age.
    if (opening !== null && !opened.has(opening.ticket))
      opened.set(opening.ticket, { ...opening, opened: told(fact) });
    const end = detailOf('ticket-closed', fact);
    if (end === null || closed.has(end.ticket)) continue;
    const { ticket, ...how } = end;
    closed.set(ticket, { ticket, item: null, words: null, opened: null, closed: { ...told(fact), ...how } });
  }
  return {
    open: [...opened.values()].filter(({ ticket }) => !closed.has(ticket)),
    closed: [...closed.values()].map((each) => ({ ...each, ...opened.get(each.ticket) })).reverse(),
  };
}

/** Nothing is claimed of a bus whose latest check has no certain day: it may well be of today. */
function uncheckedOf(
  sorted: readonly ConditionFact[],
  [latest]: readonly DepartureReport[],
  today: string,
): Told | null {
  const opening = sorted.find(({ fact, day }) => fact === 'stop-opened' && day === today);
  const mayBeChecked = sorted.some(
    ({ id, fact, day }) =>
      fact === 'departure-check' && (day === today || (day === null && id === latest?.id)),
  );
  return opening === undefined || mayBeChecked ? null : told(opening);
}

/** What a fact of that name says; null for others, and for what does not fit: it came before the name had a schema. */
function detailOf<Name extends 'departure-check' | 'ticket-opened' | 'ticket-closed'>(
  name: Name,
  { fact, detail }: ConditionFact,
): FactDetail<Name> | null {
  if (fact !== name) return null;
  const parsed = FACT_DETAILS[name].safeParse(detail);
  return parsed.success ? (parsed.data as FactDetail<Name>) : null;
}

function told({ by, at, timeZone }: ConditionFact): Told {
  return { by, at, timeZone };
}
