import { MAX_MESSAGE_BYTES } from '@pingan/protocol/records';
import type { AnyPlanned, AnyVersion, ScheduleSnapshot, StopPlan } from '@pingan/protocol/schedule/plan';
import type { Db } from '../database/open-database.ts';
import { planOfRow } from './schedule-rows.ts';

/** A bus sees its stops from so many days ago on. */
export const SNAPSHOT_DAYS_BACK = 14;
const DAY_MS = 86_400_000;

export interface FittedSnapshot {
  snapshot: ScheduleSnapshot;
  /** Stops that did not fit, the furthest from today. */
  leftOut: number;
}

/** What a bus may know of its stops today, or null where it has none. @param today YYYY-MM-DD */
export async function scheduleSnapshot(db: Db, bus: string, today: string): Promise<FittedSnapshot | null> {
  const schedule = await db
    .selectFrom('schedule')
    .innerJoin('bus', 'bus.id', 'schedule.bus_id')
    .where('bus.name', '=', bus)
    .select(['bus_id', 'revision'])
    .executeTakeFirst();
  if (schedule === undefined) return null;
  const rows = await db
    .selectFrom('plan')
    .where('bus_id', '=', schedule.bus_id)
    .where((eb) => eb.or([eb('date', '>=', daysBefore(today, SNAPSHOT_DAYS_BACK)), eb('conflicts', '>', 0)]))
    .select(['plan', 'date', 'conflicts'])
    .orderBy('date')
    .orderBy('stop')
    .execute();
  const stops = rows.map(({ plan, date, conflicts }) => ({ plan: planOfRow(plan), date, conflicts }));
  return fitSnapshot(bus, schedule.revision, stops, today);
}

/**
 * A snapshot of at most 64 KB. Stops with open conflicts come first, then those nearest to today, before or after; what does not fit
 * is left out and comes when its day is nearer.
 */
export function fitSnapshot(
  bus: string,
  revision: number,
  stops: readonly { plan: StopPlan; date: string | null; conflicts: number }[],
  today: string,
): FittedSnapshot {
  const snapshot: ScheduleSnapshot = { v: 1, bus, revision, stops: [] };
  const distance = (date: string | null) => Math.abs(Date.parse(date ?? today) - Date.parse(today));
  const nearest = [...stops].sort(
    (a, b) => Number(b.conflicts > 0) - Number(a.conflicts > 0) || distance(a.date) - distance(b.date),
  );
  let bytes = bytesOf(snapshot);
  let leftOut = 0;
  for (const { plan } of nearest) {
    const shortened = withoutEmptyHistory(plan);
    const more = bytesOf(shortened) + 1;
    if (bytes + more > MAX_MESSAGE_BYTES) leftOut += 1;
    else {
      bytes += more;
      snapshot.stops.push(shortened);
    }
  }
  return { snapshot, leftOut };
}

function bytesOf(message: object): number {
  return Buffer.byteLength(JSON.stringify(message));
}

/** The reader fills in an empty list of versions seen; most values have one. */
function withoutEmptyHistory(plan: StopPlan): StopPlan {
  const shorter = ({ over, ...version }: AnyVersion) => (over.length > 0 ? { ...version, over } : version);
  const fields = (Object.entries(plan.fields) as [string, AnyPlanned][]).map(
    ([name, { current, rivals }]) => [name, { current: shorter(current), rivals: rivals.map(shorter) }],
  );
  return { id: plan.id, fields: Object.fromEntries(fields) as StopPlan['fields'] };
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}
