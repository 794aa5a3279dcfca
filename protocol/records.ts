import { z } from 'zod';
import { Author } from './author.ts';
import { Calibration } from './facts.ts';
import { EpochId, Monotonic, Name, Purpose, Text } from './ids.ts';
import { Proposal } from './schedule/plan.ts';
import { Cell, Segment } from './tally.ts';

/** The version of every message in this folder. A reader refuses other versions and says so in its receipt. */
export const PROTOCOL_VERSION = 1;

/** Counters of one epoch day, or of one part of it above 48 KB. Its revision is the number of increments in it. */
export const ShardBody = z.object({
  epoch: EpochId,
  day: z.number().int().nonnegative(),
  part: z.number().int().nonnegative(),
  segments: z.array(Segment),
  cells: z.array(Cell),
});
export type ShardBody = z.infer<typeof ShardBody>;

/**
 * One start of the bus process. `previous` names the epoch before and how many increments it had on disk, so
 * that headquarters can tell a lost epoch from an idle bus.
 */
export const EpochBody = z.object({
  epoch: EpochId,
  boot: z.number().int().positive(),
  previous: z.object({ epoch: EpochId, count: z.number().int().nonnegative() }).nullable(),
  /** IANA name; days of this epoch are days of this zone. */
  timeZone: z.string().min(1).max(60),
  software: z.string().max(40),
});
export type EpochBody = z.infer<typeof EpochBody>;

export const ClockSource = z.enum(['ntp', 'gps', 'rtc', 'officer']);
export type ClockSource = z.infer<typeof ClockSource>;

/** Ties the monotonic clock of an epoch to wall time. Append-only; a late anchor dates what came before it. */
export const AnchorBody = z.object({
  epoch: EpochId,
  monotonic: Monotonic,
  /** Milliseconds since 1970-01-01T00:00Z. */
  wall: z.number().int().positive(),
  source: ClockSource,
  /** Half-width of what the clock may be off by, in milliseconds. */
  error: z.number().int().nonnegative(),
});
export type AnchorBody = z.infer<typeof AnchorBody>;

/** What happened. Append-only, so facts never conflict. Readers keep facts whose name they do not know. */
export const FactBody = z.object({
  fact: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .max(40),
  epoch: EpochId,
  monotonic: Monotonic,
  stop: Name.nullable(),
  /** The stop's name as the officer saw it, so that headquarters can show a stop it never planned. */
  stopName: Text.optional(),
  purpose: Purpose.optional(),
  /** `door-calibrated`: the error of the door's entries. */
  calibration: Calibration.optional(),
  /** Who did it, where that matters. */
  by: Author.optional(),
  /** What the fact says beyond that; see `FACT_DETAILS`. */
  detail: z.record(z.string(), z.unknown()).optional(),
});
export type FactBody = z.infer<typeof FactBody>;

/** An edit of the schedule on its way to headquarters. */
export const ProposalBody = z.object({ epoch: EpochId, proposal: Proposal });
export type ProposalBody = z.infer<typeof ProposalBody>;

const head = {
  v: z.literal(PROTOCOL_VERSION),
  bus: Name,
  id: z.string().min(1).max(80),
  rev: z.number().int().nonnegative(),
};

/** Everything that leaves the bus: one envelope, one outbox, one receipt, over MQTT or in a file. */
export const BusRecord = z.discriminatedUnion('kind', [
  z.object({ ...head, kind: z.literal('shard'), body: ShardBody }),
  z.object({ ...head, kind: z.literal('epoch'), body: EpochBody }),
  z.object({ ...head, kind: z.literal('anchor'), body: AnchorBody }),
  z.object({ ...head, kind: z.literal('fact'), body: FactBody }),
  z.object({ ...head, kind: z.literal('proposal'), body: ProposalBody }),
]);
export type BusRecord = z.infer<typeof BusRecord>;
export type RecordKind = BusRecord['kind'];

/** Largest message on the wire, in bytes. Brokers and headquarters refuse more. */
export const MAX_MESSAGE_BYTES = 64 * 1024;

/** What can be said about a message that is not a record: enough to receipt it as rejected, if that much is legible. */
export interface Unreadable {
  why: string;
  address: { kind: string; id: string; rev: number } | null;
}

const Address = z.object({
  kind: z.string().max(40),
  id: z.string().min(1).max(80),
  rev: z.number().int().nonnegative(),
});

/**
 * Reads one record as it arrived from `bus`. Unknown fields are dropped; an unknown version or kind, a foreign
 * bus id or a body that does not fit come back as `unreadable` with the reason in words.
 */
export function readRecord(text: string, bus: string): { record: BusRecord } | { unreadable: Unreadable } {
  const refuse = (why: string, raw?: unknown) => {
    const address = Address.safeParse(raw);
    return {
      unreadable: { why, address: address.success ? address.data : null },
    };
  };
  if (utf8Length(text) > MAX_MESSAGE_BYTES) return refuse(`larger than ${MAX_MESSAGE_BYTES} bytes`);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return refuse('not JSON');
  }
  const version = z.object({ v: z.number() }).safeParse(raw);
  if (!version.success) return refuse('no protocol version "v"', raw);
  if (version.data.v !== PROTOCOL_VERSION) {
    return refuse(
      `version ${version.data.v} is not understood here (only ${PROTOCOL_VERSION}); update this side`,
      raw,
    );
  }
  const parsed = BusRecord.safeParse(raw);
  if (!parsed.success) return refuse(z.prettifyError(parsed.error).replaceAll('\n', ' '), raw);
  if (parsed.data.bus !== bus)
    return refuse(`claims to come from ${parsed.data.bus} but was sent by ${bus}`, raw);
  return { record: parsed.data };
}

/** Bytes of a text in UTF-8, in browsers as on Node. */
function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
