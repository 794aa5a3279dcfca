import { createPublicKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import type { BusCarryKeys } from './carry-keys.ts';
import { type Disk, writeWhole } from './disk.ts';
import { keptKey } from './kept-key.ts';

/**
 * In a rehearsal nobody enrols. Each half makes its private keys in its own data directory at the first start and puts the public ones
 * into a folder beside both, where the other half finds them: no secret is shipped, and none leaves its half.
 */
export async function rehearsalKeys(place: {
  bus: string;
  /** The data directory of the bus. */
  directory: string;
  /** The folder beside it; see `rehearsalExchange`. */
  exchange: string;
  disk: Disk;
}): Promise<BusCarryKeys> {
  const { disk, directory, exchange, bus } = place;
  const signing = await keptKey(disk, join(directory, 'rehearsal-signing.pem'), 'ec');
  await putPublic(disk, join(exchange, `bus-${bus}.pem`), signing);
  return {
    signing,
    certificate: null,
    headquartersSealing: await publicOfHeadquarters(disk, exchange, 'sealing'),
    headquartersSigning: await publicOfHeadquarters(disk, exchange, 'signing'),
    answers: await keptKey(disk, join(directory, 'carry-answers.pem'), 'x25519'),
  };
}

/** Beside the data directories of both halves, as `npm start` lays them out. */
export function rehearsalExchange(directory: string): string {
  return join(directory, '..', 'rehearsal-keys');
}

async function putPublic(disk: Disk, path: string, key: KeyObject): Promise<void> {
  const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
  const there = await disk.read(path);
  if (there !== null && Buffer.from(there).toString('utf8') === pem) return;
  await writeWhole(disk, path, Buffer.from(pem));
}

async function publicOfHeadquarters(
  disk: Disk,
  exchange: string,
  use: 'sealing' | 'signing',
): Promise<KeyObject> {
  const path = join(exchange, `headquarters-${use}.pem`);
  const pem = await disk.read(path);
  if (pem === null)
    throw CarryFault.of('no-keys', {
      why: `headquarters of this rehearsal has not left ${path}; start both halves with npm start, once`,
      zh: `演练用的指挥中心还没有留下 ${path}。请用 npm start 同时启动两端一次。`,
    });
  return createPublicKey(Buffer.from(pem).toString('utf8'));
}
