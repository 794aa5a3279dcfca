import { Name } from '@pingan/protocol/ids';
import { Warning } from '@pingan/protocol/warnings';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Retained } from '../broker/retained-messages.ts';
import type { Db } from '../database/open-database.ts';
import { homeDay } from '../statistics/dating.ts';
import { type KeptWarning, keptWarnings, removeWarning, saveWarning } from '../warnings/warnings.ts';
import type { WarningsAnswer } from './answers.ts';
import { requires, signedIn } from './identity/access.ts';
import type { ApiEnv, Who } from './identity/api-env.ts';
import { NoQuery, readQuery } from './query.ts';
import { type FieldTexts, readBody } from './read-body.ts';
import { Refusal } from './refusal.ts';

export interface WarningParts {
  db: Db;
  /** What buses are to be told has changed, and the change is on the disk. */
  told(what: Retained): void;
  /** Wall time in milliseconds. */
  now(): number;
}

const Publication = z.strictObject({ warning: Warning, counties: z.array(Name).max(60) });
const TEXTS: FieldTexts = {
  warning: {
    zh: '一条预警：中英文的手法、地点、识破点、做法和来源单位，发布日与最后一天相隔不超过 30 天',
    en: 'a warning with its texts in both languages and a last day at most 30 days after it was published',
  },
  counties: {
    zh: '区县编号的列表；空列表表示全部车辆',
    en: 'a list of county ids; an empty list means every bus',
  },
};

/** `/warnings`: what buses warn of. Expired ones vanish. */
export function addWarningRoutes(api: Hono<ApiEnv>, { db, told, now }: WarningParts): void {
  const answer = async (): Promise<WarningsAnswer> => {
    const today = homeDay(now());
    return { today, warnings: await keptWarnings(db, today) };
  };
  const known = async (id: string) => (await answer()).warnings.find(({ warning }) => warning.id === id);

  api.get('/warnings', requires('viewer'), async (c) => {
    readQuery(c, NoQuery);
    return c.json(await answer());
  });
  api.put('/warnings/:id', requires('publisher'), async (c) => {
    const who = signedIn(c);
    const { warning, counties } = await readBody(c, Publication, TEXTS);
    if (warning.id !== c.req.param('id'))
      throw new Refusal(400, {
        zh: `预警编号不一致：${warning.id} 与 ${c.req.param('id')}`,
        en: `the warning is called ${warning.id}, not ${c.req.param('id')}`,
      });
    if (warning.expires < homeDay(now()))
      throw new Refusal(400, {
        zh: `这条预警已于 ${warning.expires} 到期；请给出更晚的最后一天`,
        en: `the warning expired on ${warning.expires}; give a later last day`,
      });
    refuseForeign(who, counties);
    const before = await known(warning.id);
    if (before) refuseForeign(who, before.counties);
    const { id, name } = who.account;
    const kept: KeptWarning = { warning, counties, author: { id, name }, written: now() };
    await saveWarning(db, kept);
    told('warnings');
    return c.json(await answer());
  });
  api.delete('/warnings/:id', requires('publisher'), async (c) => {
    const id = c.req.param('id');
    const before = await known(id);
    const who = signedIn(c);
    if (before) refuseForeign(who, before.counties);
    if (!(await removeWarning(db, id, { actor: who.account, at: now() })))
      throw new Refusal(404, { zh: '没有这条预警', en: `there is no warning "${id.slice(0, 60)}"` });
    told('warnings');
    return c.json(await answer());
  });
}

/** An account that acts for some counties warns those alone. */
function refuseForeign({ counties: own }: Who, counties: readonly string[]): void {
  if (own.length === 0) return;
  if (counties.length > 0 && counties.every((county) => own.includes(county))) return;
  throw new Refusal(403, {
    zh: `您的账号只负责：${own.join('、')}；这条预警还涉及其他地方`,
    en: `your account warns ${own.join(', ')} alone, and this warning goes further`,
  });
}
