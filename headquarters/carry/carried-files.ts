import type { Db } from '../database/open-database.ts';
import type { CarriedFileTable } from './carried-file-table.ts';

/** Readings kept for a person to look back at. */
export const READINGS_KEPT = 1_000;

/** When this file was read first, or null. */
export async function readBefore(db: Db, bus: string, file: string): Promise<number | null> {
  const row = await db
    .selectFrom('carried_file')
    .select((eb) => eb.fn.min('read_at').as('at'))
    .where('bus', '=', bus)
    .where('file', '=', file)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function keepReading(db: Db, reading: Omit<CarriedFileTable, 'id'>): Promise<void> {
  await db.insertInto('carried_file').values(reading).execute();
  const { newest } = await db
    .selectFrom('carried_file')
    .select((eb) => eb.fn.max('id').as('newest'))
    .executeTakeFirstOrThrow();
  await db
    .deleteFrom('carried_file')
    .where('id', '<=', Number(newest) - READINGS_KEPT)
    .execute();
}

/** The latest first. */
export async function latestReadings(db: Db, most: number) {
  return db
    .selectFrom('carried_file')
    .select(['id', 'bus', 'written', 'read_at as readAt', 'read_by as readBy', 'stored', 'known', 'rejected'])
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}
