import { Hono, type MiddlewareHandler } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { BrokerState } from '../broker/broker-link.ts';
import type { CarryOffice } from '../carry/carry-office.ts';
import type { Db } from '../database/open-database.ts';
import type { Fleet } from '../ingest/fleet.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Log } from '../log.ts';
import { epochFacts } from '../statistics/arrivals.ts';
import { exhibitCounts } from '../statistics/exhibits.ts';
import { findGaps } from '../statistics/gaps.ts';
import { totals } from '../statistics/totals.ts';
import { countsByPurpose } from '../statistics/visits.ts';
import type {
  ErrorAnswer,
  ExhibitsAnswer,
  GapsAnswer,
  HealthAnswer,
  PurposesAnswer,
  TotalsAnswer,
} from './answers.ts';
import { addCarryRoutes } from './carry-routes.ts';
import type { LiveUpdates } from './live.ts';
import { DeadLetterQuery, NoQuery, SelectionQuery, badQuery, readQuery } from './query.ts';
import {
  answerBuses,
  answerDays,
  answerDeadLetters,
  answerLearning,
  answerStops,
  answerStories,
  countDeadLetters,
} from './questions.ts';

/** A page that hears nothing for longer knows that headquarters is gone. */
const HEARTBEAT_MS = 10_000;

export interface ApiParts {
  db: Db;
  fleet: Fleet;
  ingest: Ingest;
  live: LiveUpdates;
  log: Log;
  office: CarryOffice;
  broker(): BrokerState;
  /** Wall time in milliseconds. */
  now(): number;
}

/** There are no accounts yet. */
const EVERYBODY: MiddlewareHandler = (_, next) => next();

/** `/api/v1`: read only, save for files that are carried by hand; everything else that changes arrives by MQTT. */
export function createApi(parts: ApiParts): Hono {
  const { db, fleet, live, log } = parts;
  const api = new Hono().basePath('/api/v1');
  api.get('/health', async (c) => c.json(await health(parts)));
  api.get('/totals', async (c) => {
    const metrics = await totals(db, readQuery(c, SelectionQuery));
    return c.json({ metrics } satisfies TotalsAnswer);
  });
  api.get('/buses', async (c) =>
    c.json(await answerBuses(db, fleet, readQuery(c, SelectionQuery).purpose, parts.now())),
  );
  api.get('/days', async (c) => c.json(await answerDays(db, readQuery(c, SelectionQuery), parts.now())));
  api.get('/stops', async (c) => c.json(await answerStops(db, readQuery(c, SelectionQuery))));
  api.get('/stories', async (c) => c.json(await answerStories(db, readQuery(c, SelectionQuery))));
  api.get('/exhibits', async (c) => {
    const exhibits = await exhibitCounts(db, readQuery(c, SelectionQuery));
    return c.json({ exhibits } satisfies ExhibitsAnswer);
  });
  api.get('/learning', async (c) => c.json(await answerLearning(db, readQuery(c, SelectionQuery))));
  api.get('/purposes', async (c) => {
    readQuery(c, NoQuery);
    return c.json({ purposes: await countsByPurpose(db) } satisfies PurposesAnswer);
  });
  api.get('/gaps', async (c) => {
    const { bus } = readQuery(c, SelectionQuery);
    const gaps = findGaps(await epochFacts(db)).filter((gap) => bus === undefined || gap.bus === bus);
    return c.json({ gaps } satisfies GapsAnswer);
  });
  api.get('/dead-letters', async (c) =>
    c.json(await answerDeadLetters(db, readQuery(c, DeadLetterQuery).limit)),
  );
  addCarryRoutes(api, { db, office: parts.office, allowed: EVERYBODY, by: () => 'console' });
  api.get('/live', (c) => streamSSE(c, (stream) => keepTelling(stream, live)));

  api.notFound((c) =>
    c.json(
      { error: `there is no ${c.req.method} ${c.req.path.slice(0, 80)} here` } satisfies ErrorAnswer,
      404,
    ),
  );
  api.onError((problem, c) => {
    const bad = badQuery(problem);
    if (bad) return c.json(bad, 400);
    log.error({ path: c.req.path }, `no answer to ${c.req.path}: ${problem.message}`);
    return c.json(
      { error: `the statistics cannot be read now: ${problem.message}` } satisfies ErrorAnswer,
      500,
    );
  });
  return api;
}

async function health({ db, fleet, ingest, broker, now }: ApiParts): Promise<HealthAnswer> {
  const { counts, waiting, failure } = ingest;
  let deadLetters = 0;
  let problem = failure;
  try {
    deadLetters = await countDeadLetters(db);
  } catch (unreadable) {
    problem = (unreadable as Error).message;
  }
  const { state, detail } = broker();
  const good = problem === null && (state === 'serving' || state === 'connected');
  return {
    status: good ? 'good' : 'failing',
    broker: { state, detail },
    database:
      problem === null
        ? { state: 'good', detail: 'stores what arrives' }
        : { state: 'failing', detail: problem },
    ingest: { ...counts, waiting, deadLetters },
    buses: fleet.counts(now()),
  };
}

interface EventStream {
  writeSSE(message: { event: string; data: string }): Promise<void>;
  onAbort(listener: () => void): void;
}

/** Holds one page's stream open, with a ping after changes and a heartbeat in between. */
async function keepTelling(stream: EventStream, live: LiveUpdates): Promise<void> {
  let end = () => {};
  const ended = new Promise<void>((done) => (end = done));
  const tell = (event: string) => void stream.writeSSE({ event, data: '' }).catch(end);
  const unsubscribe = live.subscribe(() => tell('changed'));
  const heartbeat = setInterval(() => tell('heartbeat'), HEARTBEAT_MS);
  stream.onAbort(end);
  tell('heartbeat');
  await ended;
  clearInterval(heartbeat);
  unsubscribe();
}
