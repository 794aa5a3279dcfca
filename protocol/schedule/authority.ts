import { mergeProposal } from './merge.ts';
import type { Proposal, ScheduleSnapshot, StopPlan } from './plan.ts';

/** What headquarters answers to a proposal: the same answer whenever it is asked again. */
export interface ProposalAnswer {
  outcome: 'stored' | 'conflict' | 'rejected';
  why?: string;
  /** The revision of the schedule that holds the outcome. A bus waits for it before it lets go of its own copy. */
  revision: number;
}

/**
 * The one that decides, for the stops of one bus. Proposals may come in any order and any number of times. Pure: headquarters keeps
 * it in its database, tests keep it in memory.
 */
export interface Authority {
  revision: number;
  plans: ReadonlyMap<string, StopPlan>;
  answers: ReadonlyMap<string, ProposalAnswer>;
}

export const EMPTY_AUTHORITY: Authority = { revision: 0, plans: new Map(), answers: new Map() };

/** Takes proposals in the order they came. The time grows with their number, not with what is known. */
export function decideProposals(
  before: Authority,
  proposals: readonly Proposal[],
): { authority: Authority; answers: ProposalAnswer[] } {
  const plans = new Map(before.plans);
  const known = new Map(before.answers);
  let revision = before.revision;
  const answers = proposals.map((proposal) => {
    const given = known.get(proposal.id);
    if (given !== undefined) return given;
    const merged = mergeProposal(plans.get(proposal.stop), proposal);
    if (merged.outcome !== 'rejected') {
      plans.set(proposal.stop, merged.plan);
      revision += 1;
    }
    const why =
      merged.outcome === 'rejected'
        ? { why: merged.why }
        : merged.outcome === 'conflict'
          ? {
              why: `others changed ${merged.fields.join(', ')} meanwhile; both values stay until somebody chooses`,
            }
          : {};
    const answer: ProposalAnswer = { outcome: merged.outcome, ...why, revision };
    known.set(proposal.id, answer);
    return answer;
  });
  return { authority: { revision, plans, answers: known }, answers };
}

export function snapshotOf({ revision, plans }: Authority, bus: string): ScheduleSnapshot {
  return { v: 1, bus, revision, stops: [...plans.values()] };
}
