import { z } from 'zod';
import { Name } from './ids.ts';

/**
 * scrypt (RFC 7914, r = 8, p = 1, 32 bytes) of a secret that people type, as its digits in ASCII with nothing between them; salt and hash in
 * base64.
 */
export const SecretHash = z.object({
  salt: z.string().max(64),
  hash: z.string().max(128),
  /** log2 of N. */
  cost: z.number().int().min(10).max(20),
});
export type SecretHash = z.infer<typeof SecretHash>;

/** Somebody who may open the officer panel of a bus: the least that is needed to know them again. */
export const CrewMember = z.object({
  id: Name,
  name: z.string().min(1).max(40),
  /** Null until they have chosen one, with a one-time code, on the bus or at headquarters. */
  pin: SecretHash.nullable(),
});
export type CrewMember = z.infer<typeof CrewMember>;

/** A sealed one-time code: it opens the panel once for a forgotten PIN, also without a link. */
export const SealedCode = z.object({ id: Name, member: Name, code: SecretHash, expires: z.iso.date() });
export type SealedCode = z.infer<typeof SealedCode>;

/** Retained on `down/{bus}/crew`. Who is not in it any more is forgotten by the bus at once. */
export const CrewList = z.object({
  v: z.literal(1),
  bus: Name,
  revision: z.number().int().nonnegative(),
  members: z.array(CrewMember).max(200),
  codes: z.array(SealedCode).max(400),
});
export type CrewList = z.infer<typeof CrewList>;
