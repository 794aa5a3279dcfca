import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { BrokerState } from '../broker/broker-link.ts';
import type { Retained } from '../broker/retained-messages.ts';
import type { CarryOffice } from '../carry/carry-office.ts';
import type { Db } from '../database/open-database.ts';
import type { FleetIdentity } from '../fleet-identity/fleet-identity.ts';
import type { Fleet } from '../ingest/fleet.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Log } from '../log.ts';
import { SignIn } from '../accounts/sign-in.ts';
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
import { addBusIdentityRoutes } from './bus-identity-routes.ts';
import { addConditionRoutes } from './condition-routes.ts';
import { addCrewRoutes } from './crew-routes.ts';
import { addAccountRoutes } from './identity/account-routes.ts';
import { API_BASE, type ApiContext, type ApiEnv } from './identity/api-env.ts';
import { guardedRoutes, requires } from './identity/access.ts';
import { addAuditRoutes } from './identity/audit-routes.ts';
import { addKeyRoutes } from './identity/key-routes.ts';
import { addSessionRoutes } from './identity/session-routes.ts';
import { isStillKnown, knowWho } from './identity/who.ts';
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
import { Refusal } from './refusal.ts';
import { addScheduleRoutes } from './schedule-routes.ts';
import { addWarningRoutes } from './warning-routes.ts';

/** A page that hears nothing for longer knows that headquarters is gone. */
const HEARTBEAT_MS = 10_000;

export interface ApiParts {
  db: Db;
  fleet: Fleet;
  ingest: Ingest;
  live: LiveUpdates;
  log: Log;
  identity: FleetIdentity;
  /** Whether the broker is another program, which learns of revocations by a file. */
  brokerElsewhere: boolean;
  office: CarryOffice;
  broker(): BrokerState;
  /** Nobody signs in, everything is allowed. */
  rehearsal: boolean;
  /** What a bus is to be told has changed, and the change is on the disk; without a bus, for all of them. */
  told(what: Retained, bus?: string): void;
  /** Wall time in milliseconds. */
  now(): number;
}

/** `/api/v1`. Every route says first who may use it; where one does not, this throws. */
export function createApi(parts: ApiParts): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>().basePath(API_BASE);
  // Before the middleware: its refusals are answered in the same way.
  api.onError((problem, c) => answerProblem(problem, c, parts.log));
  api.use('*', knowWho(parts));
  // Pages show what was changed, and streams whose session was ended by it end.
  api.use('*', async (c, next) => {
    await next();
    if (c.req.method !== 'GET' && c.res.ok) parts.live.changed();
  });
  const signIn = new SignIn(parts.db);
  addSessionRoutes(api, { ...parts, signIn });
  addAccountRoutes(api, parts);
  addKeyRoutes(api, parts);
  addAuditRoutes(api, parts);
  addBusIdentityRoutes(api, parts);
  addStatisticsRoutes(api, parts);
  addConditionRoutes(api, parts);
  addScheduleRoutes(api, parts);
  addCrewRoutes(api, parts);
  addWarningRoutes(api, parts);
  addCarryRoutes(api, parts);
  api.notFound((c) =>
    c.json(
      { error: `there is no ${c.req.method} ${c.req.path.slice(0, 80)} here` } satisfies ErrorAnswer,
      404,
    ),
  );
  guardedRoutes(api);
  return api;
}

/** Read only: what these show arrives by MQTT. */
function addStatisticsRoutes(api: Hono<ApiEnv>, parts: ApiParts): void {
  const { db, fleet } = parts;
  const viewer = requires('viewer');
  api.get('/health', requires('open'), async (c) => c.json(await health(parts)));
  api.get('/totals', viewer, async (c) => {
    const answer: TotalsAnswer = await totals(db, readQuery(c, SelectionQuery));
    return c.json(answer);
  });
  api.get('/buses', viewer, async (c) =>
    c.json(await answerBuses(db, fleet, readQuery(c, SelectionQuery).purpose, parts.now())),
  );
  api.get('/days', viewer, async (c) =>
    c.json(await answerDays(db, readQuery(c, SelectionQuery), parts.now())),
  );
  api.get('/stops', viewer, async (c) => c.json(await answerStops(db, readQuery(c, SelectionQuery))));
  api.get('/stories', viewer, async (c) => c.json(await answerStories(db, readQuery(c, SelectionQuery))));
  api.get('/exhibits', viewer, async (c) => {
    const answer: ExhibitsAnswer = await exhibitCounts(db, readQuery(c, SelectionQuery));
    return c.json(answer);
  });
  api.get('/learning', viewer, async (c) => c.json(await answerLearning(db, readQuery(c, SelectionQuery))));
  api.get('/purposes', viewer, async (c) => {
    readQuery(c, NoQuery);
    return c.json({ purposes: await countsByPurpose(db) } satisfies PurposesAnswer);
  });
  api.get('/gaps', viewer, async (c) => {
    const { bus } = readQuery(c, SelectionQuery);
    const gaps = findGaps(await epochFacts(db)).filter((gap) => bus === undefined || gap.bus === bus);
    return c.json({ gaps } satisfies GapsAnswer);
  });
  api.get('/dead-letters', viewer, async (c) =>
    c.json(await answerDeadLetters(db, readQuery(c, DeadLetterQuery).limit)),
  );
  api.get('/live', viewer, (c) => {
    const allowed = () => isStillKnown(c, parts);
    return streamSSE(c, (stream) => keepTelling(stream, parts.live, allowed));
  });
}

function answerProblem(problem: Error, c: ApiContext, log: Log): Response {
  if (problem instanceof Refusal) return c.json(problem.answer, problem.status, problem.headers);
  const bad = badQuery(problem);
  if (bad) return c.json(bad, 400);
  log.error({ path: c.req.path }, `no answer to ${c.req.path}: ${problem.message}`);
  return c.json({ error: `headquarters cannot answer now: ${problem.message}` } satisfies ErrorAnswer, 500);
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

/** Holds one page's stream open, with a ping after changes and a heartbeat in between, for as long as it is `allowed`. */
async function keepTelling(
  stream: EventStream,
  live: LiveUpdates,
  allowed: () => Promise<boolean>,
): Promise<void> {
  let end = () => {};
  const ended = new Promise<void>((done) => (end = done));
  const tell = async (event: string) => {
    if (!(await allowed())) return end();
    await stream.writeSSE({ event, data: '' });
  };
  const tellOrEnd = (event: string) => void tell(event).catch(end);
  const unsubscribe = live.subscribe(() => tellOrEnd('changed'));
  const heartbeat = setInterval(() => tellOrEnd('heartbeat'), HEARTBEAT_MS);
  stream.onAbort(end);
  tellOrEnd('heartbeat');
  await ended;
  clearInterval(heartbeat);
  unsubscribe();
}
