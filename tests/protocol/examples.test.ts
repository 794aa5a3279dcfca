import { readFileSync } from 'node:fs';
import { EnrolmentAnswer, EnrolmentRequest, RenewalAnswer, RenewalRequest } from '@pingan/protocol/enrolment';
import { HeadquartersPresence, Presence } from '@pingan/protocol/presence';
import { ReceiptMessage } from '@pingan/protocol/receipts';
import { CrewList } from '@pingan/protocol/crew';
import { FACT_DETAILS, STOP_FACTS, detailFault } from '@pingan/protocol/facts';
import { BusRecord, FactBody, MAX_MESSAGE_BYTES, readRecord } from '@pingan/protocol/records';
import { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import { OfficerCommand } from '@pingan/protocol/officer-commands';
import { BridgeMessage, ScreenMessage, TouchAction } from '@pingan/protocol/screen-messages';
import { VirtualCommand } from '@pingan/protocol/virtual-command';
import { countOf } from '@pingan/protocol/tally';
import { topics } from '@pingan/protocol/topics';
import { WarningList } from '@pingan/protocol/warnings';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  record: BusRecord,
  receipts: ReceiptMessage,
  presence: Presence,
  headquarters: HeadquartersPresence,
  enrolment: EnrolmentRequest,
  enrolled: EnrolmentAnswer,
  renewal: RenewalRequest,
  renewed: RenewalAnswer,
  fact: FactBody,
  schedule: ScheduleSnapshot,
  crew: CrewList,
  warnings: WarningList,
  screen: ScreenMessage,
  bridge: BridgeMessage,
};

const examples = [...page.matchAll(/^```json (\w+)\n([\s\S]*?)^```$/gm)].map(([, schema, text]) => ({
  schema: schema!,
  text: text!,
  value: JSON.parse(text!) as Record<string, unknown>,
}));
const valuesOf = (schema: string) =>
  examples.filter((example) => example.schema === schema).map(({ value }) => value);

describe('the protocol reference', () => {
  it('marks every example with the schema it is held against', () => {
    expect(examples).toHaveLength(page.match(/^```\w/gm)!.length);
    expect(new Set(examples.map(({ schema }) => schema))).toEqual(new Set(Object.keys(SCHEMAS)));
  });

  it.each(examples)(
    'shows a $schema that is valid and has no field the schema does not know: $text',
    (example) => {
      expect(SCHEMAS[example.schema]?.parse(example.value)).toEqual(example.value);
    },
  );

  it('shows a record of every kind, readable as headquarters reads it', () => {
    const records = valuesOf('record').map((value) => readRecord(JSON.stringify(value), 'bus-01'));
    const kinds = records.map((read) => ('record' in read ? read.record.kind : read.unreadable.why));
    expect([...new Set(kinds)].toSorted()).toEqual(
      BusRecord.options.map((option) => option.shape.kind.value).toSorted(),
    );
  });

  it('names every known fact, and shows details that fit', () => {
    for (const fact of [...STOP_FACTS, ...Object.keys(FACT_DETAILS)]) expect(page).toContain(`\`${fact}\``);
    const facts = valuesOf('fact').map((value) => FactBody.parse(value));
    expect(facts.length).toBeGreaterThan(0);
    for (const { fact, detail } of facts) expect(detailFault(fact, detail)).toBeNull();
  });

  it('shows a shard whose revision is the number of increments in it', () => {
    const shards = valuesOf('record').map((value) => BusRecord.parse(value));
    for (const record of shards)
      if (record.kind === 'shard') expect(record.rev).toBe(countOf(record.body.cells));
  });

  it('shows every message between screens and bridge, and names every action', () => {
    const shown = (schema: string) => new Set(valuesOf(schema).map(({ type }) => type));
    expect(shown('screen')).toEqual(new Set(ScreenMessage.options.map(({ shape }) => shape.type.value)));
    expect(shown('bridge')).toEqual(new Set(BridgeMessage.options.map(({ shape }) => shape.type.value)));
    for (const { shape } of TouchAction.options) expect(page).toContain(`\`${shape.do.value}\``);
    for (const { shape } of VirtualCommand.options) expect(page).toContain(`"do": "${shape.do.value}"`);
    for (const { shape } of OfficerCommand.options) expect(page).toContain(`"do": "${shape.do.value}"`);
  });

  it('lists the topics and the largest message as the code has them', () => {
    for (const topic of [
      topics.state('{bus}'),
      topics.records('{bus}'),
      topics.receipts('{bus}'),
      topics.schedule('{bus}'),
      topics.crew('{bus}'),
      topics.warnings('{bus}'),
      topics.headquarters,
    ]) {
      expect(page).toContain(`| \`${topic}\` `);
    }
    expect(page).toContain(`${MAX_MESSAGE_BYTES.toLocaleString('en')} bytes`);
  });
});
