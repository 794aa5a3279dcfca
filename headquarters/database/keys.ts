import type { Db } from './open-database.ts';

/** SQLite takes 32,766 parameters in one statement; a row here has at most ten. */
export const ROWS_AT_ONCE = 1_000;

export function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield rows.slice(from, from + ROWS_AT_ONCE);
}

/** Ids of words, written where they are new. Sorted, so that two writers take their locks in one order. */
export async function wordIds(
  db: Db,
  table: 'metric' | 'label' | 'place',
  words: Iterable<string>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const some of chunks([...new Set(words)].sort())) {
    await db
      .insertInto(table)
      .values(some.map((word) => ({ word })))
      .onConflict((conflict) => conflict.column('word').doNothing())
      .execute();
    const rows = await db.selectFrom(table).select(['id', 'word']).where('word', 'in', some).execute();
    for (const { id, word } of rows) ids.set(word, id);
  }
  return ids;
}

/** Ids of buses, written where they are new; `heard` is the wall time each was last heard. */
export async function busIds(db: Db, heard: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const names = [...heard.keys()].sort();
  if (names.length === 0) return new Map();
  await db
    .insertInto('bus')
    .values(
      names.map((name) => ({
        name,
        first_heard: heard.get(name)!,
        last_heard: heard.get(name)!,
        presence: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({ last_heard: eb.ref('excluded.last_heard') })),
    )
    .execute();
  const rows = await db.selectFrom('bus').select(['id', 'name']).where('name', 'in', names).execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** Ids of `(bus, word)` pairs in a table that holds such pairs, written where they are new. */
export async function epochIds(
  db: Db,
  epochs: readonly { bus_id: number; code: string }[],
): Promise<PairIds> {
  const pairs = sortedPairs(epochs.map(({ bus_id, code }) => [bus_id, code]));
  if (pairs.length === 0) return new PairIds([]);
  const empty = {
    rev: null,
    boot: null,
    previous_code: null,
    previous_count: null,
    time_zone: null,
    software: null,
  };
  await db
    .insertInto('epoch')
    .values(pairs.map(([bus_id, code]) => ({ bus_id, code, ...empty })))
    .onConflict((conflict) => conflict.columns(['bus_id', 'code']).doNothing())
    .execute();
  const rows = await db
    .selectFrom('epoch')
    .select(['id', 'bus_id as owner', 'code as word'])
    .where('code', 'in', [...new Set(pairs.map(([, code]) => code))])
    .execute();
  return new PairIds(rows);
}

export async function stopIds(db: Db, stops: readonly { bus_id: number; name: string }[]): Promise<PairIds> {
  const pairs = sortedPairs(stops.map(({ bus_id, name }) => [bus_id, name]));
  if (pairs.length === 0) return new PairIds([]);
  await db
    .insertInto('stop')
    .values(pairs.map(([bus_id, name]) => ({ bus_id, name })))
    .onConflict((conflict) => conflict.columns(['bus_id', 'name']).doNothing())
    .execute();
  const rows = await db
    .selectFrom('stop')
    .select(['id', 'bus_id as owner', 'name as word'])
    .where('name', 'in', [...new Set(pairs.map(([, name]) => name))])
    .execute();
  return new PairIds(rows);
}

/** Ids by owner and word. */
export class PairIds {
  readonly #ids: Map<string, number>;

  constructor(rows: readonly { id: number; owner: number; word: string }[]) {
    this.#ids = new Map(rows.map(({ id, owner, word }) => [`${owner} ${word}`, id]));
  }

  get(owner: number, word: string): number {
    const id = this.#ids.get(`${owner} ${word}`);
    if (id === undefined) throw new MissingKeyError(owner, word);
    return id;
  }
}

class MissingKeyError extends Error {
  constructor(owner: number, word: string) {
    super(
      `no key was written for ${word} of bus row ${owner}; the batch is rolled back and the bus sends it again`,
    );
  }
}

function sortedPairs(pairs: readonly [number, string][]): [number, string][] {
  const distinct = new Map(pairs.map((pair) => [pair.join(' '), pair]));
  return [...distinct.values()].sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1));
}
