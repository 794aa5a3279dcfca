import { join } from 'node:path';
import { CarryMark } from './carry/answer-rule.ts';
import { type AnswerTakers, bringBack } from './carry/bring-back.ts';
import { takeAway } from './carry/take-away.ts';
import { keysForCarrying } from './keys-for-carrying.ts';
import type { CarryCounter } from './kiosk-server/carry-routes.ts';
import type { Log } from './log.ts';
import { DurableJsonFile } from './store/durable-json-file.ts';
import type { Ledger } from './store/ledger.ts';
import { nodeFileSystem } from './store/node-file-system.ts';

const REHEARSAL = { id: 'rehearsal', name: '演练' };

/** Files by hand on a running bus: its ledger, its keys and whoever is signed in, joined for the pages. */
export function carryCounter(parts: {
  bus: string;
  directory: string;
  rehearsal: boolean;
  ledger: Ledger;
  log: Log;
}): CarryCounter {
  const { bus, directory, rehearsal, ledger, log } = parts;
  const { outbox } = ledger;
  const keys = () => keysForCarrying({ id: bus, directory, rehearsal });
  const mark = new DurableJsonFile({
    path: join(directory, 'carried.json'),
    schema: CarryMark,
    fileSystem: nodeFileSystem,
    log,
  });
  const takers: AnswerTakers = {
    receipts: async (receipts) => {
      for (const receipt of receipts) await outbox.confirm(receipt);
    },
  };
  const clock = () => (ledger.today === null ? null : { wall: Date.now(), today: ledger.today });
  return {
    who: () => (rehearsal ? REHEARSAL : null),
    take: async () => takeAway({ bus, keys: await keys(), outbox, clock: clock(), log }),
    bring: async (bytes) =>
      bringBack(bytes, {
        ...{ bus, keys: await keys(), takers, mark, log },
        waiting: () => outbox.unconfirmed().length,
      }),
  };
}
