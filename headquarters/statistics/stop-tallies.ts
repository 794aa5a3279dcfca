import type { Purpose } from '@pingan/protocol/ids';
import type { Db } from '../database/open-database.ts';
import { type BlindDoor, blindDoors, blindnessBy } from './blind-doors.ts';
import { selectCells } from './cells.ts';
import type { MaybeEstimated } from './totals.ts';
import { VISIT } from './visit-metric.ts';

/** What was counted at a stop under one purpose. */
export interface StopTally extends MaybeEstimated {
  bus: string;
  stop: string;
  purpose: Purpose;
  visits: number;
  /** `estimated` speaks of stories and visits together; visits move exactly where whole slots do. */
  visitsEstimated?: true | undefined;
  storyStarts: number;
  storyFinishes: number;
  /** Doors that could not see for a while; left out where all could. */
  blind?: BlindDoor[] | undefined;
  /** First and last day with counts, YYYY-MM-DD; null where no day is certain. */
  first: string | null;
  last: string | null;
}

const COUNT_OF: Readonly<Record<string, 'visits' | 'storyStarts' | 'storyFinishes'>> = {
  [VISIT]: 'visits',
  'story.start': 'storyStarts',
  'story.finish': 'storyFinishes',
};

/** Counts of every stop that has any, by purpose; counts between stops are left out. */
export async function stopTallies(db: Db, bus?: string): Promise<StopTally[]> {
  const byIds = selectCells(db, { bus, metrics: Object.keys(COUNT_OF) })
    .where('stop_id', 'is not', null)
    .select((eb) => [
      'bus',
      'stop_id',
      'purpose',
      'metric_id',
      eb.fn.sum<number>('n').as('n'),
      eb.fn.min<string | null>('date').as('first'),
      eb.fn.max<string | null>('date').as('last'),
      eb.fn.max<0 | 1>('estimated').as('estimated'),
    ])
    .groupBy(['bus', 'stop_id', 'purpose', 'metric_id']);
  const rows = await db
    .selectFrom(byIds.as('sums'))
    .innerJoin('stop', 'stop.id', 'sums.stop_id')
    .innerJoin('metric', 'metric.id', 'sums.metric_id')
    .select(['sums.bus', 'stop.name as stop', 'sums.purpose', 'metric.word as metric'])
    .select(['sums.n', 'sums.first', 'sums.last', 'sums.estimated'])
    .orderBy('sums.purpose')
    .execute();
  const tallies = new Map<string, StopTally>();
  for (const { bus, stop, purpose, metric, n, first, last, estimated } of rows) {
    const key = `${bus} ${stop} ${purpose}`;
    const nothing = { visits: 0, storyStarts: 0, storyFinishes: 0, first, last };
    const tally = tallies.get(key) ?? { bus, stop, purpose, ...nothing };
    tally[COUNT_OF[metric]!] += n;
    if (estimated === 1) tally.estimated = true;
    if (estimated === 1 && metric === VISIT) tally.visitsEstimated = true;
    if (first !== null && (tally.first === null || first < tally.first)) tally.first = first;
    if (last !== null && (tally.last === null || last > tally.last)) tally.last = last;
    tallies.set(key, tally);
  }
  await addBlindness(db, bus, tallies);
  return [...tallies.values()];
}

/** Says beside the counts which doors could not see; a stop where none saw anybody is told by that alone. */
async function addBlindness(db: Db, bus: string | undefined, tallies: Map<string, StopTally>): Promise<void> {
  const keyOf = (at: { bus: string; stop: string | null; purpose: Purpose }) =>
    `${at.bus} ${at.stop} ${at.purpose}`;
  const atStops = (await blindDoors(db, { bus })).filter(({ stop }) => stop !== null);
  const blindness = blindnessBy(atStops, keyOf);
  for (const { bus: name, stop, purpose, date } of atStops) {
    const key = keyOf({ bus: name, stop, purpose });
    const nothing = { visits: 0, storyStarts: 0, storyFinishes: 0, first: date, last: date };
    const tally = tallies.get(key) ?? { bus: name, stop: stop!, purpose, ...nothing };
    tallies.set(key, { ...tally, blind: blindness.get(key) });
  }
}
