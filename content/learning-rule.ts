import { shuffled } from './draw.ts';
import type { Learning, LearningForm } from './learning.ts';
import type { Medium, TurningPoint, VisitorText } from './texts.ts';

/** What a visitor is asked to tell apart. */
export interface LearningItem {
  id: string;
  truth: Verdict;
  medium: Medium;
  sender: VisitorText;
  text: VisitorText;
  why: VisitorText;
  turningPoint?: TurningPoint | undefined;
}
export type Verdict = 'genuine' | 'scam';

/** `before` and `after` the story; `later`: last time's item on a return visit. */
export type LearningPhase = 'before' | 'after' | 'later';

/** Both items of a form. */
export function itemsOf(form: LearningForm): LearningItem[] {
  const { medium, genuine, scam } = form;
  return [
    { ...genuine, truth: 'genuine', medium },
    { ...scam, truth: 'scam', medium },
  ];
}

/** The item of that id in a pool, if it has it. */
export function itemOf(learning: Learning | undefined, id: string): LearningItem | undefined {
  return learning?.forms.flatMap(itemsOf).find((item) => item.id === id);
}

/** Ids of one genuine and one scam item for before, and of another pair for after, in an order that luck decides. */
export function drawItems({ forms }: Learning, luck: string): { before: string[]; after: string[] } {
  const [first, second] = shuffled(forms, `${luck}/forms`);
  const ids = (form: LearningForm | undefined, when: string) =>
    form === undefined ? [] : shuffled(itemsOf(form), `${luck}/${when}`).map(({ id }) => id);
  return { before: ids(first, 'before'), after: ids(second, 'after') };
}

/** Signal detection: a scam is the signal. */
export function itemMetric(
  truth: Verdict,
  said: Verdict,
): 'item.hit' | 'item.miss' | 'item.false-alarm' | 'item.correct-rejection' {
  if (truth === 'scam') return said === 'scam' ? 'item.hit' : 'item.miss';
  return said === 'scam' ? 'item.false-alarm' : 'item.correct-rejection';
}
