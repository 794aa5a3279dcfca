import type { Stop } from '@pingan/device-config/stops';
import type { DayStop } from '@pingan/protocol/officer-day';
import { conflictsOf } from '@pingan/protocol/schedule/merge';
import type { AnyPlanned, PlanField, PlanFields, StopPlan } from '@pingan/protocol/schedule/plan';
import { fateOf, planOf, plansOf, type Replica } from '@pingan/protocol/schedule/replica';
import {
  lastStep,
  type Happenings,
  type Moment,
  NOTHING_HAPPENED,
  type StopHappenings,
} from './happenings.ts';
import { planOfListed } from './listed-stop.ts';
import { localDate } from './local-time.ts';
import type { PlannedStop } from './planned-stops.ts';

/** The clock of the running epoch. */
export interface EpochClock {
  epoch: string;
  /** Wall clock minus monotonic clock; null while the clock is not known. */
  offset: number | null;
  /** YYYY-MM-DD; null while the clock is not known. */
  today: string | null;
  timeZone: string;
}

export interface StopsView {
  replica: Replica;
  /** Stops of the plain list; the schedule has the say where it knows one. */
  listed: readonly Stop[];
  happenings: Happenings;
  open: string | null;
  clock: EpochClock;
}

/** What is known of a stop's plan, from the schedule or from the plain list. */
export function planFieldsOf(
  { replica, listed }: Pick<StopsView, 'replica' | 'listed'>,
  id: string,
): Partial<PlanFields> | null {
  const plan = planOf(replica, id);
  return plan === undefined ? listedPlan({ listed }, id) : valuesOf(plan);
}

function listedPlan({ listed }: Pick<StopsView, 'listed'>, id: string): Partial<PlanFields> | null {
  const stop = listed.find((each) => each.id === id);
  return stop === undefined ? null : planOfListed(stop);
}

/** The stop at which the bus stands: the open one, or where it arrived last, today as far as that is known. */
export function standsAt({ happenings, open, clock }: StopsView): string | null {
  if (open !== null) return open;
  const last = lastStep(happenings);
  if (last?.step !== 'arrived') return null;
  const wall = wallOf(last.when, clock);
  const isOld = wall !== null && clock.today !== null && localDate(wall, clock.timeZone) !== clock.today;
  return isOld ? null : last.stop;
}

/** All stops as an officer sees them, by date, those without one last. */
export function dayStops(view: StopsView): DayStop[] {
  const plans = plansOf(view.replica);
  const planned = new Set(plans.map(({ id }) => id));
  const only = unplanned(view.replica, planned);
  const shown = new Set([...planned, ...only.map(([id]) => id)]);
  const here = standsAt(view);
  const stop = (id: string, plan: Partial<PlanFields>, known?: StopPlan): DayStop => ({
    id,
    plan,
    conflicts: known === undefined ? [] : conflictsShown(known),
    edits: editsOf(view.replica, id),
    ...wayOf(view, id, here),
  });
  return [
    ...plans.map((plan) => stop(plan.id, valuesOf(plan), plan)),
    ...only.map(([id, plan]) => stop(id, { ...listedPlan(view, id), ...plan })),
    ...view.listed.filter(({ id }) => !shown.has(id)).map((listed) => stop(listed.id, planOfListed(listed))),
  ].sort(byDate);
}

/** When each stop is planned, for whoever compares that with what the doorway saw. */
export function plannedStops(stops: readonly DayStop[]): PlannedStop[] {
  return stops.map(({ id, plan: { when, status } }) => ({
    id,
    date: when?.date ?? null,
    from: when?.from ?? null,
    to: when?.to ?? null,
    isOff: status === 'cancelled' || status === 'postponed',
  }));
}

/**
 * Stops that only edits on this bus speak of: headquarters refused to make one, or the schedule was lost with the disk. They are shown
 * with what those edits say until headquarters has said more, or the refusal has been read.
 */
function unplanned({ pending }: Replica, planned: ReadonlySet<string>): [string, Partial<PlanFields>][] {
  const plans = new Map<string, Partial<PlanFields>>();
  for (const { proposal, answer } of pending) {
    if (planned.has(proposal.stop)) continue;
    const set = answer?.outcome === 'rejected' ? {} : proposal.set;
    plans.set(proposal.stop, { ...plans.get(proposal.stop), ...set } as Partial<PlanFields>);
  }
  return [...plans];
}

function valuesOf({ fields }: StopPlan): Partial<PlanFields> {
  const values = Object.entries(fields).map(([name, planned]) => [
    name,
    (planned as AnyPlanned).current.value,
  ]);
  return Object.fromEntries(values) as Partial<PlanFields>;
}

function conflictsShown(plan: StopPlan): DayStop['conflicts'] {
  return conflictsOf(plan).map((field) => {
    const { current, rivals } = plan.fields[field] as AnyPlanned;
    const values = [current, ...rivals].map(({ version, value, author, at }) => ({
      version,
      value,
      author,
      at,
    }));
    return { field, values };
  });
}

function editsOf({ pending }: Replica, stop: string): DayStop['edits'] {
  return pending
    .filter(({ proposal }) => proposal.stop === stop)
    .map((each) => {
      const fate = fateOf(each);
      const { id, author, set } = each.proposal;
      const why = 'why' in fate ? fate.why : null;
      return { proposal: id, fields: Object.keys(set) as PlanField[], author, fate: fate.is, why };
    });
}

function wayOf(view: StopsView, id: string, here: string | null) {
  const known = view.happenings[id] ?? NOTHING_HAPPENED;
  const { arrived, opened, closed, handCount, checklist, afterAction } = known;
  return {
    phase: phaseOf(view, id, here),
    arrivedAt: wallOf(arrived, view.clock),
    openedAt: wallOf(opened, view.clock),
    closedAt: wallOf(closed, view.clock),
    handCount: handCount?.in ?? null,
    checklist: checklist === null ? null : { done: checklist.done, open: checklist.open },
    afterAction: afterAction !== null,
  };
}

function phaseOf({ happenings, open }: StopsView, id: string, here: string | null): DayStop['phase'] {
  if (id === open) return 'open';
  if (id === here) return 'arrived';
  return (happenings[id]?.closed ?? null) === null ? 'planned' : 'closed';
}

/** Wall milliseconds of a moment. What the running epoch saw is dated by its clock as it is known now. */
export function wallOf(moment: Moment | null, { epoch, offset }: EpochClock): number | null {
  if (moment === null) return null;
  return moment.epoch === epoch && offset !== null ? offset + moment.at : moment.wall;
}

/** The stop that a fact without one is about: where the bus stands, or the one it closed last. */
export function aboutStop(view: StopsView): string | null {
  const last = lastStep(view.happenings);
  return standsAt(view) ?? (last?.step === 'closed' ? last.stop : null);
}

/** Happenings whose moments in the running epoch carry the wall time that is known by now. */
export function dated(happenings: Happenings, clock: EpochClock): Happenings {
  const date = <T extends Moment | null>(moment: T): T =>
    (moment === null ? null : { ...moment, wall: wallOf(moment, clock) }) as T;
  const stop = (known: StopHappenings): StopHappenings => ({
    arrived: date(known.arrived),
    opened: date(known.opened),
    closed: date(known.closed),
    handCount: known.handCount && { ...known.handCount, when: date(known.handCount.when) },
    checklist: known.checklist && { ...known.checklist, when: date(known.checklist.when) },
    afterAction: date(known.afterAction),
  });
  return Object.fromEntries(Object.entries(happenings).map(([id, known]) => [id, stop(known)]));
}

function byDate(a: DayStop, b: DayStop): number {
  const key = ({ plan: { when } }: DayStop) => `${when?.date ?? '9999'} ${when?.from ?? '99'}`;
  return key(a).localeCompare(key(b));
}
