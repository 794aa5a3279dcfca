import type { AnswerCount, ExhibitCounts } from '../../statistics/exhibits.ts';

type Story = Pick<ExhibitCounts, 'choices'>;

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

/** Answers by the question that asked for them, the commonest first, those too few to be told last. */
export function answersByQuestion(
  answers: readonly AnswerCount[],
): { question: string; bars: { name: string; n: number | null }[] }[] {
  const questions = new Map<string, { name: string; n: number | null }[]>();
  for (const { question, answer, n } of answers)
    questions.set(question, [...(questions.get(question) ?? []), { name: answer, n }]);
  return [...questions].map(([question, bars]) => ({
    question,
    bars: bars.sort((a, b) => (b.n ?? 0) - (a.n ?? 0)),
  }));
}
