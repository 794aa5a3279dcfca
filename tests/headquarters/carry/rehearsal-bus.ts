import { createPublicKey } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keysOfBothSides, type Keys } from '../../protocol/carry/carried.ts';
import type { RunningHeadquarters } from '../running-headquarters.ts';

const spki = { type: 'spki', format: 'pem' } as const;

/** A bus of the rehearsal whose key headquarters finds; of headquarters it knows the public keys alone. */
export async function rehearsalBus({ rehearsalKeys }: RunningHeadquarters, bus: string): Promise<Keys> {
  const own = keysOfBothSides();
  await mkdir(rehearsalKeys, { recursive: true });
  await writeFile(join(rehearsalKeys, `bus-${bus}.pem`), own.bus.publicKey.export(spki));
  const left = async (use: string) =>
    createPublicKey(await readFile(join(rehearsalKeys, `headquarters-${use}.pem`), 'utf8'));
  return {
    ...own,
    sealing: { ...own.sealing, publicKey: await left('sealing') },
    signing: { ...own.signing, publicKey: await left('signing') },
  };
}
