import { type Kysely, sql } from 'kysely';

/** Who may be which bus: one-time codes that were given out, and every certificate that was issued. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('enrolment_code')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('bus', 'text', (c) => c.notNull())
    .addColumn('proof_key', 'text')
    .addColumn('made_at', 'integer', (c) => c.notNull())
    .addColumn('expires', 'integer', (c) => c.notNull())
    .addColumn('used_at', 'integer')
    .execute();
  await schema.createIndex('enrolment_code_of_bus').on('enrolment_code').column('bus').execute();
  await schema
    .createTable('bus_certificate')
    .addColumn('serial', 'text', (c) => c.primaryKey())
    .addColumn('bus', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addColumn('issued', 'integer', (c) => c.notNull())
    .addColumn('expires', 'integer', (c) => c.notNull())
    .addColumn('revoked_at', 'integer')
    .addColumn('reason', 'text')
    .modifyEnd(sql`without rowid`)
    .execute();
  await schema.createIndex('bus_certificate_of_bus').on('bus_certificate').column('bus').execute();
}
