import type { Db } from '../database/open-database.ts';
import { type Selection, selectCells } from './cells.ts';
import type { MaybeEstimated } from './totals.ts';
import { BLIND, VISIT } from './visit-metric.ts';

const STORY_START = 'story.start';
const STORY_FINISH = 'story.finish';

export interface VisitsOfDay extends MaybeEstimated {
  bus: string;
  /** YYYY-MM-DD in the zone of the bus, or null where the day is uncertain. */
  date: string | null;
  visits: number;
}

/** Visits for each bus and day. With a day given in the selection, undated visits are left out. */
export async function visitsByDay(db: Db, selection: Selection): Promise<VisitsOfDay[]> {
  const rows = await selectCells(db, { ...selection, metrics: [VISIT] })
    .select((eb) => [
      'bus',
      'date',
      eb.fn.sum<number>('n').as('visits'),
      eb.fn.max<0 | 1>('purpose_estimated').as('estimated'),
    ])
    .groupBy(['bus', 'date'])
    .orderBy('date')
    .orderBy('bus')
    .execute();
  return rows.map((row) => ({ ...row, estimated: row.estimated === 1 || undefined }));
}

export interface CountsOfStop extends MaybeEstimated {
  bus: string;
  /** Null while the bus had no stop open. */
  stop: string | null;
  visits: number;
  /** `estimated` speaks of stories and visits together; visits move exactly where whole slots do. */
  visitsEstimated?: true | undefined;
  storyStarts: number;
  storyFinishes: number;
  /** First and last day with counts; null where no day is certain. */
  first: string | null;
  last: string | null;
}

export async function countsByStop(db: Db, selection: Selection): Promise<CountsOfStop[]> {
  const byIds = selectCells(db, { ...selection, metrics: [VISIT, STORY_START, STORY_FINISH, BLIND] })
    .select((eb) => [
      'bus_id',
      'stop_id',
      'metric_id',
      eb.fn.sum<number>('n').as('n'),
      eb.fn.min<string | null>('date').as('first'),
      eb.fn.max<string | null>('date').as('last'),
      eb.fn.max<0 | 1>('estimated').as('estimated'),
    ])
    .groupBy(['bus_id', 'stop_id', 'metric_id']);
  const rows = await db
    .selectFrom(byIds.as('sums'))
    .innerJoin('bus', 'bus.id', 'sums.bus_id')
    .innerJoin('metric', 'metric.id', 'sums.metric_id')
    .leftJoin('stop', 'stop.id', 'sums.stop_id')
    .select([
      'bus.name as bus',
      'stop.name as stop',
      'metric.word as metric',
      'sums.n',
      'sums.first',
      'sums.last',
      'sums.estimated',
    ])
    .execute();
  const stops = new Map<string, CountsOfStop>();
  for (const { bus, stop, metric, n, first, last, estimated } of rows) {
    const key = `${bus} ${stop ?? ''}`;
    const counts: CountsOfStop = stops.get(key) ?? {
      bus,
      stop,
      visits: 0,
      storyStarts: 0,
      storyFinishes: 0,
      first: null,
      last: null,
    };
    // Blindness is no count of anybody: it only makes the stop known, also one whose doors saw nobody.
    if (estimated === 1 && metric !== BLIND) counts.estimated = true;
    if (estimated === 1 && metric === VISIT) counts.visitsEstimated = true;
    if (metric === VISIT) counts.visits += n;
    if (metric === STORY_START) counts.storyStarts += n;
    if (metric === STORY_FINISH) counts.storyFinishes += n;
    counts.first = [counts.first, first].filter((day) => day !== null).sort()[0] ?? null;
    counts.last =
      [counts.last, last]
        .filter((day) => day !== null)
        .sort()
        .at(-1) ?? null;
    stops.set(key, counts);
  }
  return [...stops.values()].sort(
    (a, b) =>
      compareLast(b.last, a.last) || a.bus.localeCompare(b.bus) || (a.stop ?? '').localeCompare(b.stop ?? ''),
  );
}

function compareLast(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}

/** Visits and all increments under each purpose that has any, whichever is asked for elsewhere; seconds are no increments. */
export async function countsByPurpose(
  db: Db,
): Promise<{ purpose: string; visits: number; counts: number }[]> {
  return selectCells(db, {})
    .innerJoin('metric', 'metric.id', 'counted.metric_id')
    .select((eb) => [
      'counted.purpose as purpose',
      eb.fn
        .sum<number>(eb.case().when('metric.word', '=', VISIT).then(eb.ref('counted.n')).else(0).end())
        .as('visits'),
      eb.fn
        .sum<number>(eb.case().when('metric.word', '=', BLIND).then(0).else(eb.ref('counted.n')).end())
        .as('counts'),
    ])
    .groupBy('counted.purpose')
    .orderBy('counted.purpose')
    .execute();
}
