import type { Author } from '@pingan/protocol/author';
import { MAX_MESSAGE_BYTES } from '@pingan/protocol/records';
import { type Warning, WarningList } from '@pingan/protocol/warnings';
import { type Deed, audit } from '../accounts/audit.ts';
import type { Db } from '../database/open-database.ts';

export interface KeptWarning {
  warning: Warning;
  /** Counties it is for; none means every bus. */
  counties: string[];
  author: Author;
  /** Wall time of headquarters in milliseconds. */
  written: number;
}

/** Warnings that have not expired, the newest first. @param today YYYY-MM-DD */
export async function keptWarnings(db: Db, today: string): Promise<KeptWarning[]> {
  const rows = await db
    .selectFrom('warning')
    .where('expires', '>=', today)
    .selectAll()
    .orderBy('published', 'desc')
    .orderBy('code')
    .execute();
  return rows.map(({ body, counties, author_id, author_name, written }) => ({
    warning: JSON.parse(body) as Warning,
    counties: JSON.parse(counties) as string[],
    author: { id: author_id, name: author_name },
    written,
  }));
}

/** Publishes a warning, or replaces the one of the same id. */
export async function saveWarning(
  db: Db,
  { warning, counties, author, written }: KeptWarning,
): Promise<void> {
  const row = {
    body: JSON.stringify(warning),
    counties: JSON.stringify(counties),
    published: warning.published,
    expires: warning.expires,
    author_id: author.id,
    author_name: author.name,
    written,
  };
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('warning')
      .values({ code: warning.id, ...row })
      .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
      .execute();
    await audit(transaction, {
      actor: author,
      at: written,
      action: 'warning-published',
      subject: warning.id,
    });
  });
}

/** False where there was none. */
export async function removeWarning(db: Db, id: string, by: Deed): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('warning')
      .where('code', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    await audit(transaction, { ...by, action: 'warning-withdrawn', subject: id });
    return true;
  });
}

/** Removes what has expired; true where something had. */
export async function forgetExpiredWarnings(db: Db, today: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('warning').where('expires', '<', today).executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * What a bus shows: warnings for everybody, and those for a county in which it has a stop planned while they hold. The newest come first;
 * what does not fit a message is left out.
 */
export async function warningList(db: Db, bus: string, today: string): Promise<WarningList> {
  const counties = await plannedCounties(db, bus, today);
  const warnings: Warning[] = [];
  let bytes = Buffer.byteLength(JSON.stringify({ version: 1, warnings }));
  for (const { warning, counties: wanted } of await keptWarnings(db, today)) {
    const { published, expires } = warning;
    const concerns = counties.some(
      ({ county, date }) => wanted.includes(county) && published <= date && date <= expires,
    );
    if (wanted.length > 0 && !concerns) continue;
    bytes += Buffer.byteLength(JSON.stringify(warning)) + 1;
    if (bytes > MAX_MESSAGE_BYTES || warnings.length === MOST_WARNINGS) break;
    warnings.push(warning);
  }
  return { version: 1, warnings };
}

const MOST_WARNINGS = 50;

/** Counties that a bus is in on coming days, today included. */
async function plannedCounties(
  db: Db,
  bus: string,
  today: string,
): Promise<{ county: string; date: string }[]> {
  const rows = await db
    .selectFrom('plan')
    .innerJoin('bus', 'bus.id', 'plan.bus_id')
    .where('bus.name', '=', bus)
    .where('date', '>=', today)
    .select((eb) => [
      'date',
      eb
        .fn<string | null>('json_extract', ['plan', eb.val('$.fields.place.current.value.county')])
        .as('county'),
      eb.fn<string | null>('json_extract', ['plan', eb.val('$.fields.status.current.value')]).as('status'),
    ])
    .execute();
  return rows.flatMap(({ county, date, status }) =>
    county !== null && date !== null && status !== 'cancelled' ? [{ county, date }] : [],
  );
}
