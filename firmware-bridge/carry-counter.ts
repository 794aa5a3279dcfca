import { join } from 'node:path';
import { CarryMark } from './carry/answer-rule.ts';
import { type AnswerTakers, bringBack } from './carry/bring-back.ts';
import { takeAway } from './carry/take-away.ts';
import type { LivingIdentity } from './enrolment/living-identity.ts';
import { keysForCarrying } from './keys-for-carrying.ts';
import { type PanelDoor, REHEARSAL } from './crew/panel-door.ts';
import type { LinkedBus } from './bus-for-headquarters.ts';
import type { CarryCounter } from './kiosk-server/carry-routes.ts';
import type { Log } from './log.ts';
import { DurableJsonFile } from './store/durable-json-file.ts';
import type { Ledger } from './store/ledger.ts';
import { nodeFileSystem } from './store/node-file-system.ts';

/** Files by hand on a running bus: its ledger, its keys and whoever is signed in, joined for the pages. */
export function carryCounter(parts: {
  bus: string;
  directory: string;
  rehearsal: boolean;
  ledger: Ledger;
  identity: LivingIdentity | null;
  door: PanelDoor;
  house: LinkedBus;
  log: Log;
}): CarryCounter {
  const { bus, directory, rehearsal, ledger, identity, door, house, log } = parts;
  const { outbox } = ledger;
  const keys = () =>
    keysForCarrying({ id: bus, directory, rehearsal, identity: identity?.forCarrying ?? null });
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
    schedule: (snapshot) => Promise.resolve(said(house.scheduleArrived(snapshot))),
    crew: async (list) => said(await house.crewArrived(list)),
    warnings: (list) => {
      house.warningsArrived(list);
      return Promise.resolve('taken');
    },
  };
  const clock = () => (ledger.today === null ? null : { wall: Date.now(), today: ledger.today });
  return {
    // A phone brings its token; a panel on the bus itself needs none where it asks nobody who they are.
    who: (ticket) => (ticket !== null ? door.holderOf(ticket) : door.open ? REHEARSAL : null),
    take: async () => {
      // Records leave from the disk alone; what an officer has just entered goes along.
      await ledger.flush();
      return takeAway({ bus, keys: await keys(), outbox, clock: clock(), log });
    },
    bring: async (bytes) =>
      bringBack(bytes, {
        ...{ bus, keys: await keys(), takers, mark, log },
        waiting: () => outbox.unconfirmed().length,
      }),
  };
}

function said(isNews: boolean): 'taken' | 'older' {
  return isNews ? 'taken' : 'older';
}
