import { beatOf, choicesOf } from '@pingan/content/kinds/story/rule';
import type { JudgeState } from '@pingan/content/kinds/judge/rule';
import type { QuestionsState } from '@pingan/content/kinds/questions/rule';
import type { ExhibitState } from '@pingan/content/kinds/rules';
import type { StoryState } from '@pingan/content/kinds/story/rule';
import type { Exhibit } from '@pingan/content/pack';
import type { SessionTally } from './session-tallies.ts';

/** Hands that a presenter has counted at one step, by choice. */
export type Hands = Readonly<Record<string, number>>;

/** Where a class decides: what is asked, and what it may raise its hands for, in the order of the screen. */
export interface Ballot {
  /** Id of the beat, the item or the question. */
  asked: string;
  choices: readonly string[];
}

/** A class has 45 children, or a few more. */
export const MOST_HANDS = 60;

/** What a class may raise its hands for in a state of an exhibit; null where there is nothing to decide. */
export function ballotAt(exhibit: Exhibit, state: ExhibitState): Ballot | null {
  switch (exhibit.kind) {
    case 'story': {
      const story = state as StoryState;
      const beat = story.at === 'beat' ? beatOf(exhibit, story.beat) : undefined;
      const choices = beat === undefined ? [] : choicesOf(beat).map(({ id }) => id);
      return beat === undefined || choices.length === 0 ? null : { asked: beat.id, choices };
    }
    case 'judge': {
      const judge = state as JudgeState;
      const asked = judge.at === 'sort' ? judge.order[judge.said.length] : undefined;
      return asked === undefined ? null : { asked, choices: exhibit.piles.map(({ id }) => id) };
    }
    case 'questions': {
      const voice = state as QuestionsState;
      if (exhibit.style !== 'voice' || voice.at !== 'question') return null;
      const asked = exhibit.questions[voice.answers.length];
      return asked === undefined ? null : { asked: asked.id, choices: asked.answers.map(({ id }) => id) };
    }
    default:
      return null;
  }
}

/** One hand more or less for a choice; the very same hands where that cannot be. */
export function countHand(hands: Hands, { choices }: Ballot, choice: string, more: boolean): Hands {
  const raised = hands[choice] ?? 0;
  const counted = Math.min(MOST_HANDS, Math.max(0, raised + (more ? 1 : -1)));
  return !choices.includes(choice) || counted === raised ? hands : { ...hands, [choice]: counted };
}

/** The choice with the most hands, the first in order where several have them; null where no hand was raised. */
export function majorityOf(hands: Hands, { choices }: Ballot): string | null {
  const raised = (choice: string) => hands[choice] ?? 0;
  const [most] = [...choices].sort((a, b) => raised(b) - raised(a));
  return most === undefined || raised(most) === 0 ? null : most;
}

/** One increment for every hand. */
export function handTallies(exhibit: string, { asked, choices }: Ballot, hands: Hands): SessionTally[] {
  return choices.flatMap((choice) =>
    Array.from({ length: hands[choice] ?? 0 }, () => ({
      metric: 'hands' as const,
      label: `${exhibit}/${asked}/${choice}`,
    })),
  );
}
