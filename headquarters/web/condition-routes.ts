import type { Hono } from 'hono';
import { maySee } from '../accounts/roles.ts';
import type { Db } from '../database/open-database.ts';
import { fleetCondition } from '../fleet-condition/fleet-condition.ts';
import type { Fleet } from '../ingest/fleet.ts';
import { countiesOfBuses } from '../schedule/counties-of-buses.ts';
import type { ConditionAnswer } from './answers.ts';
import { requires, signedIn } from './identity/access.ts';
import type { ApiEnv, Who } from './identity/api-env.ts';
import { ConditionQuery, readQuery } from './query.ts';

export interface ConditionParts {
  db: Db;
  fleet: Fleet;
  /** Wall time in milliseconds. */
  now(): number;
}

/** `/condition`: departure checks and tickets. */
export function addConditionRoutes(api: Hono<ApiEnv>, { db, fleet, now }: ConditionParts): void {
  api.get('/condition', requires('viewer'), async (c) => {
    const { bus } = readQuery(c, ConditionQuery);
    const who = signedIn(c);
    const counties = await countiesOfBuses(db);
    const isShown = (one: string) => maySeeBus(who, counties.get(one) ?? []);
    return c.json({
      buses: await fleetCondition(db, fleet, { bus, isShown, now: now() }),
    } satisfies ConditionAnswer);
  });
}

/** As with files carried by hand: one of the counties a bus has stops planned in must be theirs; a bus of no known county is everybody's. */
function maySeeBus(who: Who, counties: readonly string[]): boolean {
  return counties.length === 0 || counties.some((county) => maySee(who, county));
}
