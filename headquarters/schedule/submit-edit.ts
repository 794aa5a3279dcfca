import type { ProposalAnswer } from '@pingan/protocol/schedule/authority';
import type { Proposal, StopPlan } from '@pingan/protocol/schedule/plan';
import type { Db } from '../database/open-database.ts';
import { loadSchedule } from './schedule-rows.ts';
import { takeProposals } from './take-proposals.ts';

export interface DecidedEdit {
  answer: ProposalAnswer;
  /** The stop as it is now; null where there is still none. */
  plan: StopPlan | null;
}

/**
 * Decides an edit made at headquarters, as a bus's would be. The answer comes after the commit. `mayEdit` sees the plan that the
 * edit is for, in the same transaction.
 * @param at wall time of headquarters in milliseconds
 */
export async function submitEdit(
  db: Db,
  bus_id: number,
  proposal: Proposal,
  at: number,
  mayEdit: (before: StopPlan | undefined) => boolean,
): Promise<DecidedEdit | 'not-allowed'> {
  return db.transaction().execute(async (transaction) => {
    const stops = [proposal.stop];
    const before = await loadSchedule(transaction, bus_id, { stops, proposals: [] });
    if (!mayEdit(before.authority.plans.get(proposal.stop))) return 'not-allowed';
    const [answer] = await takeProposals(transaction, bus_id, [{ proposal, origin: 'headquarters' }], at);
    const after = await loadSchedule(transaction, bus_id, { stops, proposals: [] });
    return { answer: answer!, plan: after.authority.plans.get(proposal.stop) ?? null };
  });
}
