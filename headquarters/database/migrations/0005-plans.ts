import { type Kysely, type SchemaModule, sql } from 'kysely';

const table = (schema: SchemaModule, name: string) =>
  schema.createTable(name).addColumn('id', 'integer', (column) => column.primaryKey());

/** Plans of stops, the proposals they came from with their answers, and how far the schedule of each bus has come. */
async function createSchedule(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('schedule')
    .addColumn('bus_id', 'integer', (c) => c.primaryKey().references('bus.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .execute();
  await table(schema, 'plan')
    .addColumn('bus_id', 'integer', (c) => c.notNull().references('bus.id'))
    .addColumn('stop', 'text', (c) => c.notNull())
    .addColumn('plan', 'text', (c) => c.notNull())
    .addColumn('date', 'text')
    .addColumn('conflicts', 'integer', (c) => c.notNull())
    .addUniqueConstraint('plan_of_bus', ['bus_id', 'stop'])
    .execute();
  await table(schema, 'proposal')
    .addColumn('bus_id', 'integer', (c) => c.notNull().references('bus.id'))
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('stop', 'text', (c) => c.notNull())
    .addColumn('author_id', 'text', (c) => c.notNull())
    .addColumn('author_name', 'text', (c) => c.notNull())
    .addColumn('at', 'integer')
    .addColumn('base', 'text', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('arrived', 'integer', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('why', 'text')
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addUniqueConstraint('proposal_of_bus', ['bus_id', 'code'])
    .execute();
  await schema.createIndex('proposal_of_stop').on('proposal').columns(['bus_id', 'stop']).execute();
}

/** Who did it and what a fact says beyond its name; both null in facts that arrived before this step. */
async function widenFacts(schema: SchemaModule): Promise<void> {
  for (const column of ['by_id', 'by_name', 'detail'])
    await schema.alterTable('fact').addColumn(column, 'text').execute();
  await schema.createIndex('fact_by_name').on('fact').columns(['bus_id', 'fact']).execute();
}

/** What counts are given to once amendments are taken into account; without any, what they were counted under. */
async function giveCounts(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .alterTable('moment')
    .addColumn('stop_id', 'integer', (c) => c.references('stop.id'))
    .execute();
  await schema
    .alterTable('moment')
    .addColumn('purpose', 'text', (c) => c.notNull().defaultTo('service'))
    .execute();
  await schema
    .alterTable('moment')
    .addColumn('split', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update moment set (stop_id, purpose) =
    (select segment.stop_id, segment.purpose from segment where segment.id = moment.segment_id)`.execute(db);
  await schema
    .createTable('share')
    .addColumn('moment_id', 'integer', (c) => c.notNull().references('moment.id'))
    .addColumn('place_id', 'integer', (c) => c.notNull().references('place.id'))
    .addColumn('metric_id', 'integer', (c) => c.notNull().references('metric.id'))
    .addColumn('label_id', 'integer', (c) => c.notNull().references('label.id'))
    .addColumn('stop_id', 'integer', (c) => c.references('stop.id'))
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('n', 'integer', (c) => c.notNull())
    .execute();
  await schema.createIndex('share_of_moment').on('share').column('moment_id').execute();
}

async function createCrew(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('crew')
    .addColumn('bus_id', 'integer', (c) => c.primaryKey().references('bus.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .execute();
  await table(schema, 'crew_member')
    .addColumn('bus_id', 'integer', (c) => c.notNull().references('bus.id'))
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('pin', 'text')
    .addUniqueConstraint('member_of_bus', ['bus_id', 'code'])
    .execute();
  await table(schema, 'crew_code')
    .addColumn('member_id', 'integer', (c) => c.notNull().references('crew_member.id').onDelete('cascade'))
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('expires', 'text', (c) => c.notNull())
    .execute();
}

async function createWarnings(schema: SchemaModule): Promise<void> {
  await table(schema, 'warning')
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('counties', 'text', (c) => c.notNull())
    .addColumn('published', 'text', (c) => c.notNull())
    .addColumn('expires', 'text', (c) => c.notNull())
    .addColumn('author_id', 'text', (c) => c.notNull())
    .addColumn('author_name', 'text', (c) => c.notNull())
    .addColumn('written', 'integer', (c) => c.notNull())
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createSchedule(db.schema);
  await widenFacts(db.schema);
  await giveCounts(db);
  await createCrew(db.schema);
  await createWarnings(db.schema);
}
