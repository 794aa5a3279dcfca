import { type Authority, type ProposalAnswer, decideProposals } from '@pingan/protocol/schedule/authority';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import { type Origin, refusedByPolicy } from './policy.ts';

export interface Submission {
  proposal: Proposal;
  origin: Origin;
}

/**
 * Takes proposals in the order they came, with headquarters' policy on top of the rule that bus and headquarters share. Who asks again
 * gets the answer that was given.
 */
export function decideSubmissions(
  before: Authority,
  submissions: readonly Submission[],
): { authority: Authority; answers: ProposalAnswer[] } {
  const given = new Map(before.answers);
  for (const { proposal, origin } of submissions) {
    const why = refusedByPolicy(origin, proposal);
    if (why !== null && !given.has(proposal.id))
      given.set(proposal.id, { outcome: 'rejected', why, revision: before.revision });
  }
  return decideProposals(
    { ...before, answers: given },
    submissions.map(({ proposal }) => proposal),
  );
}
