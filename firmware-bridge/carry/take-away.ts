import { createPublicKey, randomBytes } from 'node:crypto';
import type { CarriedRecords } from '@pingan/protocol/carry-file';
import { sealCarryFile } from '@pingan/protocol/carry/seal';
import type { Log } from '../log.ts';
import type { BusCarryKeys } from './carry-keys.ts';
import { type CarryOutbox, recordsToCarry } from './records-to-carry.ts';

export interface TakeAwayParts {
  bus: string;
  keys: BusCarryKeys;
  outbox: CarryOutbox;
  /** Wall time in milliseconds and the local day; null while the clock is not known. */
  clock: { wall: number; today: string } | null;
  log: Log;
}

export interface TakenAway {
  /** `pingan-<bus>-<date>-<id>.carry` */
  name: string;
  bytes: Uint8Array;
  records: number;
  /** Records that did not fit; once headquarters' answer is back, the next file holds them. */
  left: number;
}

/**
 * Everything that headquarters has not confirmed, in one file. Nothing changes on the bus: its records wait for a receipt as before,
 * whichever way that comes. Also a file without records is worth carrying: headquarters answers it with schedule and warnings.
 */
export async function takeAway({ bus, keys, outbox, clock, log }: TakeAwayParts): Promise<TakenAway> {
  const { records, left } = await recordsToCarry(outbox, log);
  const id = randomBytes(8).toString('hex');
  const answerTo = createPublicKey(keys.answers).export({ type: 'spki', format: 'der' });
  const bytes = await sealCarryFile({
    note: { from: 'bus', bus, id, written: clock?.wall ?? null, certificate: keys.certificate },
    content: { answerTo: answerTo.toString('base64'), records } satisfies CarriedRecords,
    sealTo: keys.headquartersSealing,
    signWith: keys.signing,
  });
  log.info({ id, records: records.length, left, bytes: bytes.length }, 'records were taken away in a file');
  const name = `pingan-${bus}-${clock?.today ?? 'undated'}-${id}.carry`;
  return { name, bytes, records: records.length, left };
}
