import { type Kysely, type SchemaModule, sql } from 'kysely';

const table = (schema: SchemaModule, name: string) =>
  schema.createTable(name).addColumn('id', 'integer', (column) => column.primaryKey());

async function createFleet(schema: SchemaModule): Promise<void> {
  await table(schema, 'bus')
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('first_heard', 'integer', (c) => c.notNull())
    .addColumn('last_heard', 'integer', (c) => c.notNull())
    .addColumn('presence', 'text')
    .execute();
  await table(schema, 'epoch')
    .addColumn('bus_id', 'integer', (c) => c.notNull().references('bus.id'))
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('rev', 'integer')
    .addColumn('boot', 'integer')
    .addColumn('previous_code', 'text')
    .addColumn('previous_count', 'integer')
    .addColumn('time_zone', 'text')
    .addColumn('software', 'text')
    .addUniqueConstraint('epoch_of_bus', ['bus_id', 'code'])
    .execute();
  await table(schema, 'anchor')
    .addColumn('epoch_id', 'integer', (c) => c.notNull().references('epoch.id'))
    .addColumn('record', 'text', (c) => c.notNull())
    .addColumn('monotonic', 'integer', (c) => c.notNull())
    .addColumn('wall', 'integer', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('error', 'integer', (c) => c.notNull())
    .addUniqueConstraint('anchor_of_epoch', ['epoch_id', 'record'])
    .execute();
  await table(schema, 'stop')
    .addColumn('bus_id', 'integer', (c) => c.notNull().references('bus.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addUniqueConstraint('stop_of_bus', ['bus_id', 'name'])
    .execute();
}

async function createTallies(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await table(schema, 'segment')
    .addColumn('epoch_id', 'integer', (c) => c.notNull().references('epoch.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('stop_id', 'integer', (c) => c.references('stop.id'))
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('start', 'integer', (c) => c.notNull())
    .addUniqueConstraint('segment_of_epoch', ['epoch_id', 'number'])
    .execute();
  await table(schema, 'moment')
    .addColumn('segment_id', 'integer', (c) => c.notNull().references('segment.id'))
    .addColumn('slot', 'integer', (c) => c.notNull())
    .addColumn('date', 'text')
    .addUniqueConstraint('moment_of_segment', ['segment_id', 'slot'])
    .execute();
  await schema.createIndex('moment_by_date').on('moment').column('date').execute();
  for (const name of ['metric', 'label', 'place']) {
    await table(schema, name)
      .addColumn('word', 'text', (c) => c.notNull().unique())
      .execute();
  }
  await schema
    .createTable('cell')
    .addColumn('moment_id', 'integer', (c) => c.notNull().references('moment.id'))
    .addColumn('place_id', 'integer', (c) => c.notNull().references('place.id'))
    .addColumn('metric_id', 'integer', (c) => c.notNull().references('metric.id'))
    .addColumn('label_id', 'integer', (c) => c.notNull().references('label.id'))
    .addColumn('n', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('cell_key', ['moment_id', 'place_id', 'metric_id', 'label_id'])
    .modifyEnd(sql`without rowid`)
    .execute();
  await schema
    .createTable('shard')
    .addColumn('epoch_id', 'integer', (c) => c.notNull().references('epoch.id'))
    .addColumn('day', 'integer', (c) => c.notNull())
    .addColumn('part', 'integer', (c) => c.notNull())
    .addColumn('rev', 'integer', (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('shard_key', ['epoch_id', 'day', 'part'])
    .modifyEnd(sql`without rowid`)
    .execute();
}

async function createRest(schema: SchemaModule): Promise<void> {
  await table(schema, 'fact')
    .addColumn('bus_id', 'integer', (c) => c.notNull().references('bus.id'))
    .addColumn('record', 'text', (c) => c.notNull())
    .addColumn('epoch_id', 'integer', (c) => c.notNull().references('epoch.id'))
    .addColumn('fact', 'text', (c) => c.notNull())
    .addColumn('monotonic', 'integer', (c) => c.notNull())
    .addColumn('stop_id', 'integer', (c) => c.references('stop.id'))
    .addColumn('stop_zh', 'text')
    .addColumn('stop_en', 'text')
    .addColumn('purpose', 'text')
    .addUniqueConstraint('fact_of_bus', ['bus_id', 'record'])
    .execute();
  await table(schema, 'dead_letter')
    .addColumn('bus', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('kind', 'text')
    .addColumn('record', 'text')
    .addColumn('rev', 'integer')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('times', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('first_at', 'integer', (c) => c.notNull())
    .addColumn('last_at', 'integer', (c) => c.notNull())
    .addUniqueConstraint('dead_letter_once', ['bus', 'digest'])
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createFleet(db.schema);
  await createTallies(db);
  await createRest(db.schema);
}
