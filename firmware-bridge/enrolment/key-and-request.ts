// The library finds its parts through the metadata that this adds to Reflect.
import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface KeyAndRequest {
  /** P-256, PKCS #8, PEM. */
  key: string;
  /** PKCS #10, PEM. */
  request: string;
}

/** A new key and the request for a certificate that says it is this bus's. */
export async function newKeyAndRequest(bus: string): Promise<KeyAndRequest> {
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${bus}`,
    keys,
    signingAlgorithm: SIGNATURE,
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { key: key.export({ type: 'pkcs8', format: 'pem' }) as string, request: request.toString('pem') };
}
