import { randomBytes } from 'node:crypto';
import {
  type Authority,
  decideProposals,
  EMPTY_AUTHORITY,
  snapshotOf,
} from '@pingan/protocol/schedule/authority';
import type {
  AnyPlanned,
  PlanField,
  Proposal,
  ScheduleSnapshot,
  StopPlan,
} from '@pingan/protocol/schedule/plan';
import {
  edit,
  EMPTY_REPLICA,
  type Replica,
  takeAnswer,
  takeSnapshot,
} from '@pingan/protocol/schedule/replica';

export const wait = (n: number) => `2026-12-${String((n % 28) + 1).padStart(2, '0')}`;
export const place = (n: number) => ({
  name: { zh: `演练村${n}`, en: `Rehearsal village ${n}` },
  village: `village-${n}`,
  county: null,
  address: null,
  position: null,
});

/** A value of a field that no other draw gives, so that a lost one can be told. */
export function valueOf(field: PlanField, n: number): Proposal['set'] {
  switch (field) {
    case 'when':
      return { when: { date: wait(n), from: `0${n % 10}:${String(n % 60).padStart(2, '0')}`, to: null } };
    case 'place':
      return { place: place(n) };
    case 'kind':
      return { kind: (['village', 'market', 'school', 'firm', 'station', 'other'] as const)[n % 6]! };
    case 'theme':
      return { theme: `theme ${n}` };
    case 'officers':
      return { officers: [`officer-${n}`] };
    case 'notes':
      return { notes: `notes ${n}` };
    case 'status':
      return { status: (['draft', 'postponed', 'approved', 'confirmed', 'cancelled'] as const)[n % 5]! };
  }
}

export interface Move {
  who: number;
  does: 'edit' | 'sync' | 'restart';
  stop: number;
  field: PlanField;
  value: number;
  /** Bits that decide what is lost, doubled and turned round on this sync. */
  fate: number;
}

export interface World {
  authority: Authority;
  replicas: Replica[];
  proposals: Proposal[];
  old: ScheduleSnapshot[];
}

export function startWorld(replicas: number): World {
  let world: World = {
    authority: EMPTY_AUTHORITY,
    replicas: Array.from({ length: replicas }, () => EMPTY_REPLICA),
    proposals: [],
    old: [],
  };
  for (const n of [0, 1, 2])
    world = editAt(world, 0, `stop-${n}`, {
      ...valueOf('when', n),
      ...valueOf('place', n),
      ...valueOf('status', 0),
    });
  return settleAll(world);
}

export function move(world: World, { who, does, stop, field, value, fate }: Move): World {
  switch (does) {
    case 'edit':
      return editAt(world, who, `stop-${stop}`, valueOf(field, value));
    case 'sync':
      return sync(world, who, fate);
    case 'restart':
      // What is on the disk is what there is: a replica is plain data.
      return { ...world, replicas: world.replicas.map((each, n) => (n === who ? revived(each) : each)) };
  }
}

/** Perfect links for as long as it takes: everything arrives, everything is answered. */
export function settleAll(world: World): World {
  let settled = world;
  for (let round = 0; round < 3; round += 1)
    for (const who of world.replicas.keys()) settled = sync(settled, who, 0);
  return settled;
}

function editAt(world: World, who: number, stop: string, set: Proposal['set']): World {
  const author = { id: `author-${who}`, name: 'same name' };
  const id = randomBytes(8).toString('hex');
  const { replica, proposal } = edit(world.replicas[who]!, { id, stop, author, at: null, set });
  return { ...put(world, who, replica), proposals: [...world.proposals, proposal] };
}

function sync(world: World, who: number, fate: number): World {
  const bit = (n: number) => (fate >> (n % 20)) & 1;
  const waiting = world.replicas[who]!.pending.filter(({ answer }) => answer === null).map(
    ({ proposal }) => proposal,
  );
  const arrived = waiting.flatMap((proposal, n) =>
    bit(n) && bit(n + 7) ? [] : bit(n + 3) ? [proposal, proposal] : [proposal],
  );
  if (bit(5)) arrived.reverse();
  const { authority, answers } = decideProposals(world.authority, arrived);
  let replica = world.replicas[who]!;
  const snapshot = revived(snapshotOf(authority, 'bus'));
  const stale = world.old[fate % Math.max(1, world.old.length)];
  if (bit(11)) replica = takeSnapshot(replica, snapshot);
  arrived.forEach((proposal, n) => {
    if (!bit(n + 9)) replica = takeAnswer(replica, proposal.id, answers[n]!);
  });
  if (bit(13) && stale) replica = takeSnapshot(replica, stale);
  if (!bit(15)) replica = takeSnapshot(replica, snapshot);
  return { ...put(world, who, replica), authority, old: [...world.old.slice(-5), snapshot] };
}

function put(world: World, who: number, replica: Replica): World {
  return { ...world, replicas: world.replicas.map((each, n) => (n === who ? replica : each)) };
}

function revived<T>(data: T): T {
  return structuredClone(data);
}

/** Proposals whose value is neither there, nor was seen by a later author, nor was refused in words. */
export function silentlyLost({ authority, proposals }: World): Proposal[] {
  const live = new Set([...authority.plans.values()].flatMap(versionsOf));
  return proposals.filter(({ id, stop, set }) => {
    if (authority.answers.get(id)?.outcome === 'rejected') return false;
    return (Object.keys(set) as PlanField[]).some((field) => {
      // Two who write the same agree: the value counts as seen under the origin of either.
      const origins = proposals.filter((each) => each.stop === stop && isSame(each.set[field], set[field]));
      const seen = (later: Proposal) => origins.some((origin) => later.base[field]?.includes(origin.id));
      const answered = proposals.some(
        (later) => later.stop === stop && later.set[field] !== undefined && seen(later),
      );
      const isThere = live.has(`${stop}/${field}/${id}`);
      return !isThere && !answered && !isAgreed(authority.plans.get(stop), field, set[field]);
    });
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** The same value was written by two: one origin is enough. */
function isAgreed(plan: StopPlan | undefined, field: PlanField, value: unknown): boolean {
  const planned = plan?.fields[field] as AnyPlanned | undefined;
  return [planned?.current, ...(planned?.rivals ?? [])].some(
    (each) => JSON.stringify(each?.value) === JSON.stringify(value),
  );
}

function versionsOf(plan: StopPlan): string[] {
  return (Object.entries(plan.fields) as [string, AnyPlanned][]).flatMap(([field, { current, rivals }]) =>
    [current, ...rivals].map(({ version }) => `${plan.id}/${field}/${version}`),
  );
}
