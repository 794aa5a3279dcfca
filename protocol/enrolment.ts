import { z } from 'zod';
import { Name } from './ids.ts';

/**
 * How a bus gets its identity. Headquarters gives out a one-time code of 128 bits; the bus makes key and request itself and proves the
 * code by HMAC, headquarters proves it back over its answer, so that the exchange may cross a network that nobody trusts. What the two
 * proofs are made of stands in `enrolment-proof.ts`.
 */
export const EnrolmentRequest = z.object({
  v: z.literal(1),
  bus: Name,
  /** PKCS #10, PEM. */
  request: z.string().max(8_000),
  /** HMAC-SHA-256 keyed with the code over `bus` and `request`, base64. */
  proof: z.string().max(64),
});
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

export const EnrolmentAnswer = z.object({
  v: z.literal(1),
  bus: Name,
  /** PEM. */
  certificate: z.string().max(8_000),
  /** The certificate of headquarters' own authority, PEM: the only one that the bus trusts from now on. */
  authority: z.string().max(8_000),
  /** mqtts:// address. */
  broker: z.string().max(300),
  /** X25519 public key (SPKI, PEM) to which files carried by hand are sealed. */
  carryKey: z.string().max(1_000),
  /** Ed25519 public key (SPKI, PEM) with which headquarters signs files carried by hand. */
  signingKey: z.string().max(1_000),
  /** HMAC-SHA-256 keyed with the code over everything else, base64. */
  proof: z.string().max(64),
});
export type EnrolmentAnswer = z.infer<typeof EnrolmentAnswer>;

/** Before its certificate runs out a bus asks for the next one on `up/{bus}/renewal`: the broker knows who asks. */
export const RenewalRequest = z.object({
  v: z.literal(1),
  bus: Name,
  /** PKCS #10 of a new key, PEM. */
  request: z.string().max(8_000),
});
export type RenewalRequest = z.infer<typeof RenewalRequest>;

/** On `down/{bus}/identity`, not retained. The bus takes it only for a key of its own and from the authority it trusts already. */
export const RenewalAnswer = z.object({
  v: z.literal(1),
  bus: Name,
  /** PEM. */
  certificate: z.string().max(8_000),
});
export type RenewalAnswer = z.infer<typeof RenewalAnswer>;

/** The certificate name of headquarters itself, which no bus can have. */
export const HEADQUARTERS_NAME = 'headquarters';
