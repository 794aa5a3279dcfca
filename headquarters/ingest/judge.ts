import { type Amendment, type FactDetail, detailFault } from '@pingan/protocol/facts';
import type { AnchorBody, BusRecord, EpochBody, FactBody } from '@pingan/protocol/records';
import type { Segment } from '@pingan/protocol/tally';
import { canonical } from '../canonical.ts';

/** More than any door counts in the life of a bus; a larger count is a fault, and would drown every total. */
const PLAUSIBLE_COUNT = 1_000_000_000;

/**
 * What is already stored of the things a batch speaks of: definitions that never change once they are known.
 * Accepted records of the same batch are added as they are judged.
 */
export class KnownRecords {
  readonly segments = new Map<string, Segment>();
  readonly epochs = new Map<string, { rev: number; body: EpochBody }>();
  readonly anchors = new Map<string, AnchorBody>();
  readonly facts = new Map<string, FactBody>();
}

export const segmentKey = (bus: string, epoch: string, segment: number) => `${bus} ${epoch} ${segment}`;
export const epochKey = (bus: string, epoch: string) => `${bus} ${epoch}`;
export const anchorKey = (bus: string, epoch: string, id: string) => `${bus} ${epoch} ${id}`;
export const factKey = (bus: string, id: string) => `${bus} ${id}`;

/**
 * Why a well-formed record must be refused, or null where it may be stored. Counts only grow and never contradict;
 * what is defined once (segment, epoch at one revision, anchor, fact) may be repeated but not said otherwise; a calibration
 * must leave room for people.
 */
export function judge(record: BusRecord, known: KnownRecords): string | null {
  switch (record.kind) {
    case 'shard':
      return judgeShard(record, known);
    case 'epoch':
      return judgeEpoch(record, known);
    case 'anchor':
      return judgeOnce(
        known.anchors,
        anchorKey(record.bus, record.body.epoch, record.id),
        record.body,
        `anchor ${record.id}`,
      );
    case 'fact':
      return judgeFact(record, known);
    case 'proposal':
      // The schedule itself decides, and answers in a receipt.
      return null;
  }
}

function judgeShard({ bus, body }: BusRecord & { kind: 'shard' }, known: KnownRecords): string | null {
  const defined = new Map<number, Segment>();
  for (const segment of body.segments) {
    const before = known.segments.get(segmentKey(bus, body.epoch, segment.id)) ?? defined.get(segment.id);
    if (before !== undefined && !sameSegment(before, segment)) {
      return `segment ${segment.id} of epoch ${body.epoch} is already known as ${describe(before)}, not ${describe(segment)}`;
    }
    defined.set(segment.id, segment);
  }
  for (const [segment, , , metric, label, n] of body.cells) {
    if (!defined.has(segment) && !known.segments.has(segmentKey(bus, body.epoch, segment))) {
      return `a cell counts in segment ${segment}, which no message has defined`;
    }
    if (n > PLAUSIBLE_COUNT) return `${metric} "${label}" counts ${n}, more than a bus can count`;
  }
  for (const segment of defined.values())
    known.segments.set(segmentKey(bus, body.epoch, segment.id), segment);
  return null;
}

function sameSegment(a: Segment, b: Segment): boolean {
  return a.stop === b.stop && a.purpose === b.purpose && a.start === b.start;
}

function describe(segment: Segment): string {
  return `${segment.purpose} at ${segment.stop ?? 'no stop'} from ${segment.start} ms`;
}

function judgeEpoch({ bus, rev, body }: BusRecord & { kind: 'epoch' }, known: KnownRecords): string | null {
  const key = epochKey(bus, body.epoch);
  const before = known.epochs.get(key);
  if (before !== undefined && before.rev === rev && !same(before.body, body)) {
    return `epoch ${body.epoch} is already known otherwise at revision ${rev}`;
  }
  if (before === undefined || rev > before.rev) known.epochs.set(key, { rev, body });
  return null;
}

function judgeFact({ bus, id, body }: BusRecord & { kind: 'fact' }, known: KnownRecords): string | null {
  if (body.calibration !== undefined) {
    const { door, estimate, low, high } = body.calibration;
    // An error of -1 would be a door that counts nobody: no count of it says how many people there were.
    if (!(-1 < low && low <= estimate && estimate <= high))
      return `the calibration of door ${door} says an error of ${estimate} within ${low} to ${high}; low, estimate and high must rise, above -1. Calibrate the door again`;
  }
  const fault = detailFault(body.fact, body.detail) ?? amendmentFault(body);
  if (fault !== null) return `the detail of "${body.fact}" does not fit: ${fault}`;
  const before = known.facts.get(factKey(bus, id));
  if (before !== undefined && same(withoutNames(before), withoutNames(body))) return null;
  return judgeOnce(known.facts, factKey(bus, id), body, `fact ${id}`);
}

/** A fact as its authors' ids tell it: headquarters forgets the names of those who have left, and the bus may still send them. */
function withoutNames({ fact, by, detail, ...rest }: FactBody): unknown {
  const to = fact === 'shift-handed-over' ? (detail as FactDetail<'shift-handed-over'>).to.id : null;
  return { ...rest, fact, by: by?.id, detail: to === null ? detail : { ...detail, to } };
}

function amendmentFault({ fact, detail }: FactBody): string | null {
  if (fact !== 'amended') return null;
  const { from, to } = detail as Amendment;
  return from < to ? null : `it ends at ${to} ms, which is not after its beginning at ${from} ms`;
}

function judgeOnce<Body>(stored: Map<string, Body>, key: string, body: Body, name: string): string | null {
  const before = stored.get(key);
  if (before !== undefined && !same(before, body)) return `${name} is already stored with another content`;
  stored.set(key, body);
  return null;
}

/** Compares parsed bodies field by field; absent and undefined are the same. */
function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}
