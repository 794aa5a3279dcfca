import { Ledger, type LedgerParts } from '@pingan/firmware-bridge/store/ledger';
import type { BusRecord } from '@pingan/protocol/records';
import { countOf, mergeCells, type Cell } from '@pingan/protocol/tally';
import { FragileDisk } from './fragile-disk.ts';
import { keepLog, type LogLine } from './kept-log.ts';

export const MARKET = { id: 'market', name: { zh: '集市', en: 'Market' } };
export const SCHOOL = { id: 'school', name: { zh: '学校', en: 'School' } };

/** A ledger on a fragile disk with a clock that the test sets. */
export class LedgerBench {
  readonly disk: FragileDisk;
  at = 0;
  lines: LogLine[] = [];

  constructor(disk: FragileDisk) {
    this.disk = disk;
  }

  async open(changed: Partial<LedgerParts> = {}): Promise<Ledger> {
    this.at = 0;
    const log = keepLog();
    this.lines = log.lines;
    return Ledger.open({
      directory: '/data/bus-17',
      bus: 'bus-17',
      timeZone: 'Asia/Shanghai',
      software: '1.0',
      defaultPurpose: 'service',
      fileSystem: changed.fileSystem ?? this.disk.mount(),
      log,
      now: () => this.at,
      ...changed,
    });
  }
}

/** One person through the front door. */
export function visit(ledger: Ledger): void {
  ledger.count({ place: 'front', metric: 'door.in', label: '' });
}

/** Every record that may be sent now. */
export function recordsOf(ledger: Ledger): BusRecord[] {
  return ledger.outbox.unconfirmed().map((item) => ledger.outbox.record(item));
}

/** Headquarters as a model: the larger count within a cell, the sum over epochs. */
export class ModelHeadquarters {
  readonly epochs = new Map<string, Cell[]>();
  readonly facts = new Map<string, string>();

  take(record: BusRecord): void {
    if (record.kind === 'fact') this.facts.set(record.id, record.body.fact);
    if (record.kind !== 'shard') return;
    const { epoch, cells } = record.body;
    this.epochs.set(epoch, mergeCells(this.epochs.get(epoch) ?? [], cells));
  }

  get total(): number {
    return [...this.epochs.values()].reduce((sum, cells) => sum + countOf(cells), 0);
  }
}

/** Headquarters stores everything there is and says so. */
export async function confirmAll(ledger: Ledger): Promise<void> {
  for (const { kind, id, rev } of ledger.outbox.unconfirmed()) {
    await ledger.outbox.confirm({ kind, id, rev, outcome: 'stored' });
  }
}

export function ofKind<K extends BusRecord['kind']>(
  records: BusRecord[],
  kind: K,
): Extract<BusRecord, { kind: K }>[] {
  return records.filter((record): record is Extract<BusRecord, { kind: K }> => record.kind === kind);
}

/** A ledger yet to be opened on a fresh disk; the same seed tears the same way. */
export const freshBench = (seed = 1) => new LedgerBench(new FragileDisk(seed));
