import { z } from 'zod';
import { ContentId, Lights, VisitorText } from '../../texts.ts';

const Measure = z.strictObject({
  id: ContentId,
  /** Its place and drawing on the model house. */
  drawing: z.enum([
    'key',
    'cylinder',
    'window-lock',
    'sensor-light',
    'timer-light',
    'peephole',
    'alarm',
    'neighbour',
    'battery',
  ]),
  name: VisitorText,
  why: VisitorText,
  /** Price in the game; 0 for a habit. */
  yuan: z.number().int().min(0).max(1000),
  points: z.number().int().min(1).max(50),
  /** Without it the house is never safe, whatever else was bought; without two such it stays open. */
  critical: z.boolean().default(false),
  lights: Lights.default({}),
});
export type Measure = z.infer<typeof Measure>;

const head = {
  kind: z.literal('questions'),
  id: ContentId,
  title: VisitorText,
  invitation: VisitorText,
};

/** A house to make safe with a small purse; what is not bought is what the night finds. */
const House = z.strictObject({
  ...head,
  style: z.literal('house'),
  question: VisitorText,
  purse: z.number().int().positive(),
  /** Points from which the house is safe, or nearly. */
  bands: z.strictObject({ safe: z.number().int(), nearly: z.number().int() }),
  measures: z.array(Measure).min(3).max(9),
  results: z.strictObject({ safe: VisitorText, nearly: VisitorText, open: VisitorText }),
  remember: VisitorText,
});

/** Questions with no right answer: what worries a village. Only counted, never more than a few. */
const Voice = z.strictObject({
  ...head,
  style: z.literal('voice'),
  questions: z
    .array(
      z.strictObject({
        id: ContentId,
        text: VisitorText,
        answers: z
          .array(z.strictObject({ id: ContentId, text: VisitorText }))
          .min(2)
          .max(5),
      }),
    )
    .min(1)
    .max(4),
  remember: VisitorText,
});

export const Questions = z.discriminatedUnion('style', [House, Voice]);
export type Questions = z.infer<typeof Questions>;
export type House = z.infer<typeof House>;
export type Voice = z.infer<typeof Voice>;
