import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EnrolmentAnswer, EnrolmentRequest } from './enrolment.ts';

/**
 * What both sides key their proofs with: SHA-256 of the code's bytes under a name of its own. Headquarters keeps this and
 * never the code, so that nobody can type in what they read in its database.
 */
export function proofKey(code: Uint8Array): Uint8Array {
  return createHash('sha256').update('pingan-bus enrolment code\n').update(code).digest();
}

/** The bus knows the code: over its id and its request. */
export function requestProof(
  key: Uint8Array,
  { bus, request }: Omit<EnrolmentRequest, 'v' | 'proof'>,
): string {
  return createHmac('sha256', key).update(`request\n${bus}\n${request}`).digest('base64');
}

/** Headquarters knows the code: over everything it answers, in the order of the schema. */
export function answerProof(key: Uint8Array, answer: Omit<EnrolmentAnswer, 'proof'>): string {
  const { v, bus, certificate, authority, broker, carryKey, signingKey } = answer;
  const said = JSON.stringify({ v, bus, certificate, authority, broker, carryKey, signingKey });
  return createHmac('sha256', key).update(`answer\n${said}`).digest('base64');
}

/** Compares two proofs in a time that does not depend on where they differ. */
export function sameProof(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
