import type { Db } from '../database/open-database.ts';
import type { Fleet } from '../ingest/fleet.ts';
import { looksCloned } from '../ingest/presence-rule.ts';
import { busRows, stopNames } from '../statistics/arrivals.ts';
import type { Selection } from '../statistics/cells.ts';
import { localDate } from '../statistics/dating.ts';
import { countsByStop, visitsByDay } from '../statistics/visits.ts';
import type { BusAnswer, BusesAnswer, DaysAnswer, DeadLettersAnswer, StopsAnswer } from './answers.ts';

/** Where no bus has said yet whose days it counts. */
const HOME_TIME_ZONE = 'Asia/Shanghai';

/** @param now wall time in milliseconds */
export async function answerBuses(
  db: Db,
  fleet: Fleet,
  purpose: Selection['purpose'],
  now: number,
): Promise<BusesAnswer> {
  const names = await stopNames(db);
  const visits = await visitsByDay(db, { purpose });
  const rows = await busRows(db);
  const buses = rows.map(({ bus, lastHeard, boot, software, timeZone }): BusAnswer => {
    const presence = fleet.of(bus);
    const { last } = presence;
    const stop = last?.stop ?? null;
    const today = localDate(now, timeZone ?? HOME_TIME_ZONE) ?? localDate(now, HOME_TIME_ZONE)!;
    return {
      bus,
      online: presence.online,
      since: presence.since,
      lastHeard,
      cloned: looksCloned(presence, now),
      purpose: last?.purpose ?? null,
      stop,
      stopName: names.find((known) => known.bus === bus && known.stop === stop)?.name ?? null,
      board: last?.board ?? null,
      backlog: last?.backlog ?? null,
      boot,
      software,
      timeZone,
      today,
      visitsToday: visits.find((day) => day.bus === bus && day.date === today)?.visits ?? 0,
    };
  });
  return { buses };
}

export async function answerDays(db: Db, selection: Selection, now: number): Promise<DaysAnswer> {
  const rows = await busRows(db);
  const newest = rows.filter((row) => row.timeZone !== null).sort((a, b) => b.lastHeard - a.lastHeard)[0];
  const timeZone = newest?.timeZone ?? HOME_TIME_ZONE;
  const dated = await visitsByDay(db, selection);
  // Undated visits belong to no span of days; they are named beside every span, so that they are never forgotten.
  const undated = await visitsByDay(db, { ...selection, from: undefined, to: undefined });
  return {
    today: localDate(now, timeZone) ?? localDate(now, HOME_TIME_ZONE)!,
    timeZone,
    days: dated.flatMap(({ date, ...day }) => (date === null ? [] : [{ ...day, date }])),
    undated: undated.flatMap(({ date, bus, visits }) => (date === null ? [{ bus, visits }] : [])),
  };
}

export async function answerStops(db: Db, selection: Selection): Promise<StopsAnswer> {
  const names = await stopNames(db);
  const stops = await countsByStop(db, selection);
  return {
    stops: stops.map((counts) => ({
      ...counts,
      name: names.find((known) => known.bus === counts.bus && known.stop === counts.stop)?.name ?? null,
    })),
  };
}

export async function answerDeadLetters(db: Db, limit: number): Promise<DeadLettersAnswer> {
  const total = await countDeadLetters(db);
  const deadLetters = await db
    .selectFrom('dead_letter')
    .select([
      'id',
      'bus',
      'channel',
      'kind',
      'record',
      'rev',
      'why',
      'times',
      'first_at as firstAt',
      'last_at as lastAt',
    ])
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return { total, deadLetters };
}

export async function countDeadLetters(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('dead_letter')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}
