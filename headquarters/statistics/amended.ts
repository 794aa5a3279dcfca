import type { Amendment } from '@pingan/protocol/facts';
import type { Purpose } from '@pingan/protocol/ids';
import { SLOT_MS, SLOTS_PER_DAY } from '@pingan/protocol/tally';
import { VISIT } from './visit-metric.ts';

/**
 * Amendments say to which stop and purpose counts are given. They lower no counter and lose none: whatever they say, every cell's count
 * is only divided among stops and purposes.
 */

/** What counts are given to. */
export interface Given {
  stop: string | null;
  purpose: Purpose;
}

/** An amendment as it was made. */
export interface MadeAmendment {
  /** Id of its fact. */
  id: string;
  /** Wall time it was made, as far as the clock of the bus is known now. */
  dated: number | null;
  /** Where it has no wall time: which start of the bus, and how long after. */
  boot: number | null;
  monotonic: number;
  amendment: Amendment;
}

/** A stretch of an epoch, monotonic milliseconds; `to` is not part of it. */
export interface Stretch extends Given {
  from: number;
  to: number;
}

/**
 * The amendments that hold, the earliest first: those that no other one replaces. Later ones win where they overlap; an undated one
 * counts as earlier than any dated one.
 */
export function standing(made: readonly MadeAmendment[]): MadeAmendment[] {
  const replaced = new Set(
    made.flatMap(({ id, amendment }) => amendment.replaces.filter((other) => other !== id)),
  );
  return made.filter(({ id }) => !replaced.has(id)).sort(byTime);
}

function byTime(a: MadeAmendment, b: MadeAmendment): number {
  if ((a.dated === null) !== (b.dated === null)) return a.dated === null ? -1 : 1;
  const time =
    a.dated !== null && b.dated !== null
      ? a.dated - b.dated
      : (a.boot ?? 0) - (b.boot ?? 0) || a.monotonic - b.monotonic;
  return time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** What the amendments of one epoch say of its time: stretches that do not overlap, in order. */
export function stretchesOf(made: readonly MadeAmendment[]): Stretch[] {
  const inForce = standing(made).map(({ amendment }) => amendment);
  const bounds = [...new Set(inForce.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  bounds.slice(0, -1).forEach((from, n) => {
    const to = bounds[n + 1]!;
    const said = inForce.findLast((each) => each.from <= from && to <= each.to);
    if (said === undefined) return;
    const before = stretches.at(-1);
    if (before?.to === from && sameGiven(before, said)) before.to = to;
    else stretches.push({ from, to, stop: said.stop, purpose: said.purpose });
  });
  return stretches;
}

export interface SegmentCount {
  slot: number | null;
  place: string | null;
  metric: string;
  label: string;
  n: number;
}

export interface CountedSegment<Count extends SegmentCount> extends Given {
  start: number;
  /** Where the next segment of the epoch begins, if one is known. */
  next: number | null;
  counts: readonly Count[];
}

/** What becomes of one slot of a segment, or of its counts without a slot: given whole, or divided by estimate. */
export type AmendedMoment<Count> =
  | { slot: number | null; whole: Given }
  | { slot: number | null; shares: (Given & { count: Count; n: number })[] };

/**
 * Gives the counts of one segment to where its time belongs. A slot that lies within one stretch moves exactly; so does a segment.
 * Otherwise counts are divided: slots by time, counts without a slot by the visits of each part, or by time where there were none.
 */
export function amendSegment<Count extends SegmentCount>(
  segment: CountedSegment<Count>,
  stretches: readonly Stretch[],
): AmendedMoment<Count>[] {
  const [from, to] = extentOf(segment);
  const parts = (within: [number, number]) => partsOf(segment, stretches, within);
  const slots = [...new Set(segment.counts.map(({ slot }) => slot))].filter((slot) => slot !== null);
  const countsAt = (slot: number | null) => segment.counts.filter((count) => count.slot === slot);
  const moments = slots
    .sort((a, b) => a - b)
    .map((slot) => {
      const within = parts([Math.max(from, slot * SLOT_MS), Math.min(to, (slot + 1) * SLOT_MS)]);
      return divide(slot, countsAt(slot), within);
    });
  const whole = countsAt(null);
  if (whole.length === 0) return moments;
  return [...moments, divide(null, whole, byVisits(parts([from, to]), moments, countsAt))];
}

interface Part extends Given {
  weight: number;
}

/** A segment begins with its first count and ends before the next one, before its epoch day and with its last counted slot. */
function extentOf({ start, next, counts }: CountedSegment<SegmentCount>): [number, number] {
  const day = SLOTS_PER_DAY * SLOT_MS;
  const dayEnd = (Math.floor(start / day) + 1) * day;
  const last = counts.reduce((most, { slot }) => Math.max(most, slot ?? -1), -1);
  const active = last < 0 ? dayEnd : (last + 1) * SLOT_MS;
  return [start, Math.max(start + 1, Math.min(next ?? dayEnd, dayEnd, active))];
}

/** To what a stretch of a segment belongs, and for how many milliseconds. */
function partsOf(segment: Given, stretches: readonly Stretch[], [from, to]: [number, number]): Part[] {
  const parts: Part[] = [];
  const add = (given: Given, weight: number) => {
    if (weight <= 0) return;
    const same = parts.find((part) => sameGiven(part, given));
    if (same) same.weight += weight;
    else parts.push({ stop: given.stop, purpose: given.purpose, weight });
  };
  let covered = 0;
  for (const stretch of stretches) {
    const length = Math.min(to, stretch.to) - Math.max(from, stretch.from);
    if (length <= 0) continue;
    add(amendedFrom(segment, stretch), length);
    covered += length;
  }
  add(segment, to - from - covered);
  return parts.length > 0 ? parts : [{ stop: segment.stop, purpose: segment.purpose, weight: 1 }];
}

/** What was counted in a rehearsal stays a rehearsal: no correction may turn pretended visitors into real ones. */
function amendedFrom(segment: Given, { stop, purpose }: Given): Given {
  return { stop, purpose: segment.purpose === 'rehearsal' ? 'rehearsal' : purpose };
}

function byVisits<Count extends SegmentCount>(
  parts: readonly Part[],
  moments: readonly AmendedMoment<Count>[],
  countsAt: (slot: number | null) => Count[],
): Part[] {
  const visits = moments.flatMap((moment): Part[] =>
    'whole' in moment
      ? [{ ...moment.whole, weight: sumOf(countsAt(moment.slot).filter(isVisit)) }]
      : moment.shares
          .filter(({ count }) => isVisit(count))
          .map(({ n, ...given }) => ({ ...given, weight: n })),
  );
  const weightOf = (part: Part) =>
    visits.filter((each) => sameGiven(each, part)).reduce((sum, { weight }) => sum + weight, 0);
  const weighed = parts.map((part) => ({ ...part, weight: weightOf(part) }));
  return weighed.some(({ weight }) => weight > 0) ? weighed : [...parts];
}

const isVisit = ({ metric }: SegmentCount) => metric === VISIT;

function sumOf(counts: readonly SegmentCount[]): number {
  return counts.reduce((sum, { n }) => sum + n, 0);
}

/**
 * Divides counts by the weights of the parts, in whole numbers. What rounding leaves goes to the part that is furthest behind over all
 * counts of the metric so far, so that many small counts are not all given to the larger part.
 */
function divide<Count extends SegmentCount>(
  slot: number | null,
  counts: readonly Count[],
  parts: readonly Part[],
): AmendedMoment<Count> {
  const [only] = parts;
  if (parts.length === 1) return { slot, whole: { stop: only!.stop, purpose: only!.purpose } };
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  const sorted = [...parts].sort(byGiven);
  const behind = new Map<string, number[]>();
  const shares = [...counts].sort(byIdentity).flatMap((count) => {
    const debts = behind.get(count.metric) ?? sorted.map(() => 0);
    behind.set(count.metric, debts);
    const given = sorted.map(({ weight }) => Math.floor((count.n * weight) / all));
    sorted.forEach(({ weight }, n) => (debts[n]! += (count.n * weight) / all - given[n]!));
    for (let rest = count.n - given.reduce((a, b) => a + b, 0); rest > 0; rest -= 1) {
      const next = debts.indexOf(Math.max(...debts));
      given[next]! += 1;
      debts[next]! -= 1;
    }
    return sorted.flatMap(({ stop, purpose }, n) =>
      given[n]! > 0 ? [{ count, stop, purpose, n: given[n]! }] : [],
    );
  });
  return { slot, shares };
}

function byGiven(a: Given, b: Given): number {
  return compare(JSON.stringify([a.purpose, a.stop]), JSON.stringify([b.purpose, b.stop]));
}

/** By what a count is, never by when it came. */
function byIdentity(a: SegmentCount, b: SegmentCount): number {
  const key = ({ metric, label, place }: SegmentCount) => JSON.stringify([metric, label, place]);
  return compare(key(a), key(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sameGiven(a: Given, b: Given): boolean {
  return a.stop === b.stop && a.purpose === b.purpose;
}
