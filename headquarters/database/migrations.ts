import type { Migration, MigrationProvider } from 'kysely';
import * as tallies from './migrations/0001-tallies.ts';

const migrations: Record<string, Migration> = {
  '0001-tallies': tallies,
};

/** The numbered steps from an empty file to today's tables. A step that has been released never changes. */
export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve(migrations),
};
