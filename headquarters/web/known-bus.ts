import type { Db } from '../database/open-database.ts';
import { Refusal } from './refusal.ts';

/** The row of a bus, or a 404 that says which there are. */
export async function knownBus(db: Db, name: string): Promise<{ id: number; name: string }> {
  const found = await db.selectFrom('bus').select(['id', 'name']).where('name', '=', name).executeTakeFirst();
  if (found !== undefined) return found;
  const some = await db.selectFrom('bus').select('name').orderBy('name').limit(20).execute();
  const known = some.map((bus) => bus.name).join(', ');
  const asked = name.slice(0, 60);
  throw new Refusal(404, {
    zh: `没有编号为“${asked}”的车；${known ? `已知：${known}` : '还没有任何车报到'}`,
    en: `there is no bus "${asked}" here; ${known ? `known: ${known}` : 'none has been heard yet'}`,
  });
}
