import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import { join } from 'node:path';
import { type BusCarryKeys, keysOfIdentity } from './carry/carry-keys.ts';
import { keptKey } from './carry/kept-key.ts';
import { rehearsalExchange, rehearsalKeys } from './carry/rehearsal-keys.ts';
import { makeDirectories } from './store/durable-directory.ts';
import { nodeFileSystem } from './store/node-file-system.ts';

/** What this bus signs and seals with. Rejects with a `CarryFault` where it has nothing yet; there is no key that it falls back to. */
export async function keysForCarrying(bus: {
  id: string;
  directory: string;
  rehearsal: boolean;
  /** Null where this bus was never enrolled. */
  identity: Parameters<typeof keysOfIdentity>[0] | null;
}): Promise<BusCarryKeys> {
  if (bus.identity !== null) {
    const answers = await keptKey(nodeFileSystem, join(bus.directory, 'carry-answers.pem'), 'x25519');
    return keysOfIdentity(bus.identity, answers);
  }
  if (!bus.rehearsal)
    throw CarryFault.of('no-keys', {
      why: 'this bus is not enrolled at headquarters. Ask for a one-time code there and enrol it',
      zh: '这辆车还没有在指挥中心登记。请向指挥中心要一次性登记码，先登记。',
    });
  const exchange = rehearsalExchange(bus.directory);
  await makeDirectories(nodeFileSystem, exchange);
  return rehearsalKeys({ bus: bus.id, directory: bus.directory, exchange, disk: nodeFileSystem });
}
