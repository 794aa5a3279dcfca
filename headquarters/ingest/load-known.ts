import type { BusRecord, FactBody } from '@pingan/protocol/records';
import { CALIBRATION_COLUMNS, calibrationOf } from '../database/calibration-columns.ts';
import type { Db } from '../database/open-database.ts';
import { KnownRecords, anchorKey, epochKey, factKey, segmentKey } from './judge.ts';

/** Loads what is stored of the epochs, segments, anchors and facts that `records` speak of. */
export async function loadKnown(db: Db, records: readonly BusRecord[]): Promise<KnownRecords> {
  const known = new KnownRecords();
  const buses = distinct(records.map((record) => record.bus));
  const epochs = distinct(records.map((record) => record.body.epoch));
  if (epochs.length === 0) return known;
  await loadEpochs(db, buses, epochs, known);
  await loadSegments(db, buses, epochs, known);
  await loadAnchors(db, buses, epochs, known);
  const facts = distinct(records.flatMap((record) => (record.kind === 'fact' ? [record.id] : [])));
  if (facts.length > 0) await loadFacts(db, buses, facts, known);
  return known;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

async function loadEpochs(db: Db, buses: string[], epochs: string[], known: KnownRecords): Promise<void> {
  const rows = await db
    .selectFrom('epoch')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .where('bus.name', 'in', buses)
    .where('epoch.code', 'in', epochs)
    .select([
      'bus.name as bus',
      'code',
      'rev',
      'boot',
      'previous_code',
      'previous_count',
      'time_zone',
      'software',
    ])
    .execute();
  for (const row of rows) {
    if (row.rev === null || row.boot === null || row.time_zone === null || row.software === null) continue;
    const previous =
      row.previous_code === null ? null : { epoch: row.previous_code, count: row.previous_count ?? 0 };
    const body = {
      epoch: row.code,
      boot: row.boot,
      previous,
      timeZone: row.time_zone,
      software: row.software,
    };
    known.epochs.set(epochKey(row.bus, row.code), { rev: row.rev, body });
  }
}

async function loadSegments(db: Db, buses: string[], epochs: string[], known: KnownRecords): Promise<void> {
  const rows = await db
    .selectFrom('segment')
    .innerJoin('epoch', 'epoch.id', 'segment.epoch_id')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .leftJoin('stop', 'stop.id', 'segment.stop_id')
    .where('bus.name', 'in', buses)
    .where('epoch.code', 'in', epochs)
    .select([
      'bus.name as bus',
      'epoch.code',
      'segment.number',
      'stop.name as stop',
      'segment.purpose',
      'segment.start',
    ])
    .execute();
  for (const { bus, code, number, stop, purpose, start } of rows) {
    known.segments.set(segmentKey(bus, code, number), { id: number, stop, purpose, start });
  }
}

async function loadAnchors(db: Db, buses: string[], epochs: string[], known: KnownRecords): Promise<void> {
  const rows = await db
    .selectFrom('anchor')
    .innerJoin('epoch', 'epoch.id', 'anchor.epoch_id')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .where('bus.name', 'in', buses)
    .where('epoch.code', 'in', epochs)
    .select(['bus.name as bus', 'epoch.code as epoch', 'record', 'monotonic', 'wall', 'source', 'error'])
    .execute();
  for (const { bus, record, ...body } of rows) known.anchors.set(anchorKey(bus, body.epoch, record), body);
}

async function loadFacts(db: Db, buses: string[], facts: string[], known: KnownRecords): Promise<void> {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('bus', 'bus.id', 'fact.bus_id')
    .innerJoin('epoch', 'epoch.id', 'fact.epoch_id')
    .leftJoin('stop', 'stop.id', 'fact.stop_id')
    .where('bus.name', 'in', buses)
    .where('fact.record', 'in', facts)
    .select(['bus.name as bus', 'record', 'fact', 'epoch.code as epoch', 'monotonic', 'stop.name as stop'])
    .select(['stop_zh', 'stop_en', 'fact.purpose', ...CALIBRATION_COLUMNS])
    .select(['by_id', 'by_name', 'detail'])
    .execute();
  for (const row of rows) {
    const { bus, record, fact, epoch, monotonic, stop, stop_zh, stop_en, purpose, by_id, by_name, detail } =
      row;
    const body: FactBody = {
      fact,
      epoch,
      monotonic,
      stop,
      stopName: stop_zh !== null && stop_en !== null ? { zh: stop_zh, en: stop_en } : undefined,
      purpose: purpose ?? undefined,
      calibration: calibrationOf(row) ?? undefined,
      by: by_id !== null && by_name !== null ? { id: by_id, name: by_name } : undefined,
      detail: detail === null ? undefined : (JSON.parse(detail) as FactBody['detail']),
    };
    known.facts.set(factKey(bus, record), body);
  }
}
