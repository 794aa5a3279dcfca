import { z } from 'zod';
import { Name } from './ids.ts';

/**
 * How a bus gets its identity. Headquarters gives out a one-time code of 128 bits; the bus makes key and request itself and proves the
 * code by HMAC, headquarters proves it back over its answer, so that the exchange may cross a network that nobody trusts.
 */
export const EnrolmentRequest = z.object({
  v: z.literal(1),
  bus: Name,
  /** PKCS #10, PEM. */
  request: z.string().max(8_000),
  /** HMAC-SHA-256 with the code over `bus` newline `request`, base64. */
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
  /** HMAC-SHA-256 with the code over the JSON of everything else in this order, base64. */
  proof: z.string().max(64),
});
export type EnrolmentAnswer = z.infer<typeof EnrolmentAnswer>;
