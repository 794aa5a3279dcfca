import type { Story } from '@pingan/content/kinds/story/story';
import {
  drawItems,
  itemMetric,
  itemOf,
  type LearningItem,
  type LearningPhase,
  type Verdict,
} from '@pingan/content/learning-rule';
import type { SessionTally } from './session-tallies.ts';

/** A genuine message and a scam before a story, another pair after it, and what was said of them so far, in that order. */
export interface LearningPass {
  items: readonly string[];
  said: readonly Verdict[];
  /** The last answer was wrong, and what gives the message away is on the screen. */
  mistaken: boolean;
}

export const ITEMS_IN_PHASE = 2;

/** Draws the four messages of a story that has a pool; null where it has none. */
export function startPass({ learning }: Story, luck: string): LearningPass | null {
  if (learning === undefined) return null;
  const { before, after } = drawItems(learning, luck);
  const items = [...before, ...after];
  return items.length === 2 * ITEMS_IN_PHASE ? { items, said: [], mistaken: false } : null;
}

/** The message on the screen. */
export function shownItem(story: Story, pass: LearningPass): LearningItem | undefined {
  const id = pass.items[shownIndex(pass)];
  return id === undefined ? undefined : itemOf(story.learning, id);
}

/** Its place among the four, from 0. */
export function shownIndex({ said, mistaken }: LearningPass): number {
  return said.length - (mistaken ? 1 : 0);
}

/** The pass with one answer more. */
export function answered(story: Story, pass: LearningPass, said: Verdict): LearningPass {
  const mistaken = shownItem(story, pass)?.truth !== said;
  return { ...pass, said: [...pass.said, said], mistaken };
}

/** Whether both messages of a phase are answered and nothing of them is left on the screen. */
export function phaseIsOver({ said, mistaken }: LearningPass): boolean {
  return !mistaken && said.length > 0 && said.length % ITEMS_IN_PHASE === 0;
}

/** All four together, and only once the fourth is answered: a pass broken off counts nothing. */
export function passTallies(story: Story, pass: LearningPass): SessionTally[] {
  if (pass.said.length < pass.items.length) return [];
  return pass.said.flatMap((said, nth) => {
    const item = itemOf(story.learning, pass.items[nth]!);
    return item === undefined
      ? []
      : [itemTally(nth < ITEMS_IN_PHASE ? 'before' : 'after', story.id, item, said)];
  });
}

export function itemTally(
  phase: LearningPhase,
  exhibit: string,
  { id, truth }: LearningItem,
  said: Verdict,
): SessionTally {
  return { metric: itemMetric(truth, said), label: `${phase}/${exhibit}/${id}` };
}

/** How many of the four were told apart; null until all are answered. */
export function toldApart(story: Story, { items, said }: LearningPass): { right: number; of: number } | null {
  if (said.length < items.length) return null;
  const right = said.filter((each, nth) => itemOf(story.learning, items[nth]!)?.truth === each).length;
  return { right, of: items.length };
}

/** A choice on the screen of a message. */
export function verdictOf(choice: string): Verdict | null {
  return choice === 'genuine' || choice === 'scam' ? choice : null;
}
