import type { Db } from '../database/open-database.ts';
import { RequestError } from './body.ts';

/** The row of a bus, or a 404 that says which there are. */
export async function knownBus(db: Db, name: string): Promise<number> {
  const found = await db.selectFrom('bus').select('id').where('name', '=', name).executeTakeFirst();
  if (found !== undefined) return found.id;
  const some = await db.selectFrom('bus').select('name').orderBy('name').limit(20).execute();
  const known = some.map((bus) => bus.name).join(', ') || 'none yet; a bus is known once it has been heard';
  throw new RequestError(404, `there is no bus "${name.slice(0, 60)}" here; known: ${known}`);
}
