import { Name } from '@pingan/protocol/ids';
import { Warning } from '@pingan/protocol/warnings';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Db } from '../database/open-database.ts';
import { homeDay } from '../statistics/dating.ts';
import { keptWarnings, removeWarning, saveWarning } from '../warnings/warnings.ts';
import type { WarningsAnswer } from './answers.ts';
import { RequestError, readBody } from './body.ts';
import { type Who, type WhoOf, requires } from './who.ts';

export interface WarningsApiParts {
  db: Db;
  whoOf: WhoOf;
  warningsChanged(): void;
  /** Wall time in milliseconds. */
  now(): number;
}

const Publication = z.strictObject({ warning: Warning, counties: z.array(Name).max(200) });

/** `/warnings`: what buses warn of. Expired ones vanish. */
export function createWarningsApi({ db, whoOf, warningsChanged, now }: WarningsApiParts): Hono {
  const api = new Hono();
  const answer = async (): Promise<WarningsAnswer> => {
    const today = homeDay(now());
    return { today, warnings: await keptWarnings(db, today) };
  };
  api.get('/', requires(whoOf, 'viewer'), async (c) => c.json(await answer()));
  api.put('/:id', requires(whoOf, 'publisher'), async (c) => {
    const who = whoOf(c)!;
    const { warning, counties } = await readBody(c, Publication);
    if (warning.id !== c.req.param('id'))
      throw new RequestError(400, `the warning is called ${warning.id}, not ${c.req.param('id')}`);
    if (warning.expires < homeDay(now()))
      throw new RequestError(400, `the warning expired on ${warning.expires}; give a later last day`);
    const known = (await answer()).warnings.find((each) => each.warning.id === warning.id);
    refuseForeign(who, counties);
    if (known) refuseForeign(who, known.counties);
    await saveWarning(db, { warning, counties, author: who.author, written: now() });
    warningsChanged();
    return c.json(await answer());
  });
  api.delete('/:id', requires(whoOf, 'publisher'), async (c) => {
    const id = c.req.param('id');
    const known = (await answer()).warnings.find((each) => each.warning.id === id);
    if (known) refuseForeign(whoOf(c)!, known.counties);
    if (!(await removeWarning(db, id)))
      throw new RequestError(404, `there is no warning "${id.slice(0, 60)}"`);
    warningsChanged();
    return c.json(await answer());
  });
  return api;
}

/** An account that acts for some counties warns those alone. */
function refuseForeign(who: Who, counties: readonly string[]): void {
  if (who.counties.length === 0) return;
  const foreign = counties.filter((county) => !who.counties.includes(county));
  if (counties.length > 0 && foreign.length === 0) return;
  throw new RequestError(
    403,
    `your account warns ${who.counties.join(', ')} alone, and this is for ${counties.length === 0 ? 'every bus' : foreign.join(', ')}`,
  );
}
