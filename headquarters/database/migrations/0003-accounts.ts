import type { Kysely, SchemaModule } from 'kysely';

async function createAccounts(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('account')
    .addColumn('number', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('user', 'text', (c) => c.unique())
    .addColumn('name', 'text')
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('counties', 'text', (c) => c.notNull())
    .addColumn('salt', 'text')
    .addColumn('hash', 'text')
    .addColumn('cost', 'integer')
    .addColumn('must_change_by', 'integer')
    .addColumn('disabled_at', 'integer')
    .addColumn('created_at', 'integer', (c) => c.notNull())
    .execute();
}

async function createKeys(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('session')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('digest', 'text', (c) => c.notNull().unique())
    .addColumn('account', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('csrf', 'text', (c) => c.notNull())
    .addColumn('created', 'integer', (c) => c.notNull())
    .addColumn('last_used', 'integer', (c) => c.notNull())
    .addColumn('expires', 'integer', (c) => c.notNull())
    .execute();
  await schema.createIndex('session_of_account').on('session').column('account').execute();
  await schema
    .createTable('api_token')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('digest', 'text', (c) => c.notNull().unique())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('account', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('created', 'integer', (c) => c.notNull())
    .addColumn('last_used', 'integer')
    .addColumn('revoked', 'integer')
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createAccounts(db.schema);
  await createKeys(db.schema);
  await db.schema
    .createTable('audit')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('at', 'integer', (c) => c.notNull())
    .addColumn('account', 'text')
    .addColumn('name', 'text')
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('subject', 'text')
    .addColumn('detail', 'text')
    .execute();
  await db.schema.createIndex('audit_by_time').on('audit').column('at').execute();
}
