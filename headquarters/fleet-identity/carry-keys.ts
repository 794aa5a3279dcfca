import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { ConfigurationError } from '../configuration-error.ts';
import { keepOnce } from './secret-file.ts';

const FILE = 'carry-keys.pem';

/** What headquarters opens and signs files with that are carried by hand. Public keys are SPKI, PEM, as buses get them. */
export interface CarryKeys {
  /** X25519. */
  sealing: KeyObject;
  /** Ed25519. */
  signing: KeyObject;
  sealingPublic: string;
  signingPublic: string;
}

class CarryKeysError extends ConfigurationError {
  constructor(path: string) {
    super(
      `${path} is damaged: it must hold an X25519 and an Ed25519 key. Bring it back from a copy; where it is lost, move it away, and files that buses have sealed to it cannot be opened any more`,
    );
  }
}

/** Reads the keys of a folder, or makes them where there are none yet. */
export async function openCarryKeys(folder: string): Promise<CarryKeys> {
  const path = join(folder, FILE);
  const text = await keepOnce(path, () => Promise.resolve(newKeys()));
  const keys = (text.match(/-----BEGIN PRIVATE KEY-----[^]*?-----END PRIVATE KEY-----/g) ?? []).map((pem) =>
    readKey(pem, path),
  );
  const sealing = keys.find(({ asymmetricKeyType }) => asymmetricKeyType === 'x25519');
  const signing = keys.find(({ asymmetricKeyType }) => asymmetricKeyType === 'ed25519');
  if (sealing === undefined || signing === undefined) throw new CarryKeysError(path);
  return { sealing, signing, sealingPublic: publicPem(sealing), signingPublic: publicPem(signing) };
}

function readKey(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new CarryKeysError(path);
  }
}

function newKeys(): string {
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
  return pem(generateKeyPairSync('x25519').privateKey) + pem(generateKeyPairSync('ed25519').privateKey);
}

function publicPem(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
}
