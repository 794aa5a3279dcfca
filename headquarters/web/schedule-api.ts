import { Name } from '@pingan/protocol/ids';
import { Proposal, ProposalId } from '@pingan/protocol/schedule/plan';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Db } from '../database/open-database.ts';
import { listStops } from '../schedule/list-stops.ts';
import { stopHistory } from '../schedule/stop-history.ts';
import { submitEdit } from '../schedule/submit-edit.ts';
import { homeDay } from '../statistics/dating.ts';
import type { EditAnswer, ScheduleAnswer, StopAnswer } from './answers.ts';
import { RequestError, readBody } from './body.ts';
import { knownBus } from './known-bus.ts';
import { ScheduleQuery, readQuery } from './query.ts';
import { type WhoOf, countyRefusal, requires } from './who.ts';

export interface ScheduleApiParts {
  db: Db;
  whoOf: WhoOf;
  /** The schedule of a bus has changed, and the change is on the disk. */
  scheduleChanged(bus: string): void;
  /** Wall time in milliseconds. */
  now(): number;
}

/** A stop that is new: both ids come from the page, so that a request that is sent twice makes one stop. */
const NewStop = z.strictObject({ id: ProposalId, stop: Name, set: Proposal.shape.set });
/** A change, a choice between values in conflict included: `base` names every version that its author saw. */
const Change = z.strictObject({ id: ProposalId, base: Proposal.shape.base, set: Proposal.shape.set });

/** `/schedule`: what is planned, what happened there, and edits. */
export function createScheduleApi(parts: ScheduleApiParts): Hono {
  const { db, whoOf, now } = parts;
  const api = new Hono();
  api.get('/', requires(whoOf, 'viewer'), async (c) => {
    const stops = await listStops(db, readQuery(c, ScheduleQuery));
    return c.json({ today: homeDay(now()), stops } satisfies ScheduleAnswer);
  });
  api.get('/:bus/:stop', requires(whoOf, 'viewer'), async (c) => {
    const { bus, stop } = c.req.param();
    await knownBus(db, bus);
    const [found] = await listStops(db, { bus, stop });
    const history = await stopHistory(db, bus, stop);
    if (found === undefined && history.length === 0)
      throw new RequestError(404, `${bus} has no stop "${stop.slice(0, 60)}"`);
    return c.json({ stop: found ?? null, history } satisfies StopAnswer);
  });
  api.post('/:bus', requires(whoOf, 'scheduler'), async (c) => {
    const { id, stop, set } = await readBody(c, NewStop);
    return answerEdit(c, parts, { id, stop, base: {}, set });
  });
  api.patch('/:bus/:stop', requires(whoOf, 'scheduler'), async (c) => {
    const { id, base, set } = await readBody(c, Change);
    return answerEdit(c, parts, { id, stop: c.req.param('stop'), base, set });
  });
  return api;
}

/** 200 where the edit holds, a conflict included, as both values then stay; 422 where it was refused. */
async function answerEdit(
  c: Context,
  { db, whoOf, scheduleChanged, now }: ScheduleApiParts,
  edit: Pick<Proposal, 'id' | 'stop' | 'base' | 'set'>,
): Promise<Response> {
  const bus = c.req.param('bus')!;
  const bus_id = await knownBus(db, bus);
  const who = whoOf(c)!;
  if (!Name.safeParse(edit.stop).success)
    throw new RequestError(
      400,
      `"${edit.stop.slice(0, 60)}" cannot be the id of a stop: lower-case letters, digits and hyphens, at most 48`,
    );
  const proposal: Proposal = { ...edit, author: who.author, at: now() };
  const decided = await submitEdit(db, bus_id, proposal, now(), (before) => {
    const counties = [before?.fields.place?.current.value.county, edit.set.place?.county];
    for (const county of counties)
      if (county !== undefined) {
        const refusal = countyRefusal(who, county);
        if (refusal !== null) return refusal;
      }
    return null;
  });
  if ('refused' in decided) throw new RequestError(403, decided.refused);
  const { answer, plan } = decided;
  if (answer.outcome !== 'rejected') scheduleChanged(bus);
  return c.json({ ...answer, plan } satisfies EditAnswer, answer.outcome === 'rejected' ? 422 : 200);
}
