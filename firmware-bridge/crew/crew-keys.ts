import { CrewMember, SealedCode, SecretHash } from '@pingan/protocol/crew';
import { Name } from '@pingan/protocol/ids';
import { z } from 'zod';

/** How long a phone stays paired once no stop is open: the last one as known, for when the bus was off in between. */
export const Stay = z.object({
  /** Wall milliseconds from which it is counted; null while the clock is not known. */
  from: z.number().int().nullable(),
  /** Milliseconds that the bus has run since. */
  ran: z.number().int().nonnegative(),
});
export type Stay = z.infer<typeof Stay>;

/** A paired phone. Who reads the file cannot be that phone: it holds the digest of a token alone. */
export const PairedPhone = z.object({ digest: z.string().max(64), member: Name, stay: Stay });
export type PairedPhone = z.infer<typeof PairedPhone>;

/** What the bus itself knows about its crew, beside the list that headquarters sends. It leaves the bus never. */
export const CrewKeys = z.object({
  /** PINs chosen on the bus, and the hash that headquarters had for the member then: another one there is newer and wins. */
  pins: z.array(z.object({ member: Name, pin: SecretHash, instead: z.string().nullable() })).max(200),
  /** Ids of one-time codes that have opened a panel. */
  used: z.array(Name).max(4_000),
  /** The officer of a bus that has never met headquarters. */
  local: CrewMember.nullable(),
  /** Their one-time code, printed on the bus; it does not expire, since nobody may know the day. */
  localCode: SealedCode.omit({ expires: true }).nullable(),
  phones: z.array(PairedPhone).max(100),
});
export type CrewKeys = z.infer<typeof CrewKeys>;

export const NO_KEYS: CrewKeys = { pins: [], used: [], local: null, localCode: null, phones: [] };
