import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Disk, writeWhole } from './disk.ts';

export class KeyFileDamaged extends Error {
  constructor(path: string) {
    super(
      `${path} is damaged: it must hold one private key in PEM. Move it away; a new one is made, and files that were sealed to it have to be asked for again`,
    );
  }
}

const make = {
  x25519: () => generateKeyPairSync('x25519').privateKey,
  ec: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
};

/** A private key that is made once, by the machine itself, and then kept. Only the account that runs the bus may read it. */
export async function keptKey(disk: Disk, path: string, kind: keyof typeof make): Promise<KeyObject> {
  const there = await disk.read(path);
  if (there !== null) return readKey(Buffer.from(there).toString('utf8'), path, kind);
  const key = make[kind]();
  await writeWhole(disk, path, Buffer.from(key.export({ type: 'pkcs8', format: 'pem' })));
  return key;
}

function readKey(pem: string, path: string, kind: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === kind) return key;
  } catch {
    // Said below, with the way out.
  }
  throw new KeyFileDamaged(path);
}
