import { z } from 'zod';
import { shuffled } from './draw.ts';
import { ContentId, Medium, TurningPoint, VisitorText } from './texts.ts';

const Item = z.strictObject({
  id: ContentId,
  /** Who it seems to come from. */
  sender: VisitorText,
  text: VisitorText,
  /** Shown when somebody misjudged it: what gives a scam away, or what makes a genuine one sound. */
  why: VisitorText,
});

/**
 * A genuine and a scam message that look alike: the same medium, style of sender and urgency, about the same length. Two forms
 * measure the same thing, so either can come before and the other after.
 */
export const LearningForm = z.strictObject({
  id: ContentId,
  medium: Medium,
  style: z.enum(['official', 'shop', 'personal']),
  urgency: z.enum(['calm', 'soon', 'now']),
  genuine: Item,
  scam: Item.extend({ turningPoint: TurningPoint }),
});
export type LearningForm = z.infer<typeof LearningForm>;

/** The pool of one story. */
export const Learning = z.strictObject({ forms: z.array(LearningForm).min(2) });
export type Learning = z.infer<typeof Learning>;

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
