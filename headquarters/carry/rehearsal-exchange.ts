import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CarryKeys } from '../fleet-identity/carry-keys.ts';

/** Beside the data directories of both halves, as `npm start` lays them out. */
export function rehearsalExchange(directory: string): string {
  return join(directory, '..', 'rehearsal-keys');
}

/**
 * In a rehearsal nobody enrols: headquarters leaves its public keys in a folder beside both data directories, where the bus finds them,
 * and finds the bus's there. Private keys stay with whoever made them.
 */
export async function leavePublicKeys(exchange: string, keys: CarryKeys): Promise<void> {
  await mkdir(exchange, { recursive: true, mode: 0o700 });
  await put(join(exchange, 'headquarters-sealing.pem'), keys.sealingPublic);
  await put(join(exchange, 'headquarters-signing.pem'), keys.signingPublic);
}

/** The other half never meets half a key. */
async function put(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.part`;
  await writeFile(temporary, text);
  await rename(temporary, path);
}
