import type { HandsLuck } from './hands-luck.ts';
import type { Person } from './person.ts';

/** Who stands at a screen together, and how they are. */
export interface Party {
  ids: readonly number[];
  /** Several people who would rather play by the big buttons. */
  together: boolean;
  /** How likely somebody taps again before the picture has changed. */
  hurry: number;
  /** How likely an answer is the right one. */
  sure: number;
  /** How much they like the things and the buttons better than the screen. */
  handy: number;
  /** How readily they leave before the end. */
  restless: number;
}

export function meet(standing: readonly Person[], luck: HandsLuck): Party {
  const isChild = standing.some(({ look }) => look === 'child');
  return {
    ids: standing.map(({ id }) => id),
    together: standing.length > 1 && luck.happens(0.6),
    hurry: isChild ? 0.35 : 0.05,
    sure: luck.between(0.45, 0.9),
    handy: luck.between(0.4, 1.6),
    restless: luck.between(0.1, 0.5),
  };
}

/** The party of before, where one of them still stands there; whoever comes instead goes on with what is shown. */
export function isSameParty(party: Party, standing: readonly Person[]): boolean {
  return standing.some(({ id }) => party.ids.includes(id));
}
