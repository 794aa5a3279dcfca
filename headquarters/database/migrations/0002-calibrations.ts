import type { Kysely } from 'kysely';

/** What a `door-calibrated` fact says; null in every other fact, and in those that arrived before this step. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.alterTable('fact').addColumn('door', 'text').execute();
  await schema.alterTable('fact').addColumn('tapped', 'integer').execute();
  for (const error of ['error_estimate', 'error_low', 'error_high'])
    await schema.alterTable('fact').addColumn(error, 'real').execute();
}
