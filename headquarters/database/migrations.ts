import type { Migration, MigrationProvider } from 'kysely';
import * as tallies from './migrations/0001-tallies.ts';
import * as calibrations from './migrations/0002-calibrations.ts';
import * as accounts from './migrations/0003-accounts.ts';
import * as busIdentities from './migrations/0004-bus-identities.ts';
import * as plans from './migrations/0005-plans.ts';
import * as carriedFiles from './migrations/0006-carried-files.ts';

const migrations: Record<string, Migration> = {
  '0001-tallies': tallies,
  '0002-calibrations': calibrations,
  '0003-accounts': accounts,
  '0004-bus-identities': busIdentities,
  '0005-plans': plans,
  '0006-carried-files': carriedFiles,
};

/** The numbered steps from an empty file to today's tables. A step that has been released never changes. */
export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve(migrations),
};
