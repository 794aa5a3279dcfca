import type { Purpose } from '@pingan/protocol/ids';
import { SLOT_MS } from '@pingan/protocol/tally';
import type { EpochActivity } from './doorway-activity.ts';
import { localDate, localTime } from './local-time.ts';
import { nearestStop, type PlannedStop } from './planned-stops.ts';

/** Entries in a slot from which on visitors are taken to be here: a crew that sets up goes in and out as well. */
export const VISITORS_FROM = 3;
/** Slots without visitors that a stretch may have in it. */
const LONGEST_PAUSE_SLOTS = 2;
/** A stop at which nobody came in for so long may have been left open. */
export const QUIET_MS = 90 * 60_000;

/** Slots of one epoch; `to` is not one of them. */
export interface Stretch {
  epoch: string;
  from: number;
  to: number;
}

/** Counts that seem to have been made under the wrong stop, and where they belong. */
export interface Suggestion {
  /** Stays the same while more slots are added to its end. */
  id: string;
  why: 'forgot-open' | 'forgot-close';
  /** One for each epoch, oldest first. */
  stretches: Stretch[];
  /** Wall milliseconds, where they are known. */
  from: number | null;
  to: number | null;
  visits: number;
  stop: string | null;
  purpose: Purpose;
}

export interface ForgottenView {
  /** Oldest epoch first; the last one is the running one. */
  activity: readonly EpochActivity[];
  /** Monotonic milliseconds of the running epoch. */
  at: number;
  timeZone: string;
  open: { stop: string; purpose: Purpose } | null;
  /** The stop at which the bus stands, open or not, and the slot in which it arrived where an officer said so. */
  here: { stop: string; since: { epoch: string; slot: number } | null } | null;
  stops: readonly PlannedStop[];
  /** Purpose outside an opened stop. */
  usualPurpose: Purpose;
  /** The board does not answer or the ignition is off. */
  isAway: boolean;
  /** Ids that an officer has answered. */
  answered: ReadonlySet<string>;
  /** Stretches that were corrected. */
  corrected: readonly Stretch[];
}

interface SlotSeen {
  epoch: string;
  slot: number;
  /** Wall time at which the slot began. */
  wall: number | null;
  outside: number;
  byStop: ReadonlyMap<string, number>;
  /** Why people were aboard at each stop, as it was last in this slot. */
  purposes: ReadonlyMap<string, Purpose>;
}

/** What officers seem to have forgotten, by what the doorway saw: to open a stop, or to close it. Oldest first. */
export function forgotten(view: ForgottenView): Suggestion[] {
  const slots = view.activity.flatMap((epoch) => slotsOf(epoch, view.corrected));
  const close = forgotClose(view, slots);
  return [...forgotOpen(view, slots), ...(close === null ? [] : [close])].filter(
    ({ id }) => !view.answered.has(id),
  );
}

function slotsOf({ epoch, offset, slots }: EpochActivity, corrected: readonly Stretch[]): SlotSeen[] {
  const numbers = [...new Set(slots.map(({ slot }) => slot))].sort((a, b) => a - b);
  const isCorrected = (slot: number) =>
    corrected.some((each) => each.epoch === epoch && each.from <= slot && slot < each.to);
  return numbers
    .filter((slot) => !isCorrected(slot))
    .map((slot) => {
      const here = slots.filter((each) => each.slot === slot);
      const byStop = new Map<string, number>();
      const purposes = new Map(here.flatMap(({ stop, purpose }) => (stop === null ? [] : [[stop, purpose]])));
      for (const { stop, entries } of here)
        if (stop !== null) byStop.set(stop, (byStop.get(stop) ?? 0) + entries);
      const outside = here.filter(({ stop }) => stop === null).reduce((sum, { entries }) => sum + entries, 0);
      return {
        epoch,
        slot,
        wall: offset === null ? null : offset + slot * SLOT_MS,
        outside,
        byStop,
        purposes,
      };
    });
}

// ── visitors while no stop was open ───────────────────────────────────────────────────────────────────────────

interface Run {
  stop: string;
  slots: SlotSeen[];
}

function forgotOpen(view: ForgottenView, slots: readonly SlotSeen[]): Suggestion[] {
  return runsOf(view, slots).map(({ stop, slots: run }) => {
    const stretches = run.reduce(withSlot, []);
    const first = run[0]!;
    const last = run.at(-1)!;
    return {
      id: `open-${stop}-${first.epoch}-${first.slot}`,
      why: 'forgot-open',
      stretches,
      ...{ from: first.wall, to: last.wall === null ? null : last.wall + SLOT_MS },
      visits: run.reduce((sum, { outside }) => sum + outside, 0),
      stop,
      purpose: purposeOf(view, stop, run),
    };
  });
}

/** Counts that were made at the stop in the same slots keep their purpose. */
function purposeOf({ open, usualPurpose }: ForgottenView, stop: string, run: readonly SlotSeen[]): Purpose {
  const counted = run.flatMap(({ purposes }) => purposes.get(stop) ?? []);
  return counted.at(-1) ?? (open?.stop === stop ? open.purpose : usualPurpose);
}

/** Slots with visitors that follow each other and belong to one stop, with what came in between them. */
function runsOf(view: ForgottenView, slots: readonly SlotSeen[]): Run[] {
  const runs: Run[] = [];
  let between: SlotSeen[] = [];
  /** Visitors whose stop is not known came since the last run: what follows them is another one. */
  let isBroken = false;
  for (const seen of slots) {
    if (seen.outside < VISITORS_FROM) {
      between.push(seen);
      continue;
    }
    const stop = stopMeant(view, seen);
    const run = runs.at(-1);
    const goesOn =
      run !== undefined &&
      !isBroken &&
      run.stop === stop &&
      isNear(run.slots.at(-1)!, seen) &&
      between.every((each) => isFreeFor(each, run.stop));
    if (goesOn) run.slots.push(...between, seen);
    else if (stop !== null) runs.push({ stop, slots: [seen] });
    isBroken = stop === null;
    between = [];
  }
  return runs;
}

/**
 * The stop that visitors of a slot came to: where the bus stood, or else what was planned then. Null where neither is known, and where
 * another stop was counted in the same slot.
 */
function stopMeant(view: ForgottenView, seen: SlotSeen): string | null {
  const { here, timeZone, stops } = view;
  if (!isToday(view, seen)) return null;
  const planned = seen.wall === null ? null : nearestStop(stops, localTime(seen.wall, timeZone));
  const isRunning = seen.epoch === view.activity.at(-1)?.epoch;
  const stop = stoodHere(view, seen) ? here!.stop : (planned ?? (isRunning ? (here?.stop ?? null) : null));
  return stop !== null && isFreeFor(seen, stop) ? stop : null;
}

/** Where the time is not known, whatever the running epoch saw. */
function isToday(view: ForgottenView, { epoch, wall }: SlotSeen): boolean {
  const now = wallNow(view);
  if (wall === null || now === null) return epoch === view.activity.at(-1)?.epoch;
  return localDate(wall, view.timeZone) === localDate(now, view.timeZone);
}

function stoodHere({ activity, here }: ForgottenView, { epoch, slot }: SlotSeen): boolean {
  const since = here?.since;
  if (!since) return false;
  if (since.epoch === epoch) return slot >= since.slot;
  const place = (id: string) => activity.findIndex((each) => each.epoch === id);
  return place(epoch) > place(since.epoch);
}

function isFreeFor({ byStop }: SlotSeen, stop: string): boolean {
  return [...byStop.keys()].every((other) => other === stop);
}

function isNear(before: SlotSeen, after: SlotSeen): boolean {
  if (before.epoch === after.epoch) return after.slot - before.slot <= LONGEST_PAUSE_SLOTS + 1;
  if (before.wall === null || after.wall === null) return false;
  return after.wall - before.wall <= (LONGEST_PAUSE_SLOTS + 1) * SLOT_MS;
}

function withSlot(stretches: Stretch[], { epoch, slot }: SlotSeen): Stretch[] {
  const last = stretches.at(-1);
  if (last?.epoch !== epoch) return [...stretches, { epoch, from: slot, to: slot + 1 }];
  return stretches.with(-1, { ...last, to: slot + 1 });
}

// ── a stop that is still open though nobody comes any more ───────────────────────────────────────────────────

function forgotClose(view: ForgottenView, slots: readonly SlotSeen[]): Suggestion | null {
  const { open, activity, usualPurpose } = view;
  const running = activity.at(-1);
  if (open === null || running === undefined) return null;
  const own = slots.filter(({ byStop }) => byStop.has(open.stop));
  const last = own.findLast(({ byStop }) => byStop.get(open.stop)! >= VISITORS_FROM) ?? own[0];
  if (last === undefined || !isLeftOpen(view, open.stop, last, running)) return null;
  const after = activity
    .slice(activity.findIndex(({ epoch }) => epoch === last.epoch))
    .map(({ epoch, slots: counted }) => ({
      epoch,
      from: epoch === last.epoch ? last.slot + 1 : 0,
      to: (epoch === running.epoch ? Math.floor(view.at / SLOT_MS) : (counted.at(-1)?.slot ?? -1)) + 1,
    }));
  const now = wallNow(view);
  const isAfter = (seen: SlotSeen) =>
    after.some(({ epoch, from, to }) => seen.epoch === epoch && from <= seen.slot && seen.slot < to);
  return {
    id: `close-${open.stop}-${last.epoch}-${last.slot}`,
    why: 'forgot-close',
    stretches: after.filter(({ from, to }) => from < to),
    ...{ from: last.wall === null ? null : last.wall + SLOT_MS, to: now },
    visits: own.filter(isAfter).reduce((sum, { byStop }) => sum + byStop.get(open.stop)!, 0),
    ...{ stop: null, purpose: usualPurpose },
  };
}

function isLeftOpen(view: ForgottenView, stop: string, last: SlotSeen, running: EpochActivity): boolean {
  const now = wallNow(view);
  const isSameStart = last.epoch === running.epoch;
  const quietMs = isSameStart
    ? view.at - (last.slot + 1) * SLOT_MS
    : now === null || last.wall === null
      ? view.at
      : now - last.wall - SLOT_MS;
  if (quietMs < QUIET_MS) return false;
  const plan = view.stops.find(({ id }) => id === stop);
  const isPastEnd =
    now !== null && hasDate(plan) && localTime(now, view.timeZone) > `${plan.date} ${plan.to ?? '23:59'}`;
  return isPastEnd || view.isAway || !isSameStart;
}

function hasDate(plan: PlannedStop | undefined): plan is PlannedStop & { date: string } {
  return plan !== undefined && plan.date !== null;
}

function wallNow({ activity, at }: ForgottenView): number | null {
  const offset = activity.at(-1)?.offset ?? null;
  return offset === null ? null : offset + at;
}
