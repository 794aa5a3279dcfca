import type { StoriesAnswer } from '../../web/answers.ts';

type Story = StoriesAnswer['stories'][number];

export interface Question {
  beat: string;
  /** Choices made at this beat in all. */
  sum: number;
  choices: Story['choices'];
}

/** The choices of a story by the beat that asked for them, the commonest first. */
export function questionsOf({ choices }: Story): Question[] {
  const beats = new Map<string, Story['choices']>();
  for (const choice of choices) beats.set(choice.beat, [...(beats.get(choice.beat) ?? []), choice]);
  return [...beats].map(([beat, all]) => ({
    beat,
    sum: all.reduce((sum, { n }) => sum + n, 0),
    choices: all.sort((a, b) => b.n - a.n),
  }));
}
