import type { Generated } from 'kysely';
import type { Db } from '../database/open-database.ts';

/** A file that was read, each time it was. Wall times are milliseconds since 1970-01-01T00:00Z. */
export interface CarriedFileTable {
  id: Generated<number>;
  bus: string;
  /** What the bus drew for this file. */
  file: string;
  /** By the clock of the bus; null where it did not know the time. */
  written: number | null;
  /** By the clock of headquarters. */
  read_at: number;
  read_by: string;
  stored: number;
  known: number;
  rejected: number;
}

export interface CarriedFileTables {
  carried_file: CarriedFileTable;
}

/** Readings kept for a person to look back at. */
const KEPT = 1_000;

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
    .where('id', '<=', Number(newest) - KEPT)
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
