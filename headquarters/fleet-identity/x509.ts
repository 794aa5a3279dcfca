// The library finds its parts through the metadata that this adds to Reflect.
import 'reflect-metadata';
import {
  type KeyObject,
  X509Certificate as NodeCertificate,
  createPrivateKey,
  randomBytes,
  webcrypto,
} from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

/**
 * A bus without a battery-backed clock starts where it was last switched off. Certificates are valid from a year before they were
 * made, so that such a bus reaches headquarters, and with it the time.
 */
const BACKDATED_DAYS = 366;

/** What a certificate may be used for: nothing that is not named. */
export type CertificateUse =
  | { is: 'authority' }
  /** A bus, or headquarters as a client of a broker. */
  | { is: 'client' }
  /** A broker, by the names and addresses under which clients call it. */
  | { is: 'server'; names: readonly string[] };

export interface IssuedCertificate {
  /** PEM. */
  certificate: string;
  /** Upper-case hex, as Node shows it. */
  serial: string;
  /** SHA-256 of the certificate, lower-case hex. */
  fingerprint: string;
  /** Unix milliseconds. */
  expires: number;
}

export class BadRequestError extends Error {
  constructor(what: string) {
    super(`the certificate request ${what}; make a new one with npm run enrol`);
  }
}

/** A new P-256 key, PKCS #8, PEM. */
export async function newKey(): Promise<{ key: string; publicKey: webcrypto.CryptoKey }> {
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { key: key.export({ type: 'pkcs8', format: 'pem' }) as string, publicKey };
}

/** For the library, which signs with keys of WebCrypto. Throws where the PEM is no P-256 key. */
export function signingKey(pem: string | KeyObject): Promise<webcrypto.CryptoKey> {
  const key = typeof pem === 'string' ? createPrivateKey(pem) : pem;
  const der = key.export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, KEY, false, ['sign']);
}

/** The public key of a PKCS #10 request that its own key has signed and that asks for `name`, or a `BadRequestError`. */
export async function readRequest(pem: string, name: string): Promise<webcrypto.CryptoKey> {
  let request: x509.Pkcs10CertificateRequest;
  try {
    request = new x509.Pkcs10CertificateRequest(pem);
  } catch {
    throw new BadRequestError('cannot be read');
  }
  if (request.subject !== `CN=${name}`)
    throw new BadRequestError(`is for ${request.subject.slice(0, 80)}, not CN=${name}`);
  let key: webcrypto.CryptoKey;
  try {
    key = await request.publicKey.export(KEY, ['verify']);
  } catch {
    throw new BadRequestError('has no P-256 key');
  }
  if (!(await request.verify().catch(() => false))) throw new BadRequestError('is not signed by its own key');
  return key;
}

/** @param issuer the certificate and key that sign; null for an authority, which signs itself with `own` */
export async function issue(parts: {
  name: string;
  use: CertificateUse;
  publicKey: webcrypto.CryptoKey;
  issuer: { certificate: string; key: webcrypto.CryptoKey } | { selfSignedWith: webcrypto.CryptoKey };
  /** Unix milliseconds. */
  now: number;
  days: number;
}): Promise<IssuedCertificate> {
  const { name, use, publicKey, issuer, now, days } = parts;
  const own = 'selfSignedWith' in issuer;
  const expires = Math.floor((now + days * DAY_MS) / 1000) * 1000;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: `CN=${name}`,
    issuer: own ? `CN=${name}` : new x509.X509Certificate(issuer.certificate).subject,
    notBefore: new Date(now - BACKDATED_DAYS * DAY_MS),
    notAfter: new Date(expires),
    signingAlgorithm: SIGNATURE,
    publicKey,
    signingKey: own ? issuer.selfSignedWith : issuer.key,
    extensions: [
      ...extensionsFor(use),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(
        own ? publicKey : new x509.X509Certificate(issuer.certificate).publicKey,
      ),
    ],
  });
  return describeCertificate(certificate.toString('pem'));
}

function extensionsFor(use: CertificateUse): x509.Extension[] {
  const { KeyUsageFlags, ExtendedKeyUsage } = x509;
  if (use.is === 'authority')
    return [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ];
  const purpose = use.is === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth;
  const names = use.is === 'server' ? use.names : [];
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([purpose], true),
    ...(names.length === 0
      ? []
      : [
          new x509.SubjectAlternativeNameExtension(
            names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
          ),
        ]),
  ];
}

/** What a certificate in PEM says of itself. */
export function describeCertificate(pem: string): IssuedCertificate {
  const certificate = new NodeCertificate(pem);
  return {
    certificate: pem.endsWith('\n') ? pem : `${pem}\n`,
    serial: certificate.serialNumber,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    expires: Date.parse(certificate.validTo),
  };
}

/** A list of revoked certificates, PEM. It ends with the authority itself: one that lapsed earlier would lock out the whole fleet. */
export async function revocationList(parts: {
  issuer: { certificate: string; key: webcrypto.CryptoKey };
  revoked: readonly { serial: string; at: number }[];
  now: number;
}): Promise<string> {
  const authority = new x509.X509Certificate(parts.issuer.certificate);
  const list = await x509.X509CrlGenerator.create({
    issuer: authority.subject,
    thisUpdate: new Date(parts.now - DAY_MS),
    nextUpdate: authority.notAfter,
    entries: parts.revoked.map(({ serial, at }) => ({ serialNumber: serial, revocationDate: new Date(at) })),
    signingAlgorithm: SIGNATURE,
    signingKey: parts.issuer.key,
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey)],
  });
  // Under the label that OpenSSL knows (RFC 7468, section 6).
  return `${list.toString('pem').replaceAll(' CRL-----', ' X509 CRL-----')}\n`;
}

/** 126 random bits and never a leading zero, so that every program writes the number the same way. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.toString('hex');
}
