import type { BusCarryKeys } from '@pingan/firmware-bridge/carry/carry-keys';
import type { CarryMark } from '@pingan/firmware-bridge/carry/answer-rule';
import { type AnswerTakers, bringBack } from '@pingan/firmware-bridge/carry/bring-back';
import { takeAway } from '@pingan/firmware-bridge/carry/take-away';
import type { Ledger } from '@pingan/firmware-bridge/store/ledger';
import { CarriedRecords } from '@pingan/protocol/carry-file';
import { openCarryFile, splitCarryFile } from '@pingan/protocol/carry/seal';
import type { Keys } from '../../protocol/carry/carried.ts';
import { keepLog } from '../store/kept-log.ts';

export const NINE = { wall: 1_795_000_000_000, today: '2026-11-26' };

export function busKeys(keys: Keys): BusCarryKeys {
  return {
    signing: keys.bus.privateKey,
    certificate: null,
    headquartersSealing: keys.sealing.publicKey,
    headquartersSigning: keys.signing.publicKey,
    answers: keys.answers.privateKey,
  };
}

/** The counter of a bus for files: a ledger, keys, and what was remembered of answers. */
export class CarryingBus {
  readonly keys: Keys;
  readonly ledger: Ledger;
  /** As it would lie on the disk. */
  remembered: CarryMark | null = null;
  takers: Omit<AnswerTakers, 'receipts'> = {};

  constructor(ledger: Ledger, keys: Keys) {
    this.ledger = ledger;
    this.keys = keys;
  }

  take(clock: typeof NINE | null = NINE) {
    const { outbox } = this.ledger;
    return takeAway({ bus: 'bus-17', keys: busKeys(this.keys), outbox, clock, log: keepLog() });
  }

  bring(bytes: Uint8Array) {
    const { outbox } = this.ledger;
    return bringBack(bytes, {
      bus: 'bus-17',
      keys: busKeys(this.keys),
      takers: {
        receipts: async (receipts) => {
          for (const receipt of receipts) await outbox.confirm(receipt);
        },
        ...this.takers,
      },
      mark: {
        read: () => Promise.resolve(this.remembered),
        write: (mark) => {
          this.remembered = structuredClone(mark);
          return Promise.resolve();
        },
      },
      waiting: () => outbox.unconfirmed().length,
      log: keepLog(),
    });
  }
}

/** What headquarters finds in a file. */
export async function contentOf(bytes: Uint8Array, keys: Keys): Promise<CarriedRecords> {
  return openCarryFile(splitCarryFile(bytes), keys.sealing.privateKey, CarriedRecords);
}
