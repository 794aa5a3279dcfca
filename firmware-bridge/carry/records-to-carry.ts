import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAX_CARRY_BYTES } from '@pingan/protocol/carry/seal';
import { type BusRecord, MAX_MESSAGE_BYTES, type RecordKind } from '@pingan/protocol/records';
import type { Log } from '../log.ts';

/** What carrying needs of whoever keeps the records. */
export interface CarryOutbox {
  /** Newest first; only revisions that are on disk. */
  unconfirmed(): readonly { kind: RecordKind; id: string; rev: number }[];
  /** Throws where the record is not kept any more. */
  record(item: { kind: RecordKind; id: string }): BusRecord;
}

const MAX_RECORDS = 100_000;
/** Leaves room for what surrounds the records. */
const MAX_RECORD_BYTES = MAX_CARRY_BYTES - 1024 * 1024;
/** Screens are served from the same thread: after so many records it is their turn. */
const AT_ONCE = 50;

/** Every unconfirmed record as text, the newest first, as far as they fit into one file. */
export async function recordsToCarry(
  outbox: CarryOutbox,
  log: Log,
  most: { records: number; bytes: number } = { records: MAX_RECORDS, bytes: MAX_RECORD_BYTES },
): Promise<{ records: string[]; left: number }> {
  const records: string[] = [];
  let bytes = 0;
  let left = 0;
  let full = false;
  for (const [n, item] of outbox.unconfirmed().entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) await nextTurn();
    const text = textOf(outbox, item);
    if (text === null) continue;
    if (Buffer.byteLength(text) > MAX_MESSAGE_BYTES) {
      log.error({ item }, `${item.kind} ${item.id} is larger than headquarters takes; it stays on the bus`);
      left += 1;
      continue;
    }
    const takes = Buffer.byteLength(JSON.stringify(text)) + 1;
    full ||= records.length === most.records || bytes + takes > most.bytes;
    if (full) left += 1;
    else {
      records.push(text);
      bytes += takes;
    }
  }
  return { records, left };
}

/** Null where a receipt has come by another way since the list was made. */
function textOf(outbox: CarryOutbox, item: { kind: RecordKind; id: string }): string | null {
  try {
    return JSON.stringify(outbox.record(item));
  } catch (problem) {
    const waits = outbox.unconfirmed().some(({ kind, id }) => kind === item.kind && id === item.id);
    if (waits) throw problem;
    return null;
  }
}
