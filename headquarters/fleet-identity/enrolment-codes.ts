import type { Db } from '../database/open-database.ts';

/** Keeps what a new code is proved with, in place of whatever this bus had. */
export async function keepCode(
  db: Db,
  code: { bus: string; key: Uint8Array; at: number; expires: number },
): Promise<void> {
  await db.transaction().execute(async (work) => {
    await dropCodes(work, code.bus);
    await work
      .insertInto('enrolment_code')
      .values({
        bus: code.bus,
        proof_key: Buffer.from(code.key).toString('base64'),
        made_at: code.at,
        expires: code.expires,
        used_at: null,
      })
      .execute();
  });
}

/** Codes that nobody has used are worth nothing any more. */
export async function dropCodes(db: Db, bus: string): Promise<void> {
  await db.deleteFrom('enrolment_code').where('bus', '=', bus).where('used_at', 'is', null).execute();
}

/** The code that a bus could use now, or null. */
export async function freshKeyOf(
  db: Db,
  bus: string,
  now: number,
): Promise<{ id: number; key: Uint8Array } | null> {
  const row = await db
    .selectFrom('enrolment_code')
    .select(['id', 'proof_key'])
    .where('bus', '=', bus)
    .where('used_at', 'is', null)
    .where('expires', '>', now)
    .executeTakeFirst();
  if (row === undefined || row.proof_key === null) return null;
  return { id: row.id, key: Buffer.from(row.proof_key, 'base64') };
}

/** Buses that could use a code now, and until when. */
export async function freshCodes(db: Db, now: number): Promise<{ bus: string; expires: number }[]> {
  return db
    .selectFrom('enrolment_code')
    .select(['bus', 'expires'])
    .where('used_at', 'is', null)
    .where('expires', '>', now)
    .execute();
}

/** Uses a code up; false where somebody else has. */
export async function useCode(db: Db, id: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('enrolment_code')
    .set({ used_at: now, proof_key: null })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
