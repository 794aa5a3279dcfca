import { z } from 'zod';
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
