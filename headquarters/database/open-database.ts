import { existsSync, mkdirSync, openSync, readSync, closeSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, Migrator, SqliteDialect, sql } from 'kysely';
import Libsql from 'libsql';
import { ConfigurationError } from '../configuration-error.ts';
import { migrationProvider } from './migrations.ts';
import type { Tables } from './schema.ts';

/** "PABH" in the header of every database of ours, so that a file of another program is never written to. */
const APPLICATION_ID = 0x50414248;
const SQLITE_MAGIC = 'SQLite format 3\0';
/** Above this size the full check at every start would take longer than a start should. */
const CHECK_BELOW_BYTES = 256 * 1024 * 1024;

class DatabaseFileError extends ConfigurationError {
  constructor(file: string, what: string) {
    super(
      `database ${file} ${what}; nothing was written to it. Move it away, or name another with --database file:PATH`,
    );
  }
}

class NewerDatabaseError extends ConfigurationError {
  constructor(file: string, step: string) {
    super(
      `database ${file} was written by a newer headquarters (step ${step}); update this program, or name another file with --database file:PATH`,
    );
  }
}

export type Db = Kysely<Tables>;

export interface OpenDatabase {
  db: Db;
  file: string;
  /** Folds the write-ahead log into the file, so that a copy of the file alone is complete, and closes it. */
  close(): Promise<void>;
}

/**
 * Opens headquarters' SQLite file, creating it where there is none, and brings its tables up to date.
 * A file that is damaged, foreign or newer than this program is a `ConfigurationError`, and stays as it is.
 */
export async function openDatabase(file: string): Promise<OpenDatabase> {
  const fresh = !existsSync(file) || statSync(file).size === 0;
  if (fresh) createDirectory(file);
  else checkFile(file);
  const connection = connect(file, fresh);
  const db: Db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  try {
    await migrate(db, file);
  } catch (problem) {
    await db.destroy();
    throw problem;
  }
  return {
    db,
    file,
    close: async () => {
      await sql`pragma wal_checkpoint(truncate)`.execute(db);
      await db.destroy();
    },
  };
}

function createDirectory(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (problem) {
    throw new ConfigurationError(
      `the folder for database ${file} cannot be made: ${(problem as Error).message}; choose another with --data DIR`,
    );
  }
}

/** Reads before anything is written: header, owner, and the pages themselves. */
function checkFile(file: string): void {
  const header = readHeader(file);
  if (header.subarray(0, 16).toString('latin1') !== SQLITE_MAGIC)
    throw new DatabaseFileError(file, 'is not a SQLite database');
  if (header.readUInt32BE(68) !== APPLICATION_ID)
    throw new DatabaseFileError(file, 'belongs to another program');
  if (statSync(file).size > CHECK_BELOW_BYTES) return;
  let found: unknown;
  try {
    const connection = new Libsql(file, { readonly: true });
    try {
      found = connection.pragma('quick_check(1)');
    } finally {
      connection.close();
    }
  } catch (problem) {
    throw new DatabaseFileError(file, `is damaged (${(problem as Error).message})`);
  }
  const verdict = (found as { quick_check: string }[])[0]?.quick_check;
  if (verdict !== 'ok') throw new DatabaseFileError(file, `is damaged (${verdict})`);
}

function readHeader(file: string): Buffer {
  const header = Buffer.alloc(100);
  try {
    const handle = openSync(file, 'r');
    try {
      readSync(handle, header, 0, 100, 0);
    } finally {
      closeSync(handle);
    }
  } catch (problem) {
    throw new DatabaseFileError(file, `cannot be read (${(problem as Error).message})`);
  }
  return header;
}

function connect(file: string, fresh: boolean): Libsql.Database {
  try {
    const connection = new Libsql(file);
    connection.pragma('busy_timeout = 5000');
    // FULL: a commit is on the disk before its receipt goes out; NORMAL would lose receipted counts at a power cut.
    connection.pragma('synchronous = FULL');
    // Before the log begins, so that the mark stands in the file itself from the first write on.
    if (fresh) connection.pragma(`application_id = ${APPLICATION_ID}`);
    connection.pragma('journal_mode = WAL');
    connection.pragma('foreign_keys = ON');
    return connection;
  } catch (problem) {
    throw new DatabaseFileError(file, `cannot be opened (${(problem as Error).message})`);
  }
}

async function migrate(db: Db, file: string): Promise<void> {
  // Steps build on the first alone and not on each other, so one may come to a file after one with a higher number.
  const migrator = new Migrator({ db, provider: migrationProvider, allowUnorderedMigrations: true });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const message = error instanceof Error ? error.message : String(error);
  const newer = /previously executed migration (\S+) is missing/.exec(message);
  if (newer) throw new NewerDatabaseError(file, newer[1]!);
  throw new DatabaseFileError(file, `could not be brought up to date (${message})`);
}
