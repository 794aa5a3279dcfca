import { Name } from '@pingan/protocol/ids';
import { Proposal, ProposalId } from '@pingan/protocol/schedule/plan';
import type { Hono } from 'hono';
import { z } from 'zod';
import { maySee, mayEdit } from '../accounts/roles.ts';
import type { Retained } from '../broker/retained-messages.ts';
import type { Db } from '../database/open-database.ts';
import { type ListedStop, listStops } from '../schedule/list-stops.ts';
import { reasonInChinese } from '../schedule/reasons.ts';
import { stopHistory } from '../schedule/stop-history.ts';
import { submitEdit } from '../schedule/submit-edit.ts';
import { homeDay } from '../statistics/dating.ts';
import type { EditAnswer, ErrorAnswer, ScheduleAnswer, StopAnswer } from './answers.ts';
import { requires, signedIn } from './identity/access.ts';
import type { ApiContext, ApiEnv, Who } from './identity/api-env.ts';
import { knownBus } from './known-bus.ts';
import { ScheduleQuery, readQuery } from './query.ts';
import { type FieldTexts, readBody } from './read-body.ts';
import { Refusal } from './refusal.ts';

export interface ScheduleParts {
  db: Db;
  /** What a bus is to be told has changed, and the change is on the disk. */
  told(what: Retained, bus?: string): void;
  /** Wall time in milliseconds. */
  now(): number;
}

/** A stop that is new: both ids come from the page, so that a request that is sent twice makes one stop. */
const NewStop = z.strictObject({ id: ProposalId, stop: Name, set: Proposal.shape.set });
/** A change, a choice between values in conflict included: `base` names every version that its author saw. */
const Change = z.strictObject({ id: ProposalId, base: Proposal.shape.base, set: Proposal.shape.set });

const TEXTS: FieldTexts = {
  id: { zh: '16 位十六进制数字，每次编辑一个新的', en: '16 hexadecimal digits, new for every edit' },
  stop: {
    zh: '小写字母、数字和连字符，最多 48 个',
    en: 'lower-case letters, digits and hyphens, at most 48',
  },
  base: { zh: '编辑时看到的各字段版本', en: 'the versions of each field that were seen' },
  set: { zh: '至少一个字段', en: 'at least one field of a plan' },
};

/** `/schedule`: what is planned, what happened there, and edits. */
export function addScheduleRoutes(api: Hono<ApiEnv>, parts: ScheduleParts): void {
  const { db, now } = parts;
  api.get('/schedule', requires('viewer'), async (c) => {
    const who = signedIn(c);
    const stops = (await listStops(db, readQuery(c, ScheduleQuery))).filter((stop) => isShown(who, stop));
    return c.json({ today: homeDay(now()), stops } satisfies ScheduleAnswer);
  });
  api.get('/schedule/:bus/:stop', requires('viewer'), async (c) => {
    const bus = await knownBus(db, c.req.param('bus'));
    const name = c.req.param('stop');
    const [stop] = await listStops(db, { bus: bus.name, stop: name });
    const history = await stopHistory(db, bus.name, name);
    if ((stop === undefined && history.length === 0) || (stop && !isShown(signedIn(c), stop)))
      throw new Refusal(404, { zh: `${bus.name} 没有这个站点`, en: `${bus.name} has no such stop` });
    return c.json({ stop: stop ?? null, history } satisfies StopAnswer);
  });
  api.post('/schedule/:bus', requires('scheduler'), async (c) => {
    const { id, stop, set } = await readBody(c, NewStop, TEXTS);
    return answerEdit(c, parts, c.req.param('bus'), { id, stop, base: {}, set });
  });
  api.patch('/schedule/:bus/:stop', requires('scheduler'), async (c) => {
    const { id, base, set } = await readBody(c, Change, TEXTS);
    return answerEdit(c, parts, c.req.param('bus'), { id, stop: c.req.param('stop'), base, set });
  });
}

function isShown(who: Who, { plan }: ListedStop): boolean {
  return maySee(who, plan?.fields.place?.current.value.county ?? null);
}

/** 200 where the edit holds, a conflict included, as both values then stay; 422 where it was refused. */
async function answerEdit(
  c: ApiContext,
  { db, told, now }: ScheduleParts,
  busName: string,
  edit: Pick<Proposal, 'id' | 'stop' | 'base' | 'set'>,
): Promise<Response> {
  const bus = await knownBus(db, busName);
  if (!Name.safeParse(edit.stop).success)
    throw new Refusal(400, {
      zh: `站点编号不正确；应为：${TEXTS['stop']!.zh}`,
      en: `the id of the stop is not understood; allowed: ${TEXTS['stop']!.en}`,
    });
  const who = signedIn(c);
  const { id, name } = who.account;
  const proposal: Proposal = { ...edit, author: { id, name }, at: now() };
  const decided = await submitEdit(db, bus.id, proposal, now(), (before) => {
    const counties = [before?.fields.place?.current.value.county, edit.set.place?.county];
    return counties.every((county) => county === undefined || mayEdit(who, county));
  });
  if (decided === 'not-allowed') throw foreignCounty(who);
  const { answer, plan } = decided;
  if (answer.outcome !== 'rejected') told('schedule', bus.name);
  if (answer.outcome !== 'rejected') return c.json({ ...answer, plan } satisfies EditAnswer);
  const why = answer.why ?? '';
  const refused = { ...answer, plan, error: why, text: { zh: reasonInChinese(why), en: why } };
  return c.json(refused satisfies EditAnswer & ErrorAnswer, 422);
}

function foreignCounty({ counties }: Who): Refusal {
  const own = counties.join(', ');
  return new Refusal(403, {
    zh: `您的账号只负责：${own}；这个站点不在其中`,
    en: `your account acts for ${own} alone, and this stop is not there`,
  });
}
