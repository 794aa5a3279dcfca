import type { ProposalAnswer } from '@pingan/protocol/schedule/authority';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import { canonical } from '../canonical.ts';
import type { Db } from '../database/open-database.ts';
import { type Submission, decideSubmissions } from './decide-submissions.ts';
import {
  type KnownProposal,
  type KnownSchedule,
  loadSchedule,
  savePlans,
  saveProposals,
  saveRevision,
} from './schedule-rows.ts';

/**
 * Decides proposals for the stops of one bus and writes what comes of them, inside the caller's transaction: its commit makes the
 * answers true. Answers come in the order of the submissions.
 * @param at wall time of headquarters in milliseconds
 */
export async function takeProposals(
  transaction: Db,
  bus_id: number,
  submissions: readonly Submission[],
  at: number,
): Promise<ProposalAnswer[]> {
  if (submissions.length === 0) return [];
  const known = await loadSchedule(transaction, bus_id, {
    stops: submissions.map(({ proposal }) => proposal.stop),
    proposals: submissions.map(({ proposal }) => proposal.id),
  });
  const { authority } = known;
  const { honest, forged } = withoutForged(known, submissions);
  const decided = decideSubmissions(authority, honest);
  const changed = [...decided.authority.plans].filter(([stop, plan]) => authority.plans.get(stop) !== plan);
  const fresh = [...new Map(honest.map((each) => [each.proposal.id, each])).values()]
    .filter(({ proposal }) => !authority.answers.has(proposal.id))
    .map((each) => ({ ...each, answer: decided.authority.answers.get(each.proposal.id)! }));
  await savePlans(
    transaction,
    bus_id,
    changed.map(([, plan]) => plan),
  );
  await saveProposals(transaction, bus_id, fresh, at);
  if (decided.authority.revision !== authority.revision)
    await saveRevision(transaction, bus_id, decided.authority.revision);
  return submissions.map((each) => forged.get(each) ?? decided.authority.answers.get(each.proposal.id)!);
}

/** An id that comes with another content than before is not a repetition; the answer that was given is not its answer. */
function withoutForged(
  { authority, proposals }: KnownSchedule,
  submissions: readonly Submission[],
): { honest: Submission[]; forged: Map<Submission, ProposalAnswer> } {
  const contents = new Map([...proposals].map(([id, known]) => [id, canonical(known)]));
  const honest: Submission[] = [];
  const forged = new Map<Submission, ProposalAnswer>();
  for (const each of submissions) {
    const { id } = each.proposal;
    const content = canonical(contentOf(each.proposal));
    if ((contents.get(id) ?? content) === content) honest.push(each);
    else
      forged.set(each, {
        outcome: 'rejected',
        why: `proposal ${id} is already known with another content; make the edit anew under an id of its own`,
        revision: authority.revision,
      });
    if (!contents.has(id)) contents.set(id, content);
  }
  return { honest, forged };
}

function contentOf({ stop, author, base, set }: Proposal): KnownProposal {
  return { stop, author: author.id, base, set };
}
