import type { Kysely } from 'kysely';

/** Which files carried by hand were read, when and by whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('carried_file')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('bus', 'text', (c) => c.notNull())
    .addColumn('file', 'text', (c) => c.notNull())
    .addColumn('written', 'integer')
    .addColumn('read_at', 'integer', (c) => c.notNull())
    .addColumn('read_by', 'text', (c) => c.notNull())
    .addColumn('stored', 'integer', (c) => c.notNull())
    .addColumn('known', 'integer', (c) => c.notNull())
    .addColumn('rejected', 'integer', (c) => c.notNull())
    .execute();
  await schema.createIndex('carried_file_of_bus').on('carried_file').columns(['bus', 'file']).execute();
}
