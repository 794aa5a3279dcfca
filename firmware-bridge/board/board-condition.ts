export type BoardState = 'ready' | 'starting' | 'lost' | 'none';

/** How a board is; `detail` tells a technician what it is or what to do. */
export interface BoardCondition {
  state: BoardState;
  detail: string;
}

const WORST_FIRST: readonly BoardState[] = ['lost', 'starting', 'ready', 'none'];

/** The worst of several boards, with the details of all that share its state, each under its name. */
export function worstCondition(boards: Readonly<Record<string, BoardCondition>>): BoardCondition {
  const conditions = Object.entries(boards);
  const worst = WORST_FIRST.find((state) => conditions.some(([, condition]) => condition.state === state));
  if (worst === undefined) return { state: 'none', detail: 'the profile has no boards' };
  const details = conditions
    .filter(([, condition]) => condition.state === worst)
    .map(([name, { detail }]) => `${name}: ${detail}`);
  return { state: worst, detail: details.join(' · ') };
}
