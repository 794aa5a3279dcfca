import { conflictsOf } from '@pingan/protocol/schedule/merge';
import type { PlanField, StopPlan } from '@pingan/protocol/schedule/plan';
import type { Db } from '../database/open-database.ts';
import { stopNames } from '../statistics/arrivals.ts';
import { type StopTally, stopTallies } from '../statistics/stop-tallies.ts';
import { factsOfStops } from './facts-of-stops.ts';
import { planOfRow } from './schedule-rows.ts';
import { type StopDay, stopDay } from './stop-day.ts';

/** A stop with what was planned, what happened and what was counted. */
export interface ListedStop {
  bus: string;
  stop: string;
  /** As planned, or as the officers on the bus called it. */
  name: { zh: string; en: string } | null;
  /** The planned day; without a plan the first day something happened. Null where neither is known. */
  date: string | null;
  /** Null where a bus went without a plan. */
  plan: StopPlan | null;
  conflicts: PlanField[];
  day: StopDay;
  tallies: StopTally[];
}

export interface StopFilter {
  bus?: string | undefined;
  stop?: string | undefined;
  /** Days, inclusive; a stop without a day is listed whatever they are. */
  from?: string | undefined;
  to?: string | undefined;
  status?: string | undefined;
}

/** Stops by day, the earliest first, those that nobody planned included. */
export async function listStops(db: Db, filter: StopFilter): Promise<ListedStop[]> {
  const planned = (await plannedStops(db, filter)).filter(({ date }) => isWithin(date, filter));
  const unplanned = await unplannedStops(db, filter);
  const all = [...planned, ...unplanned];
  const facts = await factsOfStops(
    db,
    all.flatMap(({ row }) => row ?? []),
  );
  const tallies = new Map<string, StopTally[]>();
  for (const tally of await stopTallies(db, filter.bus)) {
    const key = `${tally.bus} ${tally.stop}`;
    tallies.set(key, [...(tallies.get(key) ?? []), tally]);
  }
  const names = new Map((await stopNames(db)).map(({ bus, stop, name }) => [`${bus} ${stop}`, name]));
  const listed = all.map(({ bus, stop, plan, date }): ListedStop => {
    const here = facts.get(bus) ?? [];
    const counted = tallies.get(`${bus} ${stop}`) ?? [];
    const days = [
      ...here.filter((fact) => fact.stop === stop).map(({ day }) => day),
      ...counted.map(({ first }) => first),
    ];
    return {
      bus,
      stop,
      name: plan?.fields.place?.current.value.name ?? names.get(`${bus} ${stop}`) ?? null,
      date: date ?? days.filter((day) => day !== null).sort()[0] ?? null,
      plan,
      conflicts: plan === null ? [] : conflictsOf(plan),
      day: stopDay(stop, here),
      tallies: counted,
    };
  });
  return listed
    .filter(({ date, plan }) => plan !== null || isWithin(date, filter))
    .sort(
      (a, b) =>
        (a.date ?? '').localeCompare(b.date ?? '') ||
        startOf(a).localeCompare(startOf(b)) ||
        a.bus.localeCompare(b.bus) ||
        a.stop.localeCompare(b.stop),
    );
}

interface FoundStop {
  bus: string;
  stop: string;
  plan: StopPlan | null;
  date: string | null;
  /** Row of the stop, once something was recorded at it. */
  row: number | null;
}

async function plannedStops(db: Db, { bus, stop, status }: StopFilter): Promise<FoundStop[]> {
  let found = db
    .selectFrom('plan')
    .innerJoin('bus', 'bus.id', 'plan.bus_id')
    .leftJoin('stop', (join) =>
      join.onRef('stop.bus_id', '=', 'plan.bus_id').onRef('stop.name', '=', 'plan.stop'),
    )
    .select(['bus.name as bus', 'plan.stop', 'plan.plan', 'plan.date', 'stop.id as row']);
  if (bus !== undefined) found = found.where('bus.name', '=', bus);
  if (stop !== undefined) found = found.where('plan.stop', '=', stop);
  const rows = (await found.execute()).map((row) => ({ ...row, plan: planOfRow(row.plan) }));
  if (status === undefined) return rows;
  return rows.filter(({ plan }) => (plan.fields.status?.current.value ?? 'draft') === status);
}

/** Where a bus stood without a plan. They have no status. */
async function unplannedStops(db: Db, { bus, stop, status }: StopFilter): Promise<FoundStop[]> {
  if (status !== undefined) return [];
  let found = db
    .selectFrom('stop')
    .innerJoin('bus', 'bus.id', 'stop.bus_id')
    .leftJoin('plan', (join) =>
      join.onRef('plan.bus_id', '=', 'stop.bus_id').onRef('plan.stop', '=', 'stop.name'),
    )
    .where('plan.id', 'is', null)
    .select(['bus.name as bus', 'stop.name as stop', 'stop.id as row']);
  if (bus !== undefined) found = found.where('bus.name', '=', bus);
  if (stop !== undefined) found = found.where('stop.name', '=', stop);
  return (await found.execute()).map((row) => ({ ...row, plan: null, date: null }));
}

function isWithin(date: string | null, { from, to }: StopFilter): boolean {
  if (date === null) return true;
  return (from === undefined || from <= date) && (to === undefined || date <= to);
}

function startOf({ plan }: ListedStop): string {
  return plan?.fields.when?.current.value.from ?? '';
}
