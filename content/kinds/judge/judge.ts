import { z } from 'zod';
import { ContentId, Lights, Medium, TurningPoint, VisitorText } from '../../texts.ts';

const Pile = z.strictObject({
  id: ContentId,
  label: VisitorText,
  /** `danger` is what the exhibit teaches to recognise: scam, controlled, forbidden. The scam button means it. */
  tone: z.enum(['safe', 'danger']),
});

const Item = z.strictObject({
  id: ContentId,
  belongs: ContentId,
  /** Who it seems to come from, where it is a message. */
  sender: VisitorText.optional(),
  text: VisitorText,
  /** Said after every answer: what decides. Blames the trick, never the person. */
  why: VisitorText,
  turningPoint: TurningPoint.optional(),
  lights: Lights.default({}),
});
export type JudgeItem = z.infer<typeof Item>;

/** Items to put where they belong: genuine or scam, allowed or controlled. */
export const Judge = z.strictObject({
  kind: z.literal('judge'),
  id: ContentId,
  title: VisitorText,
  invitation: VisitorText,
  question: VisitorText,
  /** What the upper half shows each item as. */
  medium: z.union([Medium, z.literal('thing')]),
  piles: z.tuple([Pile, Pile]),
  items: z.array(Item).min(4).max(40),
  /** Items drawn for each length, as many of either pile as can be. */
  draw: z
    .strictObject({
      short: z.number().int().min(2).max(8).default(3),
      full: z.number().int().min(2).max(12).default(6),
    })
    .prefault({}),
  /** Said at the end, whatever the score. */
  remember: VisitorText,
});
export type Judge = z.infer<typeof Judge>;
