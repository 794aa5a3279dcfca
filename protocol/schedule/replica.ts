import type { ProposalAnswer } from './authority.ts';
import { mergeProposal, seenOf } from './merge.ts';
import type { Author } from '../author.ts';
import type { PlanField, Proposal, ScheduleSnapshot, StopPlan } from './plan.ts';

/** What becomes of an edit, as its author is told. */
export type Fate =
  | { is: 'not-sent' }
  | { is: 'at-headquarters' }
  | { is: 'accepted' }
  | { is: 'conflict'; why: string }
  | { is: 'rejected'; why: string };

export interface Pending {
  proposal: Proposal;
  /** Handed to the link at least once. */
  sent: boolean;
  answer: ProposalAnswer | null;
}

/** One copy of the schedule that is edited without asking anybody: a bus, or a page. */
export interface Replica {
  revision: number;
  plans: ReadonlyMap<string, StopPlan>;
  /** In the order of editing. */
  pending: readonly Pending[];
}

export const EMPTY_REPLICA: Replica = { revision: 0, plans: new Map(), pending: [] };

/** An edit of what the author sees now, shown at once. @param id 64 random bits in hex */
export function edit(
  replica: Replica,
  made: { id: string; stop: string; author: Author; at: number | null; set: Proposal['set'] },
): { replica: Replica; proposal: Proposal } {
  const fields = [...new Set<PlanField>([...(Object.keys(made.set) as PlanField[]), 'status'])];
  const base = withOwn(replica, made.stop, fields, seenOf(planOf(replica, made.stop), fields));
  const proposal = { ...made, base };
  return {
    proposal,
    replica: { ...replica, pending: [...replica.pending, { proposal, sent: false, answer: null }] },
  };
}

/**
 * Whoever edits again has seen their own earlier edits and what these had seen: they may arrive after this one. The status answers to
 * all of them, whatever they set, so that an edit from before a cancellation is not taken for one that ignores it.
 */
function withOwn(
  { pending }: Replica,
  stop: string,
  fields: readonly PlanField[],
  base: Proposal['base'],
): Proposal['base'] {
  const own = pending.filter(({ proposal }) => proposal.stop === stop).map(({ proposal }) => proposal);
  const seenBefore = (name: PlanField) =>
    own.flatMap((earlier) => [
      ...(earlier.base[name] ?? []),
      ...(earlier.set[name] === undefined && name !== 'status' ? [] : [earlier.id]),
    ]);
  const all = fields.map(
    (name) => [name, [...new Set([...(base[name] ?? []), ...seenBefore(name)])]] as const,
  );
  return Object.fromEntries(all.filter(([, seen]) => seen.length > 0));
}

/** A stop as the author of pending edits sees it: headquarters' plan with those edits on top. */
export function planOf({ plans, pending }: Replica, stop: string): StopPlan | undefined {
  return pending
    .filter(({ proposal, answer }) => proposal.stop === stop && answer?.outcome !== 'rejected')
    .reduce((plan, { proposal }) => {
      const merged = mergeProposal(plan, proposal);
      return merged.outcome === 'rejected' ? plan : merged.plan;
    }, plans.get(stop));
}

/** Every stop, those included that only a pending edit knows. */
export function plansOf(replica: Replica): StopPlan[] {
  const ids = new Set([...replica.plans.keys(), ...replica.pending.map(({ proposal }) => proposal.stop)]);
  return [...ids].flatMap((id) => planOf(replica, id) ?? []);
}

export function markSent(replica: Replica, ids: ReadonlySet<string>): Replica {
  const pending = replica.pending.map((each) => (ids.has(each.proposal.id) ? { ...each, sent: true } : each));
  return { ...replica, pending };
}

/** Headquarters has answered. The edit stays on top until a snapshot holds the outcome, or the screen would flicker back. */
export function takeAnswer(replica: Replica, id: string, answer: ProposalAnswer): Replica {
  const pending = replica.pending.map((each) =>
    each.proposal.id === id ? { ...each, sent: true, answer } : each,
  );
  return settle({ ...replica, pending });
}

/** An older snapshot than the one that is known changes nothing. */
export function takeSnapshot(replica: Replica, { revision, stops }: ScheduleSnapshot): Replica {
  if (revision < replica.revision) return replica;
  return settle({ ...replica, revision, plans: new Map(stops.map((plan) => [plan.id, plan])) });
}

/** A refusal is kept until its author has read it. */
export function dismiss(replica: Replica, id: string): Replica {
  return {
    ...replica,
    pending: replica.pending.filter(
      ({ proposal, answer }) => proposal.id !== id || answer?.outcome !== 'rejected',
    ),
  };
}

export function fateOf({ sent, answer }: Pending): Fate {
  if (answer === null) return { is: sent ? 'at-headquarters' : 'not-sent' };
  if (answer.outcome === 'stored') return { is: 'accepted' };
  return { is: answer.outcome, why: answer.why ?? '' };
}

function settle(replica: Replica): Replica {
  const done = ({ answer }: Pending) =>
    answer !== null && answer.outcome !== 'rejected' && answer.revision <= replica.revision;
  return replica.pending.some(done)
    ? { ...replica, pending: replica.pending.filter((each) => !done(each)) }
    : replica;
}
