import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** What a bus signs its files with, and knows headquarters by. */
export interface BusCarryKeys {
  /** Private key of the bus's identity (ECDSA P-256), and the certificate for it in PEM; null in a rehearsal. */
  signing: KeyObject;
  certificate: string | null;
  /** X25519 public key of headquarters, to which files are sealed. */
  headquartersSealing: KeyObject;
  /** Ed25519 public key of headquarters, which signs its answers. */
  headquartersSigning: KeyObject;
  /** Private X25519 key of the bus, to which headquarters seals its answers. */
  answers: KeyObject;
}

/** The keys of an enrolled bus. @param identity as enrolment left it, each in PEM */
export function keysOfIdentity(
  identity: { key: string; certificate: string; carryKey: string; signingKey: string },
  answers: KeyObject,
): BusCarryKeys {
  return {
    signing: createPrivateKey(identity.key),
    certificate: identity.certificate,
    headquartersSealing: createPublicKey(identity.carryKey),
    headquartersSigning: createPublicKey(identity.signingKey),
    answers,
  };
}
