import type { Proposal } from '@pingan/protocol/schedule/plan';

/** Where a proposal was made. */
export type Origin = 'bus' | 'headquarters';

/** Why a proposal may not even be merged, in words for its author, or null. Approval is headquarters' word; a bus asks for it. */
export function refusedByPolicy(origin: Origin, { set }: Proposal): string | null {
  if (origin === 'headquarters') return null;
  if (set.status !== 'approved' && set.status !== 'confirmed') return null;
  return `only headquarters may set a stop to ${set.status}; ask a scheduler there`;
}
