import type { Db } from '../database/open-database.ts';
import type { Fleet } from '../ingest/fleet.ts';
import { looksCloned } from '../ingest/presence-rule.ts';
import { busRows, stopNames } from '../statistics/arrivals.ts';
import { blindDoors, blindnessBy } from '../statistics/blind-doors.ts';
import { CalibratedCounts } from '../statistics/calibrated-counts.ts';
import type { Selection } from '../statistics/cells.ts';
import { HOME_TIME_ZONE, dayAt } from '../statistics/dating.ts';
import { exhibitCounts } from '../statistics/exhibits.ts';
import { ITEM_METRICS, itemAnswers } from '../statistics/item-answers.ts';
import { itemQuality } from '../statistics/item-quality.ts';
import { PAIRS_NEEDED, exhibitLearning } from '../statistics/learning.ts';
import { CELL_LIMIT } from '../statistics/publishing-limit.ts';
import { totals } from '../statistics/totals.ts';
import { type VisitsOfDay, countsByStop, visitsByDay } from '../statistics/visits.ts';
import type {
  BusAnswer,
  BusesAnswer,
  DaysAnswer,
  DeadLettersAnswer,
  LearningAnswer,
  StopsAnswer,
  StoriesAnswer,
} from './answers.ts';

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
  const todays = new Map(rows.map(({ bus, timeZone }) => [bus, dayAt(timeZone, now)]));
  const days = [...todays.values()].sort();
  const counted = await CalibratedCounts.load(db, { purpose, from: days[0], to: days.at(-1) });
  const ofBus = counted.intervals(({ bus, date }) => `${bus} ${date}`);
  const together = counted.intervals(({ bus, date }) => date === todays.get(bus));
  const blind = blindnessBy(
    await blindDoors(db, { purpose, from: days[0], to: days.at(-1) }),
    ({ bus, date }) => `${bus} ${date}`,
  );
  const buses = rows.map(({ bus, lastHeard, boot, software, timeZone }): BusAnswer => {
    const presence = fleet.of(bus);
    const { last } = presence;
    const stop = last?.stop ?? null;
    const today = todays.get(bus)!;
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
      intervalToday: ofBus.get(`${bus} ${today}`) ?? null,
      blindToday: blind.get(`${bus} ${today}`),
      faults: last?.faults ?? [],
    };
  });
  return { buses, intervalToday: together.get(true) ?? null };
}

export async function answerDays(db: Db, selection: Selection, now: number): Promise<DaysAnswer> {
  const rows = await busRows(db);
  const newest = rows.filter((row) => row.timeZone !== null).sort((a, b) => b.lastHeard - a.lastHeard)[0];
  const timeZone = newest?.timeZone ?? HOME_TIME_ZONE;
  // Undated visits belong to no span of days; they are named beside every span, so that they are never forgotten.
  const everyDay = { ...selection, from: undefined, to: undefined };
  const dated = (await visitsByDay(db, selection)).filter(isDated);
  const undated = (await visitsByDay(db, everyDay)).filter(({ date }) => date === null);
  const counted = await CalibratedCounts.load(db, everyDay);
  const ofBus = counted.intervals(({ bus, date }) => `${bus} ${date}`);
  const ofDay = counted.intervals(({ date }) => date);
  const visits = new Map<string, number>();
  for (const day of dated) visits.set(day.date, (visits.get(day.date) ?? 0) + day.visits);
  const ofAll = counted.intervals(({ date }) => date === null || visits.has(date));
  return {
    today: dayAt(timeZone, now),
    timeZone,
    days: dated.map((day) => ({ ...day, interval: ofBus.get(`${day.bus} ${day.date}`) ?? null })),
    undated: undated.map(({ date: _, ...rest }) => ({
      ...rest,
      interval: ofBus.get(`${rest.bus} null`) ?? null,
    })),
    fleet: [...visits].map(([date, n]) => ({
      date,
      visits: n,
      interval: ofDay.get(date) ?? null,
      estimated: dated.some((day) => day.date === date && day.estimated) || undefined,
    })),
    interval: ofAll.get(true) ?? null,
  };
}

function isDated(day: VisitsOfDay): day is VisitsOfDay & { date: string } {
  return day.date !== null;
}

export async function answerStops(db: Db, selection: Selection): Promise<StopsAnswer> {
  const names = await stopNames(db);
  const stops = await countsByStop(db, selection);
  const blind = blindnessBy(await blindDoors(db, selection), ({ bus, stop }) => `${bus} ${stop ?? ''}`);
  const counted = await CalibratedCounts.load(db, selection);
  const intervals = counted.intervals(({ bus, stop }) => `${bus} ${stop ?? ''}`);
  return {
    stops: stops.map((counts) => ({
      ...counts,
      name: names.find((known) => known.bus === counts.bus && known.stop === counts.stop)?.name ?? null,
      interval: intervals.get(`${counts.bus} ${counts.stop ?? ''}`) ?? null,
      blind: blind.get(`${counts.bus} ${counts.stop ?? ''}`),
    })),
  };
}

export async function answerStories(db: Db, selection: Selection): Promise<StoriesAnswer> {
  const { exhibits, estimated } = await exhibitCounts(db, selection);
  const stories = exhibits.filter(({ kind }) => kind === 'story');
  return {
    stories: stories.map(({ exhibit, starts, finishes, choices }) => ({
      exhibit,
      starts,
      finishes,
      choices,
    })),
    estimated,
  };
}

export async function answerLearning(db: Db, selection: Selection): Promise<LearningAnswer> {
  const { metrics, estimated } = await totals(db, { ...selection, metrics: ITEM_METRICS });
  const answers = itemAnswers(metrics);
  return {
    pairsNeeded: PAIRS_NEEDED,
    cellLimit: CELL_LIMIT,
    exhibits: exhibitLearning(answers),
    items: itemQuality(answers),
    estimated,
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
