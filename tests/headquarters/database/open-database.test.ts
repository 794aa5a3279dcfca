import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '@pingan/headquarters/database/database-address';
import { openDatabase } from '@pingan/headquarters/database/open-database';
import * as tallies from '@pingan/headquarters/database/migrations/0001-tallies';
import type { Tables } from '@pingan/headquarters/database/schema';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pingan-db-'));
  file = join(directory, 'hq.sqlite');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function createDatabase(): Promise<void> {
  const { db, close } = await openDatabase(file);
  await db
    .insertInto('bus')
    .values({ name: 'bus-01', first_heard: 1, last_heard: 2, presence: null })
    .execute();
  await close();
}

describe('the database file', () => {
  test('is made with its folders where there is none, and opened again with what it holds', async () => {
    file = join(directory, 'new', 'folder', 'hq.sqlite');
    await createDatabase();
    const { db, close } = await openDatabase(file);
    expect(await db.selectFrom('bus').select('name').execute()).toEqual([{ name: 'bus-01' }]);
    await close();
  });

  test('commits to the disk: write-ahead log, synchronous FULL', async () => {
    const { db, close } = await openDatabase(file);
    const pragma = async (name: string) =>
      Object.values(
        (await db.executeQuery({ sql: `pragma ${name}`, parameters: [] } as never)).rows[0] as object,
      )[0] as unknown;
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    await close();
  });

  test('made before calibrations were kept gets room for them, and keeps its facts', async () => {
    const connection = new Libsql(file);
    connection.pragma('application_id = 0x50414248');
    const older = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
    const provider = { getMigrations: () => Promise.resolve({ '0001-tallies': tallies }) };
    expect((await new Migrator({ db: older, provider }).migrateToLatest()).error).toBeUndefined();
    connection.exec(`
      insert into bus (id, name, first_heard, last_heard) values (1, 'bus-01', 1, 2);
      insert into epoch (id, bus_id, code) values (1, 1, '0000000000000001');
      insert into fact (bus_id, record, epoch_id, fact, monotonic) values (1, 'f1', 1, 'stop-opened', 5)`);
    await older.destroy();
    const { db, close } = await openDatabase(file);
    const facts = await db.selectFrom('fact').select(['record', 'door', 'tapped', 'error_low']).execute();
    expect(facts).toEqual([{ record: 'f1', door: null, tapped: null, error_low: null }]);
    await close();
  });

  test('an empty file is a fresh one', async () => {
    await writeFile(file, '');
    await createDatabase();
  });

  test.each([
    [
      'a text file',
      () => Buffer.from('these are the notes of somebody else, kept for years\n'.repeat(5)),
      'is not a SQLite database',
    ],
    ['a truncated database', async () => (await ourBytes()).subarray(0, 20_000), 'is damaged'],
    ['an overwritten page', async () => (await ourBytes()).fill(0xab, 8_192, 24_576), 'is damaged'],
    ['a database of another program', foreignBytes, 'belongs to another program'],
  ])('%s is refused with a way out and stays as it is', async (_, make, why) => {
    const bytes = await make();
    await writeFile(file, bytes);
    await expect(openDatabase(file)).rejects.toThrow(why);
    await expect(openDatabase(file)).rejects.toThrow('--database file:PATH');
    expect((await readFile(file)).equals(bytes)).toBe(true);
  });

  test('one that a newer headquarters wrote is refused', async () => {
    await createDatabase();
    const connection = new Libsql(file);
    connection.exec("insert into kysely_migration (name, timestamp) values ('0099-of-the-future', '2030')");
    connection.close();
    await expect(openDatabase(file)).rejects.toThrow('newer headquarters (step 0099-of-the-future)');
  });
});

describe('--database', () => {
  test('names a file, or the default in the data directory', () => {
    expect(databaseFile(undefined, '/srv/data')).toBe('/srv/data/headquarters.sqlite');
    expect(databaseFile('file:/srv/other.sqlite', '/srv/data')).toBe('/srv/other.sqlite');
  });

  test('refuses PostgreSQL for now, without repeating its password', () => {
    const refuse = () => databaseFile('postgres://hq:secret@db/hq', '/srv/data');
    expect(refuse).toThrow('PostgreSQL is not supported yet');
    expect(refuse).not.toThrow('secret');
  });
});

async function ourBytes(): Promise<Buffer> {
  const other = join(directory, 'whole.sqlite');
  const { close } = await openDatabase(other);
  await close();
  return readFile(other);
}

async function foreignBytes(): Promise<Buffer> {
  const other = join(directory, 'foreign.sqlite');
  const connection = new Libsql(other);
  connection.exec('create table recipes (id integer primary key, name text)');
  connection.close();
  return readFile(other);
}
