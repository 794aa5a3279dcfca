import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Who may have signed a file that says it comes from a bus. */
export type Signer =
  { is: 'known'; key: KeyObject } | { is: 'unknown' } | { is: 'revoked'; key: KeyObject; why: string };

/** @param certificate what the file brought along, PEM; null in a rehearsal */
export type SignerOf = (bus: string, certificate: string | null) => Promise<Signer>;

/** A certificate that was issued, as headquarters remembers it. */
export interface IssuedRow {
  /** SHA-256 of the certificate, lower-case hex. */
  fingerprint: string;
  revokedAt: number | null;
  reason: string | null;
}

/**
 * Believes a certificate that headquarters itself issued to this very bus and has not revoked. That it has lapsed since does not
 * matter: a file may be old, and what it says was true when it was signed.
 */
export function signerByCertificate(issued: (bus: string) => Promise<readonly IssuedRow[]>): SignerOf {
  return async (bus, pem) => {
    const certificate = pem === null ? null : readCertificate(pem);
    if (certificate === null) return { is: 'unknown' };
    const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    const row = (await issued(bus)).find((each) => each.fingerprint === fingerprint);
    if (row === undefined) return { is: 'unknown' };
    const key = certificate.publicKey;
    return row.revokedAt === null ? { is: 'known', key } : { is: 'revoked', key, why: row.reason ?? '' };
  };
}

/** In a rehearsal: the key that the bus left in the folder between the two halves; see `rehearsal-exchange.ts`. */
export function signerOfRehearsal(exchange: string): SignerOf {
  return async (bus) => {
    try {
      const pem = await readFile(join(exchange, `bus-${bus}.pem`), 'utf8');
      return { is: 'known', key: createPublicKey(pem) };
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return { is: 'unknown' };
      throw problem;
    }
  };
}

function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
